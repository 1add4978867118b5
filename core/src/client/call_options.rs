//! Options of single calls.

use alloc::string::String;
use core::fmt;
use std::collections::HashMap;

use super::OryConfig;

/// What a client does otherwise for some of its calls: see [`Ory::with_options`](crate::Ory::with_options).
///
/// ```
/// use ory_hub::CallOptions;
///
/// let options = CallOptions::new().timeout_ms(500).header("X-Tenant", "a");
/// assert_eq!(options.timeout_ms, Some(500));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[non_exhaustive]
pub struct CallOptions {
    /// In place of the configuration's `timeout_ms`.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub timeout_ms: Option<u64>,
    /// In place of the configuration's `deadline_ms`.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub deadline_ms: Option<u64>,
    /// In place of the configuration's `max_retries`.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub max_retries: Option<u32>,
    /// Besides the configuration's `headers`; one of the same name replaces it.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub headers: HashMap<String, String>,
}

impl CallOptions {
    /// Options that change nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how long one try may take, in milliseconds.
    #[must_use]
    pub fn timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeout_ms = Some(milliseconds);
        self
    }

    /// Sets how long a call may take in all, in milliseconds.
    #[must_use]
    pub fn deadline_ms(mut self, milliseconds: u64) -> Self {
        self.deadline_ms = Some(milliseconds);
        self
    }

    /// Sets how often a call that may be repeated is tried again.
    #[must_use]
    pub fn max_retries(mut self, times: u32) -> Self {
        self.max_retries = Some(times);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }
}

impl CallOptions {
    /// The configuration with these options in place of its own.
    pub(crate) fn apply(self, config: &OryConfig) -> OryConfig {
        let mut config = config.clone();
        if let Some(timeout) = self.timeout_ms {
            config.timeout_ms = timeout;
        }
        if let Some(deadline) = self.deadline_ms {
            config.deadline_ms = deadline;
        }
        if let Some(retries) = self.max_retries {
            config.max_retries = retries;
        }
        for (name, value) in self.headers {
            config
                .headers
                .retain(|known, _| !known.eq_ignore_ascii_case(&name));
            config.headers.insert(name, value);
        }
        config
    }
}

/// Shows the names of headers: their values may be keys.
impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CallOptions")
            .field("timeout_ms", &self.timeout_ms)
            .field("deadline_ms", &self.deadline_ms)
            .field("max_retries", &self.max_retries)
            .field("headers", &self.headers.keys())
            .finish()
    }
}
