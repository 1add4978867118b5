//! A secret in Python: hidden wherever it is printed, read with `expose()`.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::hook;
use crate::types::Secret;

/// A text that is never shown: it prints as `[redacted]` and is read with `expose()`.
#[pyclass(frozen, eq, hash, name = "Secret", module = "ory_hub")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PySecret(Secret);

#[pymethods]
impl PySecret {
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &str) -> Self {
        Self(Secret::new(text))
    }

    /// The text itself.
    pub(super) fn expose(&self) -> &str {
        self.0.expose()
    }

    fn __repr__(&self) -> &'static str {
        "[redacted]"
    }

    fn __format__<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyAny>> {
        PyString::new(py, self.__repr__()).call_method1("__format__", (format,))
    }

    fn __bool__(&self) -> bool {
        !self.0.expose().is_empty()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (String,)) {
        let class = py.get_type::<Self>().into_any();
        (class, (self.0.expose().to_owned(),))
    }

    #[classattr]
    fn __get_pydantic_core_schema__(py: Python<'_>) -> PyResult<Py<PyAny>> {
        hook(py, "secret_schema")
    }
}

impl<'py> IntoPyObject<'py> for &Secret {
    type Target = PySecret;
    type Output = Bound<'py, PySecret>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        self.clone().into_pyobject(py)
    }
}

impl<'py> IntoPyObject<'py> for Secret {
    type Target = PySecret;
    type Output = Bound<'py, PySecret>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Bound::new(py, PySecret(self))
    }
}

/// A plain `str` is taken as well, as a caller often has just that.
impl FromPyObject<'_, '_> for Secret {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(secret) = object.cast::<PySecret>() {
            return Ok(secret.get().0.clone());
        }
        Ok(Self::new(object.cast::<PyString>()?.to_cow()?))
    }
}
