//! The deadline of a call, which decoding counts against too.

use alloc::format;
use core::time::Duration;
use std::time::Instant;

use super::OryConfig;
use crate::codec::{self, Until};
use crate::error::{ErrorKind, OryError};
use crate::request::operation::Operation;
use crate::transport::{self, TransportError, TransportErrorKind};

/// When a call has to have ended, if it has to.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    end: Option<Instant>,
    time: Duration,
}

impl Deadline {
    /// The deadline of a call that begins now.
    #[must_use]
    pub fn of(config: &OryConfig) -> Self {
        let time = Duration::from_millis(config.deadline_ms);
        let end = (!time.is_zero()).then(|| Instant::now() + time);
        Self { end, time }
    }

    /// The time until then, if there is a limit.
    pub(super) fn time_left(self) -> Result<Option<Duration>, TransportError> {
        let Some(deadline) = self.end else {
            return Ok(None);
        };
        match deadline.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => Err(self.passed()),
        }
    }

    /// The time until then, unless the caller gave up meanwhile.
    pub(super) fn check(self) -> Result<Option<Duration>, TransportError> {
        if transport::is_cancelled() {
            return Err(TransportError::cancelled());
        }
        self.time_left()
    }

    /// Decodes a response at most until then, and as long as the caller waits for it.
    pub(super) fn decode<T>(
        self,
        operation: &'static Operation,
        decode: impl FnOnce() -> Result<T, OryError>,
    ) -> Result<T, OryError> {
        let limits = Until {
            deadline: self.end,
            is_cancelled: Some(transport::is_cancelled),
        };
        let result = codec::until(limits, decode);
        let is_other_error = matches!(&result, Err(error) if error.kind() != ErrorKind::Decode);
        match self.check() {
            Err(ended) if !is_other_error => {
                Err(OryError::from(ended).with_operation(operation.id))
            }
            _ => result,
        }
    }

    /// The error of a call that took too long. It names the limit that was set, not what was left of it for the last try.
    pub(super) fn passed(self) -> TransportError {
        let milliseconds = self.time.as_millis();
        TransportError::new(
            TransportErrorKind::Timeout,
            format!("the deadline of the call passed; the limit was {milliseconds} ms"),
        )
    }
}
