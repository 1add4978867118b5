//! Which server an operation goes to, and whether its URL may be used.

#[cfg(feature = "std")]
use super::base_url;
use super::plan::{Draft, Refused, Settings, refuse};
use crate::request::operation::Service;
use crate::error::ErrorKind;
#[cfg(feature = "std")]
use {super::request_plan::Whole, crate::error::Problem};

/// Whose server a URL leads to: it decides which credential may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A project on Ory Network.
    Project,
    /// Ory Network's console.
    Console,
    /// A server of the caller's own.
    SelfHosted,
}

/// The fields that name a server.
#[cfg(feature = "std")]
const URLS: [&str; 9] = [
    "project_url",
    "console_url",
    "kratos_public_url",
    "kratos_admin_url",
    "hydra_public_url",
    "hydra_admin_url",
    "keto_read_url",
    "keto_write_url",
    "keto_opl_url",
];

/// Kratos and Hydra tell their version on the admin port only.
#[cfg(feature = "std")]
const ANY: [&str; 7] = [
    "kratos_admin_url",
    "hydra_admin_url",
    "keto_read_url",
    "keto_write_url",
    "keto_opl_url",
    "kratos_public_url",
    "hydra_public_url",
];

/// The URL of a service, and whose server that is. A service's own URL wins over the project's.
pub(super) fn of<D: Draft>(
    service: Service,
    config: &dyn Settings,
    draft: &mut D,
) -> Result<Origin, Refused> {
    let own = fields(service);
    for field in own {
        if let Some(url) = config.setting(field) {
            let origin = match service {
                Service::Console => Origin::Console,
                _ => Origin::SelfHosted,
            };
            check(url.expose(), config, field, draft)?;
            return Ok(origin);
        }
    }
    if service != Service::Console
        && let Some(url) = config.setting("project_url")
    {
        check(url.expose(), config, "project_url", draft)?;
        return Ok(Origin::Project);
    }
    let (or, field) = match own {
        [] => ("", "project_url"),
        [field] if service == Service::Console => ("", *field),
        [field] => ("project_url or ", *field),
        _ => ("project_url or ", "the URL of a service"),
    };
    refuse(
        draft,
        ErrorKind::Config,
        &["the configuration names no server for it: set ", or, field],
    )
}

/// The fields that may name a service's own URL.
#[cfg(feature = "std")]
fn fields(service: Service) -> &'static [&'static str] {
    match service {
        Service::KratosPublic => &["kratos_public_url"],
        Service::KratosAdmin => &["kratos_admin_url"],
        Service::HydraPublic => &["hydra_public_url"],
        Service::HydraAdmin => &["hydra_admin_url"],
        Service::KetoRead => &["keto_read_url"],
        Service::KetoWrite => &["keto_write_url"],
        Service::KetoOpl => &["keto_opl_url"],
        Service::Console => &["console_url"],
        Service::Network => &[],
        Service::Any => &ANY,
    }
}

/// The fields that may name a service's own URL. A page calls the public port of Kratos only.
#[cfg(not(feature = "std"))]
fn fields(_: Service) -> &'static [&'static str] {
    &["kratos_public_url"]
}

/// Checks a URL and takes its trailing slashes off. A browser's script has checked it when it made the client, by the
/// same rules.
fn check<D: Draft>(
    url: &str,
    config: &dyn Settings,
    field: &str,
    draft: &mut D,
) -> Result<(), Refused> {
    #[cfg(feature = "std")]
    base_url::usable(url, config, field, draft)?;
    #[cfg(not(feature = "std"))]
    let _ = (config, field);
    let end = url
        .bytes()
        .rposition(|byte| byte != b'/')
        .map_or(0, |last| last + 1);
    draft.url(url.get(..end).unwrap_or(url));
    Ok(())
}

/// Checks every URL that is set, so that a wrong one is known before the first call.
#[cfg(feature = "std")]
#[allow(clippy::result_large_err, reason = "made once a client")]
pub fn check_urls(config: &dyn Settings) -> Result<(), Problem> {
    for field in URLS {
        if let Some(url) = config.setting(field) {
            let mut whole = Whole::default();
            if check(url.expose(), config, field, &mut whole).is_err() {
                return Err(whole.problem());
            }
        }
    }
    Ok(())
}
