//! Which failed calls are retried, and when. Clock and randomness are the caller's, so that a process and a browser follow
//! one rule; `tests/rules/retries.json` holds both to it.

use super::operation::Retry;
use crate::codec::json_view::Text;

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
    let seconds = wait.unwrap_or_default();
    if !retryable || seconds > MAX_WAIT {
        return None;
    }
    // Doubles with each retry; half of it is random. A server that asks for less, or for no wait at all, is not obeyed:
    // clients that all come back at once would keep it down.
    let longest = (FIRST_DELAY_MS << retries.min(4)).min(MAX_DELAY_MS);
    let usual = longest.wrapping_mul(256 + u32::from(random)) / 512;
    Some(usual.max(seconds.wrapping_mul(1_000)))
}

/// What a response asks to wait, in seconds: `Retry-After` as a number or a date, else `x-ratelimit-reset`, which Ory
/// Network sends with every response, where the limit was met. `seconds_until` reads a date, and the server's own time.
pub fn requested_wait<T: Text>(
    status: u16,
    header: &dyn Fn(&str) -> Option<T>,
    seconds_until: &dyn Fn(&T, Option<T>) -> Option<u32>,
) -> Option<u32> {
    let text = match header("retry-after") {
        None if status == 429 => header("x-ratelimit-reset"),
        asked => asked,
    }?;
    text.whole_number()
        .or_else(|| seconds_until(&text, header("date")))
}
