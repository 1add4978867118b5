//! A request that cannot be sent.

use alloc::string::String;

use crate::codec::json_view::Text;
use crate::error::ErrorKind;
#[cfg(feature = "std")]
use crate::error::Problem;

/// Why a request cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection<M = String> {
    /// `Config`, `Credential` or `Input`.
    pub kind: ErrorKind,
    /// One sentence for people.
    pub message: M,
    /// It needs a session and there is none, so nobody is signed in.
    pub lacks_session: bool,
}

impl<M: Text> Rejection<M> {
    pub(super) fn new(kind: ErrorKind, message: &[&str]) -> Self {
        let parts = message.iter();
        Self {
            kind,
            message: parts.fold(M::of(""), |text, part| text.plus(&M::of(part))),
            lacks_session: false,
        }
    }

    /// Says something about a parameter.
    pub(super) fn about(before: &str, name: M, after: &str) -> Self {
        Self {
            kind: ErrorKind::Input,
            message: M::of(before).plus(&name).plus(&M::of(after)),
            lacks_session: false,
        }
    }

    pub(super) fn missing_param(name: M) -> Self {
        Self::about("the parameter `", name, "` is missing")
    }
}

#[cfg(feature = "std")]
impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::new(rejection.kind, rejection.message)
    }
}
