//! Which failed calls are tried again, and when.

use core::time::Duration;
use std::time::SystemTime;

use crate::request::operation::Retry;
use crate::error::parse::asked_wait;
use crate::transport::{Headers, Response, TransportError, TransportErrorKind};

/// A longer wait is the caller's to decide: the error tells it as `retry_after`.
pub const LONGEST_WAIT: Duration = Duration::from_secs(5);

const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How long to wait before the next try; nothing when there should be none.
#[must_use]
pub fn pause(
    retry: Retry,
    outcome: &Result<Response, TransportError>,
    tried: u32,
) -> Option<Duration> {
    let repeatable = matches!(retry, Retry::Safe | Retry::Idempotent);
    let again = match outcome {
        Err(error) => match error.kind {
            TransportErrorKind::Connect => true,
            TransportErrorKind::Broken => repeatable,
            _ => false,
        },
        Ok(response) => match response.status {
            429 => true,
            502..=504 => repeatable,
            _ => false,
        },
    };
    if !again {
        return None;
    }
    match outcome
        .as_ref()
        .ok()
        .and_then(|response| wait(response.status, &response.headers))
    {
        Some(wait) => (wait <= LONGEST_WAIT).then_some(wait),
        None => Some(backoff(tried)),
    }
}

/// What the server asks to wait: `Retry-After` in seconds or as a date, else `x-ratelimit-reset` in seconds.
#[must_use]
pub fn wait(status: u16, headers: &Headers) -> Option<Duration> {
    asked_wait(status, |name| {
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

/// Doubles with each try; half of it by chance, so that many clients do not come back together.
fn backoff(tried: u32) -> Duration {
    let whole = FIRST_PAUSE
        .saturating_mul(1_u32.checked_shl(tried).unwrap_or(u32::MAX))
        .min(LONGEST_PAUSE);
    whole.mul_f64(0.5 + fastrand::f64() / 2.0)
}
