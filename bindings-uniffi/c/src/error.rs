//! Errors as C sees them: a code to branch on and an object with all the facts.

mod facts;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ory_hub::{ErrorKind, OryError, Problem};

use super::guard::{OnPanic, guard};
use super::pointer::{self, Handle};
use super::text::ory_str;

/// What a call ended in. Zero is success; every other value says what kind of error the error object holds.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ory_result {
    /// The call did what it says; its results are written.
    ORY_OK = 0,
    /// The configuration cannot be used.
    ORY_ERROR_CONFIG = 1,
    /// The credential that the operation needs is missing or of another kind; nothing was sent.
    ORY_ERROR_CREDENTIAL = 2,
    /// An argument cannot be sent; nothing was sent.
    ORY_ERROR_INPUT = 3,
    /// The server could not be reached, or the connection broke.
    ORY_ERROR_TRANSPORT = 4,
    /// The time that the configuration allows is over.
    ORY_ERROR_TIMEOUT = 5,
    /// The caller ended the call.
    ORY_ERROR_CANCELLED = 6,
    /// The server sent the call elsewhere, and following would have left its origin.
    ORY_ERROR_REDIRECT = 7,
    /// The server answered with an error.
    ORY_ERROR_API = 8,
    /// The server's answer cannot be read.
    ORY_ERROR_DECODE = 9,
    /// A fault of this library.
    ORY_ERROR_INTERNAL = 10,
}

impl ory_result {
    /// The code of a kind.
    pub(super) fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Config => Self::ORY_ERROR_CONFIG,
            ErrorKind::Credential => Self::ORY_ERROR_CREDENTIAL,
            ErrorKind::Input => Self::ORY_ERROR_INPUT,
            ErrorKind::Transport => Self::ORY_ERROR_TRANSPORT,
            ErrorKind::Timeout => Self::ORY_ERROR_TIMEOUT,
            ErrorKind::Cancelled => Self::ORY_ERROR_CANCELLED,
            ErrorKind::Redirect => Self::ORY_ERROR_REDIRECT,
            ErrorKind::Api => Self::ORY_ERROR_API,
            ErrorKind::Decode => Self::ORY_ERROR_DECODE,
            ErrorKind::Internal => Self::ORY_ERROR_INTERNAL,
        }
    }
}

impl OnPanic for ory_result {
    fn on_panic() -> Self {
        Self::ORY_ERROR_INTERNAL
    }
}

/// Why a call failed. The caller owns it and ends it with `ory_error_free`.
pub struct ory_error {
    _private: [u8; 0],
}

/// What stands behind an error: the facts, and the line that they make.
pub(super) struct Failure {
    problem: Problem,
    line: String,
}

impl Handle for ory_error {
    type Behind = Failure;
}

/// The error on one line, for logs: operation, status, message, ids. It never holds the body or a credential.
#[unsafe(no_mangle)]
pub extern "C" fn ory_error_get_line(error: *const ory_error) -> ory_str {
    guard(|| pointer::look(error).map_or(ory_str::EMPTY, |failure| ory_str::of(&failure.line)))
}

/// Ends an error. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn ory_error_free(error: *mut ory_error) {
    guard(|| drop(pointer::take(error)))
}

/// Runs a body that can fail: its error, or what the panic said, goes to `error`.
pub(super) fn guard_result(
    error: *mut *mut ory_error,
    body: impl FnOnce() -> Result<(), OryError>,
) -> ory_result {
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return ory_result::ORY_OK,
        Ok(Err(failure)) => failure,
        Err(panic) => from_panic(&*panic),
    };
    let result = ory_result::of(failure.kind());
    give(failure, error);
    result
}

/// The error of a panic, with what it said.
fn from_panic(panic: &(dyn Any + Send)) -> OryError {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    OryError::new(ErrorKind::Internal, format!("the library panicked: {text}"))
}

/// Hands an error to C, where C asked for one.
pub(super) fn give(failure: OryError, error: *mut *mut ory_error) {
    if !error.is_null() {
        let line = failure.to_string();
        let problem = failure.into_problem();
        pointer::write(error, pointer::give(Failure { problem, line }));
    }
}

/// A fact of an error, or the empty value where there is no error.
fn fact<T: OnPanic>(error: *const ory_error, get: impl FnOnce(&Problem) -> T) -> T {
    pointer::look(error).map_or_else(T::on_panic, |failure| get(&failure.problem))
}

fn optional(text: Option<&str>) -> ory_str {
    text.map_or(ory_str::EMPTY, ory_str::of)
}
