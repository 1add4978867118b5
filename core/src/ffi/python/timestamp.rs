//! A point in time in Python: the server's text, and a `datetime` where it can be read.

use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyString};

use crate::types::Timestamp;

/// A point in time: `raw` as the server wrote it, `at` as a `datetime` where it can be read.
#[pyclass(frozen, eq, hash, name = "Timestamp", module = "ory_hub")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PyTimestamp(Timestamp);

#[pymethods]
impl PyTimestamp {
    #[new]
    #[pyo3(signature = (raw, /))]
    fn new(raw: Timestamp) -> Self {
        Self(raw)
    }

    /// The server's text.
    #[getter]
    fn raw(&self) -> &str {
        &self.0.raw
    }

    /// The instant in UTC, to the microsecond; `None` where the text cannot be read.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        self.0
            .at
            .and_then(|at| at.into_pyobject(py).ok())
            .map(Bound::into_any)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "Timestamp({})",
            PyString::new(py, &self.0.raw).repr()?
        ))
    }

    fn __str__(&self) -> &str {
        &self.0.raw
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (String,)) {
        let class = py.get_type::<Self>().into_any();
        (class, (self.0.raw.clone(),))
    }
}

impl<'py> IntoPyObject<'py> for &Timestamp {
    type Target = PyTimestamp;
    type Output = Bound<'py, PyTimestamp>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        self.clone().into_pyobject(py)
    }
}

impl<'py> IntoPyObject<'py> for Timestamp {
    type Target = PyTimestamp;
    type Output = Bound<'py, PyTimestamp>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Bound::new(py, PyTimestamp(self))
    }
}

/// A text and a `datetime` are taken as well; a naive `datetime` counts as local time, as everywhere in Python.
impl FromPyObject<'_, '_> for Timestamp {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(time) = object.cast::<PyTimestamp>() {
            return Ok(time.get().0.clone());
        }
        if object.is_instance_of::<PyDateTime>() {
            let aware = object
                .call_method0("astimezone")?
                .call_method0("isoformat")?;
            return Ok(Self::new(aware.cast::<PyString>()?.to_cow()?));
        }
        Ok(Self::new(object.cast::<PyString>()?.to_cow()?))
    }
}
