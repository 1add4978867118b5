//! What is said of arguments that do not fit.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBool;

/// Why a value does not fit, in Python's words: PyO3 has some of Rust's.
#[must_use]
pub fn reason(py: Python<'_>, error: &PyErr) -> String {
    let text = error.value(py).str();
    let text = text.map_or_else(
        |_| String::from("it cannot be read"),
        |text| text.to_string(),
    );
    let has = |part: &str| text.contains(part);
    if has("Can't extract `str` to `Vec`") {
        String::from("'str' object is not a list")
    } else if has("can't convert negative") {
        String::from("the number is negative")
    } else if has("too large to convert")
        || has("too big to convert")
        || has("out of range integral")
    {
        String::from("the number is too large or too small")
    } else {
        text
    }
}

/// Refuses `True` and `False` where a number is wanted: Python takes them for 1 and 0.
///
/// # Errors
/// When it is one of them.
pub fn refuse_bool(object: &Bound<'_, PyAny>) -> PyResult<()> {
    match object.is_instance_of::<PyBool>() {
        true => Err(PyTypeError::new_err("a bool is no number")),
        false => Ok(()),
    }
}
