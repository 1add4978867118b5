//! The deadline of a call, which decoding counts against too.

use core::time::Duration;
use std::time::Instant;

use super::OryConfig;
use crate::codec;
use crate::error::{ErrorKind, OryError};
use crate::request::operation::Operation;
use crate::transport::{TransportError, TransportErrorKind};

/// When a call has to have ended, if it has to.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// That of a call which begins now.
    #[must_use]
    pub fn of(config: &OryConfig) -> Self {
        let time = Duration::from_millis(config.deadline_ms);
        Self((!time.is_zero()).then(|| Instant::now() + time))
    }

    /// The time until then, if there is a limit.
    pub(super) fn time_left(self) -> Result<Option<Duration>, TransportError> {
        let Some(deadline) = self.0 else {
            return Ok(None);
        };
        match deadline.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => Err(passed()),
        }
    }

    /// Decodes a response at most until then.
    pub(super) fn decode<T>(
        self,
        operation: &'static Operation,
        decode: impl FnOnce() -> Result<T, OryError>,
    ) -> Result<T, OryError> {
        let result = codec::until(self.0, decode);
        match result {
            Err(error) if error.kind() == ErrorKind::Decode && self.time_left().is_err() => {
                Err(OryError::from(passed()).with_operation(operation.id))
            }
            result => result,
        }
    }
}

/// The error of a call that took too long.
pub(super) fn passed() -> TransportError {
    TransportError::new(
        TransportErrorKind::Timeout,
        "the deadline of the call passed",
    )
}
