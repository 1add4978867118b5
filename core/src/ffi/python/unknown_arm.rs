//! A union's arm that nobody knows yet, in Python.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::model_class;
use crate::Json;
use crate::model::UnknownArm;

#[pymethods]
impl UnknownArm {
    #[new]
    #[pyo3(signature = (*, tag, json))]
    fn from_python(tag: String, json: Json) -> Self {
        Self { tag, json }
    }

    fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
        model_class::repr_hiding(this.as_any(), "UnknownArm", &["tag", "json"], &["json"])
    }

    fn __getnewargs_ex__<'py>(this: &Bound<'py, Self>) -> PyResult<((), Bound<'py, PyDict>)> {
        model_class::arguments(this.as_any(), &["tag", "json"])
    }
}
