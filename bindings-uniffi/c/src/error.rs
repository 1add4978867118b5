//! Errors as C sees them: a code to branch on and an object with all the facts.

use std::sync::OnceLock;

use ory_hub::{ErrorKind, OryError, Problem};

use crate::codec::{Record, TypeDesc};
use crate::document::Document;
use crate::guard::{OnPanic, guard, run};
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::result::ory_result;
use crate::text::ory_str;

impl OnPanic for ory_result {
    fn on_panic() -> Self {
        Self::ORY_ERROR_INTERNAL
    }
}

/// Why a call failed.
pub struct ory_error {
    _private: [u8; 0],
}

/// What an error stands for: its fields, its line, and the flow that its body holds.
pub(crate) struct Failure {
    pub(crate) problem: Problem,
    line: String,
    flow: OnceLock<Option<Document<Record<'static>>>>,
}

impl Failure {
    /// What C sees of an error.
    pub(crate) fn new(error: OryError) -> Self {
        Self {
            line: error.to_string(),
            problem: error.into_problem(),
            flow: OnceLock::new(),
        }
    }

    /// The body as a record, where one of these operations documents it for this status.
    pub(crate) fn flow(
        &self,
        desc: &'static TypeDesc,
        from: &[(&str, u16)],
    ) -> Option<&Record<'static>> {
        let operation = self.problem.operation.as_deref()?;
        let status = self.problem.status?;
        if !from.contains(&(operation, status)) {
            return None;
        }
        let flow = self.flow.get_or_init(|| {
            let body = self.problem.body.clone()?;
            Document::open(desc, body).ok()
        });
        flow.as_ref().map(Document::root)
    }
}

impl Handle for ory_error {
    type RustType = Failure;
}

/// One line for logs: operation, status, message, ids; never the body or a credential.
#[unsafe(no_mangle)]
pub extern "C" fn ory_error_get_line(error: *const ory_error) -> ory_str {
    guard(|| {
        pointer::try_ref(rust(error)).map_or(ory_str::EMPTY, |failure| ory_str::of(&failure.line))
    })
}

/// Frees an error.
#[unsafe(no_mangle)]
pub extern "C" fn ory_error_free(error: *mut ory_error) {
    guard(|| drop(pointer::try_box(rust_mut(error))))
}

/// Runs a body that can fail: its error, or what the panic said, goes to `error`.
pub(crate) fn guard_result(
    error: *mut *mut ory_error,
    body: impl FnOnce() -> Result<(), OryError>,
) -> ory_result {
    let mut outcome = Ok(());
    let panic = run(|| outcome = body());
    report(outcome, panic, error)
}

#[inline(never)]
fn report(
    outcome: Result<(), OryError>,
    panic: Option<String>,
    error: *mut *mut ory_error,
) -> ory_result {
    let failure = match (panic, outcome) {
        (Some(text), _) => from_panic(&text),
        (None, Err(failure)) => failure,
        (None, Ok(())) => return ory_result::ORY_OK,
    };
    let result = ory_result::of(failure.kind());
    give(failure, error);
    result
}

/// The error of a panic, with what it said.
pub(crate) fn from_panic(text: &str) -> OryError {
    OryError::new(ErrorKind::Internal, format!("the library panicked: {text}"))
}

/// Hands an error to C, where C asked for one.
pub(crate) fn give(failure: OryError, error: *mut *mut ory_error) {
    if !error.is_null() {
        pointer::write(error, pointer::into_raw(Failure::new(failure)));
    }
}
