//! Which server an operation goes to.

use super::base_url;
use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
use super::deployment::Deployment;
use super::operation::Service;
use super::plan_text::PlanText;
use super::rejection::Rejection;
use crate::error::ErrorKind;

/// Kratos and Hydra tell their version on the admin port only.
#[cfg(feature = "std")]
const ANY_SERVICE: [ConfigKey; 7] = [
    ConfigKey::KRATOS_ADMIN_URL,
    ConfigKey::HYDRA_ADMIN_URL,
    ConfigKey::KETO_READ_URL,
    ConfigKey::KETO_WRITE_URL,
    ConfigKey::KETO_OPL_URL,
    ConfigKey::KRATOS_PUBLIC_URL,
    ConfigKey::HYDRA_PUBLIC_URL,
];

/// The base URL of a service without trailing slashes. A service's own URL wins over the project's.
pub(super) fn base_url<T: PlanText + ?Sized>(
    service: Service,
    config: &dyn ConfigSource<T>,
) -> Result<(T::Owned, Deployment), Rejection<T::Owned>> {
    let keys = url_keys(service);
    for key in keys {
        if let Some(url) = config.get(*key) {
            let deployment = match service {
                Service::Console => Deployment::Console,
                _ => Deployment::SelfHosted,
            };
            return Ok((checked(&*url, *key, config)?, deployment));
        }
    }
    let project = ConfigKey::PROJECT_URL;
    if service != Service::Console
        && let Some(url) = config.get(project)
    {
        return Ok((checked(&*url, project, config)?, Deployment::Project));
    }
    let (project, own) = match keys {
        [] => ("", "project_url"),
        [key] if service == Service::Console => ("", key.as_str()),
        [key] => ("project_url or ", key.as_str()),
        _ => ("project_url or ", "the URL of a service"),
    };
    Err(Rejection::new(
        ErrorKind::Config,
        &[
            "the configuration names no server for it: set ",
            project,
            own,
        ],
    ))
}

/// The fields that may name a service's own URL.
#[cfg(feature = "std")]
fn url_keys(service: Service) -> &'static [ConfigKey] {
    match service {
        Service::KratosPublic => &[ConfigKey::KRATOS_PUBLIC_URL],
        Service::KratosAdmin => &[ConfigKey::KRATOS_ADMIN_URL],
        Service::HydraPublic => &[ConfigKey::HYDRA_PUBLIC_URL],
        Service::HydraAdmin => &[ConfigKey::HYDRA_ADMIN_URL],
        Service::KetoRead => &[ConfigKey::KETO_READ_URL],
        Service::KetoWrite => &[ConfigKey::KETO_WRITE_URL],
        Service::KetoOpl => &[ConfigKey::KETO_OPL_URL],
        Service::Console => &[ConfigKey::CONSOLE_URL],
        Service::Network => &[],
        Service::Any => &ANY_SERVICE,
    }
}

/// The fields that may name a service's own URL. A page calls the public port of Kratos only.
#[cfg(not(feature = "std"))]
fn url_keys(_: Service) -> &'static [ConfigKey] {
    &[ConfigKey::KRATOS_PUBLIC_URL]
}

/// A base URL that may be used.
fn checked<T: PlanText + ?Sized>(
    url: &T,
    key: ConfigKey,
    config: &dyn ConfigSource<T>,
) -> Result<T::Owned, Rejection<T::Owned>> {
    if !config.is_checked() {
        base_url::check(url, key, config)?;
    }
    Ok(url.base())
}

/// Checks every URL that is set, so that a wrong one is an error before the first call.
///
/// # Errors
/// When a URL cannot be used.
pub fn check_urls<T: PlanText + ?Sized>(
    config: &dyn ConfigSource<T>,
) -> Result<(), Rejection<T::Owned>> {
    for key in &ConfigKey::URLS {
        if let Some(url) = config.get(*key) {
            base_url::check(&*url, *key, config)?;
        }
    }
    Ok(())
}
