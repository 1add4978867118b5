//! Which failed calls are retried, and when. Clock and randomness are the caller's, so that a process and a browser follow
//! one rule; `tests/rules/retries.json` holds both to it.

use alloc::string::String;

use super::operation::Retry;

/// A longer wait, in seconds, is left to the caller: the error has it as `retry_after`.
pub const MAX_WAIT: u32 = 5;

const FIRST_DELAY_MS: u32 = 200;
const MAX_DELAY_MS: u32 = 2_000;

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// The server was not reached, so it did nothing.
    NotMade,
    /// The connection was lost: the server may have done what was asked.
    Lost,
    /// A response came.
    Responded {
        /// Its status.
        status: u16,
        /// The wait that it asks for, in seconds.
        wait: Option<u32>,
    },
}

/// Milliseconds until the next attempt; `None` when there should be none. `random` spreads clients that failed together.
#[must_use]
pub fn next_delay_ms(
    retry: Retry,
    connection: Connection,
    retries: u32,
    random: u8,
) -> Option<u32> {
    let repeatable = matches!(retry, Retry::Safe | Retry::Idempotent);
    let (retryable, wait) = match connection {
        Connection::NotMade => (true, None),
        Connection::Lost => (repeatable, None),
        Connection::Responded { status, wait } => match status {
            429 => (true, wait),
            502..=504 => (repeatable, wait),
            _ => (false, None),
        },
    };
    match wait {
        _ if !retryable => None,
        Some(seconds) => (seconds <= MAX_WAIT).then(|| seconds.wrapping_mul(1_000)),
        None => {
            // Doubles with each retry; half of it is random.
            let longest = (FIRST_DELAY_MS << retries.min(4)).min(MAX_DELAY_MS);
            Some(longest.wrapping_mul(256 + u32::from(random)) / 512)
        }
    }
}

/// What a response asks to wait, in seconds: `Retry-After` as a number or a date, else `x-ratelimit-reset`, which Ory
/// Network sends with every response, where the limit was met. `seconds_until` reads a date, and the server's own time.
pub fn requested_wait(
    status: u16,
    header: &dyn Fn(&str) -> Option<String>,
    seconds_until: &dyn Fn(&str, Option<String>) -> Option<u32>,
) -> Option<u32> {
    let text = match header("retry-after") {
        None if status == 429 => header("x-ratelimit-reset"),
        asked => asked,
    }?;
    let text = text.trim_ascii();
    seconds(text).or_else(|| seconds_until(text, header("date")))
}

/// A whole number, as far as it fits.
fn seconds(digits: &str) -> Option<u32> {
    let mut value = 0_u32;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value
            .saturating_mul(10)
            .saturating_add(u32::from(digit - b'0'));
    }
    (!digits.is_empty()).then_some(value)
}
