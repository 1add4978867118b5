//! What no configuration may hold, whatever is called with it.

use alloc::format;

use super::OryConfig;
use crate::client::headers::check_headers;
use crate::error::{ErrorKind, OryError};

/// More than 24 days: a negative number that a caller's language turned into a large one.
const MAX_MILLISECONDS: u64 = i32::MAX as u64;
const MAX_RETRIES: u32 = 100;
const MAX_CONNECTIONS: u32 = 65_535;

impl OryConfig {
    /// Refuses numbers that nobody can mean and headers that are not the caller's to set.
    pub(crate) fn check(&self) -> Result<(), OryError> {
        let wrong = |text: &str| Err(OryError::new(ErrorKind::Config, text));
        if self.timeout_ms > MAX_MILLISECONDS {
            return wrong("timeout_ms is negative or longer than 24 days");
        }
        if self.deadline_ms > MAX_MILLISECONDS {
            return wrong("deadline_ms is negative or longer than 24 days");
        }
        if self.max_retries > MAX_RETRIES {
            return wrong("max_retries is negative or larger than 100");
        }
        if !(1..=MAX_CONNECTIONS).contains(&self.max_connections) {
            return wrong("max_connections is not between 1 and 65535");
        }
        let headers = self.headers.iter();
        check_headers(headers.map(|(name, value)| (name.as_str(), value.as_str())))
            .map_err(|fault| OryError::new(ErrorKind::Config, format!("headers: {fault}")))
    }
}
