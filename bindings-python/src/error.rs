//! Errors of core as Python's exceptions: `OryError.Api` and its siblings, each with its `problem`.

use ory_hub::OryError;
use ory_hub::internal::python::PyOnce;
use pyo3::prelude::*;

use crate::problem::Problem;

static RAISED: PyOnce<Py<PyAny>> = PyOnce::new();

/// The exception for an error of core.
pub(crate) fn raised(py: Python<'_>, error: OryError) -> PyErr {
    let made = RAISED
        .import(py, "ory_hub._error", "of")
        .and_then(|of| of.call1((Problem(error.into_problem()),)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(failure) => failure,
    }
}
