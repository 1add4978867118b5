//! Why there is no connection.

use std::error::Error;

use crate::transport::{TransportError, TransportErrorKind};

/// No connection was made.
pub(super) fn failed(error: impl Error + Send + Sync + 'static) -> TransportError {
    let message = format!("no connection to the server: {}", reason(&error));
    TransportError::new(TransportErrorKind::Connect, message).with_source(error)
}

/// The innermost cause, such as `Connection refused (os error 111)`.
pub(super) fn reason(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(inner) = innermost.source() {
        innermost = inner;
    }
    innermost.to_string()
}
