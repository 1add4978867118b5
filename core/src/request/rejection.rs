//! A request that cannot be sent.

use alloc::string::String;

use crate::error::ErrorKind;
#[cfg(feature = "std")]
use crate::error::Problem;

/// Why a request cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// `Config`, `Credential` or `Input`.
    pub kind: ErrorKind,
    /// One sentence for people.
    pub message: String,
    /// It needs a session and there is none, so nobody is signed in.
    pub lacks_session: bool,
}

impl Rejection {
    pub(super) fn new(kind: ErrorKind, message: &[&str]) -> Self {
        Self {
            kind,
            message: message.concat(),
            lacks_session: false,
        }
    }

    pub(super) fn missing_param(name: &str) -> Self {
        Self::new(ErrorKind::Input, &["the parameter `", name, "` is missing"])
    }
}

#[cfg(feature = "std")]
impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::new(rejection.kind, rejection.message)
    }
}
