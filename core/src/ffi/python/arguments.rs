//! What is said of arguments that do not fit.

use pyo3::prelude::*;

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
