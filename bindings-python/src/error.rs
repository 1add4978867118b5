//! Errors of core as Python's exceptions: `OryError.Api` and its siblings, each with its `problem`.

use ory_hub::{ErrorKind, OryError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::problem::Problem;

static RAISED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

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

/// The exception for an error of core.
pub fn raised(py: Python<'_>, error: OryError) -> PyErr {
    let made = RAISED
        .import(py, "ory_hub._error", "of")
        .and_then(|of| of.call1((Problem(error.into_problem()),)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(failure) => failure,
    }
}

/// The kind of that name.
pub fn kind_of(name: &str) -> PyResult<ErrorKind> {
    KINDS
        .iter()
        .copied()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| PyValueError::new_err(format!("'{name}' is no kind of error")))
}
