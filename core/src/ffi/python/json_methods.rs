//! What Python's class of free JSON does, and free JSON as arguments and results.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::from_python::dumps;
use super::json::{PyJson, parse};
use super::to_python::loads;
use crate::codec::TypeDesc;
use crate::types::Json;

#[pymethods]
impl PyJson {
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &str) -> PyResult<Self> {
        Self::of(text)
    }

    /// The text.
    #[getter]
    pub(super) fn text(&self) -> &str {
        self.0.text()
    }

    /// The text as Python's own objects.
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, self.0.text())
    }

    /// By value: `Json("[1]") == Json("[ 1 ]")`.
    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        same_value(py, &self.0, &other.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, self.0.text()).repr()?;
        Ok(format!("Json({text})"))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (String,)) {
        let class = py.get_type::<Self>().into_any();
        (class, (self.0.text().to_owned(),))
    }
}

/// Whether two texts say the same.
pub(super) fn same_value(py: Python<'_>, one: &Json, other: &Json) -> PyResult<bool> {
    if one == other {
        return Ok(true);
    }
    let (one, other) = (loads(py, one.text())?, loads(py, other.text())?);
    // What stays text has only its text.
    if one.is_instance_of::<PyJson>() || other.is_instance_of::<PyJson>() {
        return Ok(false);
    }
    one.eq(other)
}

impl<'py> IntoPyObject<'py> for &Json {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        loads(py, self.text())
    }
}

impl<'py> IntoPyObject<'py> for Json {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        (&self).into_pyobject(py)
    }
}

impl FromPyObject<'_, '_> for Json {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(json) = object.cast::<PyJson>() {
            return Ok(json.get().0.clone());
        }
        parse(&dumps(&object, &TypeDesc::Json)?)
    }
}
