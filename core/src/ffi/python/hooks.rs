//! Class methods that the Python package has written for the classes of core.

use pyo3::prelude::*;

/// The class method of that name in `ory_hub._pydantic`.
///
/// # Errors
/// When the package is incomplete.
pub(crate) fn hook(py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
    Ok(py.import("ory_hub._pydantic")?.getattr(name)?.unbind())
}
