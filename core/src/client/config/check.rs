//! Checks of a configuration that do not depend on the operation.

use alloc::borrow::Cow;
use alloc::format;

use super::OryConfig;
use super::fields::limits;
use crate::client::headers::{check_headers, pairs};
use crate::error::{ErrorKind, OryError, Problem};
use crate::request::{ConfigKey, ConfigSource, check_credentials, check_urls};

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
