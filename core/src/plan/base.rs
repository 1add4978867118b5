//! Which server an operation goes to, and whether its URL may be used.

use alloc::string::String;

use super::Settings;
use super::refusal::{Refusal, refuse};
use crate::operation::Service;
use crate::problem::ErrorKind;
#[cfg(feature = "std")]
use crate::problem::Problem;

#[cfg(feature = "std")]
mod url;

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

/// A checked URL without its trailing slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// The URL that a path is appended to.
    pub url: String,
    /// Whose server it is.
    pub origin: Origin,
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

/// The URL of a service. A service's own URL wins over the project's.
pub(super) fn of(service: Service, config: &dyn Settings) -> Result<Base, Refusal> {
    let own = fields(service);
    for field in own {
        if let Some(url) = config.setting(field) {
            let origin = match service {
                Service::Console => Origin::Console,
                _ => Origin::SelfHosted,
            };
            return check(url.expose(), config, origin, field);
        }
    }
    if service != Service::Console
        && let Some(url) = config.setting("project_url")
    {
        return check(url.expose(), config, Origin::Project, "project_url");
    }
    let (or, field) = match own {
        [] => ("", "project_url"),
        [field] if service == Service::Console => ("", *field),
        [field] => ("project_url or ", *field),
        _ => ("project_url or ", "the URL of a service"),
    };
    Err(refuse(
        ErrorKind::Config,
        &["the configuration names no server for it: set ", or, field],
    ))
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

/// The fields that may name a service's own URL. A page reaches public ports only.
#[cfg(not(feature = "std"))]
fn fields(service: Service) -> &'static [&'static str] {
    match service {
        Service::KratosPublic => &["kratos_public_url"],
        Service::HydraPublic => &["hydra_public_url"],
        _ => &[],
    }
}

/// Checks a URL and takes its trailing slashes off. A browser's script has checked it when it made the client, by the
/// same rules.
fn check(url: &str, config: &dyn Settings, origin: Origin, field: &str) -> Result<Base, Refusal> {
    #[cfg(feature = "std")]
    url::usable(url, config, field)?;
    #[cfg(not(feature = "std"))]
    let _ = (config, field);
    let end = url
        .bytes()
        .rposition(|byte| byte != b'/')
        .map_or(0, |last| last + 1);
    Ok(Base {
        url: String::from(url.get(..end).unwrap_or(url)),
        origin,
    })
}

/// Checks every URL that is set, so that a wrong one is known before the first call.
#[cfg(feature = "std")]
#[allow(clippy::result_large_err, reason = "made once a client")]
pub fn check_urls(config: &dyn Settings) -> Result<(), Problem> {
    for field in URLS {
        if let Some(url) = config.setting(field) {
            check(url.expose(), config, Origin::SelfHosted, field)?;
        }
    }
    Ok(())
}
