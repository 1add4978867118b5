//! A union's arm that nobody knows yet, in Python.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::json_methods::same_value;
use super::model_class;
use super::to_python::loads;
use crate::Json;
use crate::model::UnknownArm;

#[pymethods]
impl UnknownArm {
    #[new]
    #[pyo3(signature = (*, tag, json))]
    fn from_python(tag: String, json: Json) -> Self {
        Self { tag, json }
    }

    /// The JSON text.
    fn to_json(&self) -> &str {
        self.json.text()
    }

    /// The whole as Python's own objects.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, self.json.text())
    }

    /// By value: how its JSON is written does not count.
    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        Ok(self.tag == other.tag && same_value(py, &self.json, &other.json)?)
    }

    fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
        let fields = [("tag", false), ("json", true)];
        let fields = fields.map(|field| (field, this.getattr(field.0)));
        model_class::repr_redacted("UnknownArm", fields.into_iter())
    }

    fn __getnewargs_ex__<'py>(this: &Bound<'py, Self>) -> PyResult<((), Bound<'py, PyDict>)> {
        model_class::arguments(this.as_any(), &["tag", "json"])
    }
}
