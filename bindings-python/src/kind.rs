//! The kinds of errors by their names.

use ory_hub::ErrorKind;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

const KINDS: &[ErrorKind] = &[
    ErrorKind::Config,
    ErrorKind::Credential,
    ErrorKind::Input,
    ErrorKind::Transport,
    ErrorKind::Timeout,
    ErrorKind::Cancelled,
    ErrorKind::Redirect,
    ErrorKind::Api,
    ErrorKind::Decode,
    ErrorKind::Internal,
];

/// The kind of that name.
pub fn kind_of(name: &str) -> PyResult<ErrorKind> {
    KINDS
        .iter()
        .copied()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| PyValueError::new_err(format!("'{name}' is no kind of error")))
}
