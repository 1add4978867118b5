//! What no configuration may hold, whatever is called with it.

use alloc::borrow::Cow;
use alloc::format;

use super::OryConfig;
use super::fields::limits;
use crate::client::headers::{check_headers, pairs};
use crate::error::{ErrorKind, OryError, Problem};
use crate::request::{ConfigKey, ConfigSource, check_credentials, check_urls, credentials};

/// A shorter text may be a word of the server's own.
const LEAST_SECRET: usize = 8;

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
    /// The error without the credentials of this configuration where it is printed: a server may repeat what it was
    /// sent.
    pub(crate) fn redact(&self, error: OryError) -> OryError {
        let mut problem = error.into_problem();
        for secret in credentials(self).filter(|secret| secret.len() >= LEAST_SECRET) {
            let printed = [Some(&mut problem.message), problem.reason.as_mut()];
            for text in printed.into_iter().flatten() {
                if text.contains(&*secret) {
                    *text = text.replace(&*secret, "[redacted]");
                }
            }
        }
        problem.into()
    }

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
        Ok(())
    }
}
