//! Why a call is not sent.

use alloc::string::String;

use crate::problem::{ErrorKind, Problem};

/// An error in the making: small, so that handing it up through the planner costs a browser few bytes.
pub(super) struct Refusal {
    kind: ErrorKind,
    message: String,
}

/// Refuses, with a message made of parts.
#[cold]
#[inline(never)]
pub(super) fn refuse(kind: ErrorKind, parts: &[&str]) -> Refusal {
    let mut message = String::new();
    for part in parts {
        message.push_str(part);
    }
    Refusal { kind, message }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.kind, refusal.message)
    }
}
