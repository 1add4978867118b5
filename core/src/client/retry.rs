//! Which failed calls are retried, and when.

use core::time::Duration;
use std::time::SystemTime;

use crate::error::parse::retry_after;
use crate::request::operation::Retry;
use crate::transport::{Headers, Response, TransportError, TransportErrorKind};

/// A longer wait is left to the caller: the error has it as `retry_after`.
pub const MAX_WAIT: Duration = Duration::from_secs(5);

const FIRST_DELAY: Duration = Duration::from_millis(200);
const MAX_DELAY: Duration = Duration::from_secs(2);

/// How long to wait before the next attempt; `None` when there should be none.
#[must_use]
pub fn next_delay(
    retry: Retry,
    result: &Result<Response, TransportError>,
    retries: u32,
) -> Option<Duration> {
    let repeatable = matches!(retry, Retry::Safe | Retry::Idempotent);
    let retryable = match result {
        Err(error) => match error.kind {
            TransportErrorKind::Connect => true,
            TransportErrorKind::ConnectionLost => repeatable,
            _ => false,
        },
        Ok(response) => match response.status {
            429 => true,
            502..=504 => repeatable,
            _ => false,
        },
    };
    if !retryable {
        return None;
    }
    match result
        .as_ref()
        .ok()
        .and_then(|response| requested_wait(response.status, &response.headers))
    {
        Some(wait) => (wait <= MAX_WAIT).then_some(wait),
        None => Some(backoff(retries)),
    }
}

/// What the server asks to wait: `Retry-After` in seconds or as a date, else `x-ratelimit-reset` in seconds.
#[must_use]
pub fn requested_wait(status: u16, headers: &Headers) -> Option<Duration> {
    retry_after(status, |name| {
        let text = headers.get(name)?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let until = httpdate::parse_http_date(text).ok()?;
        let now = headers
            .get("date")
            .and_then(|date| httpdate::parse_http_date(date).ok())
            .unwrap_or_else(SystemTime::now);
        Some(until.duration_since(now).unwrap_or_default())
    })
}

/// Doubles with each retry; half of it is random, so that clients do not retry at the same moment.
fn backoff(retries: u32) -> Duration {
    let longest = FIRST_DELAY
        .saturating_mul(1_u32.checked_shl(retries).unwrap_or(u32::MAX))
        .min(MAX_DELAY);
    longest.mul_f64(0.5 + fastrand::f64() / 2.0)
}
