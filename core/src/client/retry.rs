//! Which failed calls are retried, and when: the shared rule with the clock and the randomness of a process.

use core::time::Duration;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Instant, SystemTime};

use crate::request::operation::Retry;
use crate::request::retry::{self, Connection};
use crate::transport::{Headers, Response, TransportError, TransportErrorKind};

/// How long to wait before the next attempt; `None` when there should be none.
#[must_use]
pub(crate) fn next_delay(
    retry: Retry,
    result: &Result<Response, TransportError>,
    retries: u32,
) -> Option<Duration> {
    let connection = match result {
        Err(error) => match error.kind {
            TransportErrorKind::Connect => Connection::NotMade,
            TransportErrorKind::ConnectionLost => Connection::Lost,
            _ => return None,
        },
        Ok(response) => Connection::Responded {
            status: response.status,
            wait: wait_seconds(response.status, &response.headers),
        },
    };
    retry::next_delay_ms(retry, connection, retries, random())
        .map(|milliseconds| Duration::from_millis(milliseconds.into()))
}

/// Keys of the process and the time, so that forked children differ. Nothing here leaves anything in the thread's storage
/// that ends with it.
fn random() -> u8 {
    let [byte, ..] = RandomState::new().hash_one(Instant::now()).to_le_bytes();
    byte
}

/// What the server asks to wait: `Retry-After` in seconds or as a date, else `x-ratelimit-reset` in seconds.
#[must_use]
pub(crate) fn requested_wait(status: u16, headers: &Headers) -> Option<Duration> {
    wait_seconds(status, headers).map(|seconds| Duration::from_secs(seconds.into()))
}

fn wait_seconds(status: u16, headers: &Headers) -> Option<u32> {
    retry::requested_wait::<String>(
        status,
        &|name| headers.get(name).map(String::from),
        &|date, now| {
            let until = httpdate::parse_http_date(date.trim_ascii()).ok()?;
            let now = now
                .and_then(|date| httpdate::parse_http_date(&date).ok())
                .unwrap_or_else(SystemTime::now);
            let wait = until.duration_since(now).unwrap_or_default();
            Some(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX))
        },
    )
}
