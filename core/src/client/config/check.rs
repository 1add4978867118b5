//! Checks of a configuration that do not depend on the operation.

use alloc::borrow::Cow;
use alloc::format;

use super::OryConfig;
use super::fields::limits;
use crate::client::headers::{check_headers, pairs};
use crate::error::{ErrorKind, OryError, Problem};
use crate::request::{ConfigKey, ConfigSource, check_credentials, check_urls};
use crate::types::Secret;

/// A configuration whose URLs were checked when its client was made.
pub(crate) struct Checked<'a>(pub(crate) &'a OryConfig);

impl ConfigSource for Checked<'_> {
    fn get(&self, key: ConfigKey) -> Option<Cow<'_, str>> {
        self.0.get(key)
    }

    fn is_checked(&self) -> bool {
        true
    }
}

impl OryConfig {
    /// Refuses numbers that nobody can mean, such as a negative one that a caller's language turned into a large one, and
    /// headers that are not the caller's to set.
    pub(crate) fn check(&self) -> Result<(), OryError> {
        for (name, value, limits) in limits(self) {
            if !limits.contains(&value) {
                let (min, max) = (limits.start(), limits.end());
                let message = format!("{name} is not between {min} and {max}");
                return Err(OryError::new(ErrorKind::Config, message));
            }
        }
        check_headers(pairs(&self.headers))
            .map_err(|fault| OryError::new(ErrorKind::Config, format!("headers: {fault}")))
    }

    /// Refuses, besides, credentials that no call could send and URLs that no client may have. Call options change neither.
    pub(crate) fn check_all(&self) -> Result<(), OryError> {
        self.check()?;
        check_keys(self)?;
        check_credentials(self).map_err(Problem::from)?;
        check_urls(self).map_err(Problem::from)?;
        if ConfigKey::URLS.iter().all(|url| self.get(*url).is_none()) {
            let message =
                "the configuration names no server: set project_url or the URL of a service";
            return Err(OryError::new(ErrorKind::Config, message));
        }
        Ok(())
    }
}

/// Refuses an empty key: an environment's empty variable is a mistake that no call needs to be waited for. An empty cookie
/// is that of a browser that nobody signed in to.
fn check_keys(config: &OryConfig) -> Result<(), OryError> {
    let keys = [
        ("project_key", config.project_key.as_ref()),
        ("workspace_key", config.workspace_key.as_ref()),
        ("session_token", config.session_token.as_ref()),
    ];
    let is_blank = |key: &Secret| key.expose().trim().is_empty();
    match keys.iter().find(|(_, key)| key.is_some_and(is_blank)) {
        Some((name, _)) => Err(OryError::new(
            ErrorKind::Credential,
            format!("{name} is empty"),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{ErrorKind, OryConfig};

    #[test]
    fn a_configuration_without_a_server_or_with_an_empty_key_is_refused() {
        let project = || OryConfig::network("https://p.example");
        for (config, kind) in [
            (OryConfig::default(), ErrorKind::Config),
            (OryConfig::network(""), ErrorKind::Config),
            (project().project_key(""), ErrorKind::Credential),
            (project().workspace_key(" "), ErrorKind::Credential),
            (project().session_token(""), ErrorKind::Credential),
        ] {
            let refused = config.check_all().map_err(|error| error.kind());
            assert_eq!(refused, Err(kind));
        }
        let signed_out = project().project_key("ory_pat_x").cookie("");
        assert_eq!(signed_out.check_all().map_err(|error| error.kind()), Ok(()));
    }
}
