//! Free JSON in Python: its own objects, and text where they cannot say it.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::types::Json;

/// JSON text that goes to the server exactly as it is given, where Python's own objects cannot say it
/// (`Json("null")` for a null that is sent, `Json("1.10")` for a number with all its digits).
#[pyclass(frozen, name = "Json", module = "ory_hub", from_py_object)]
#[derive(Debug, Clone, PartialEq)]
pub struct PyJson(pub(super) Json);

impl PyJson {
    /// A text that is JSON.
    pub(super) fn of(text: &str) -> PyResult<Self> {
        parse(text).map(Self)
    }
}

pub(super) fn parse(text: &str) -> PyResult<Json> {
    Json::parse(text).map_err(|error| PyValueError::new_err(error.to_string()))
}
