//! Why there is no connection.

use crate::transport::{TransportError, TransportErrorKind};

/// No connection was made.
pub(super) fn failed(error: &dyn std::error::Error) -> TransportError {
    TransportError::new(
        TransportErrorKind::Connect,
        format!("no connection to the server: {}", reason(error)),
    )
}

/// The innermost cause, such as `Connection refused (os error 111)`.
pub(super) fn reason(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(inner) = innermost.source() {
        innermost = inner;
    }
    innermost.to_string()
}
