//! Free JSON is read as Python's own objects, by Python's own `json`, so that numbers keep every digit that Python can keep.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

use crate::types::Json;

static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static ENCODE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// JSON text that goes to the server exactly as it is given, where Python's own objects cannot say it
/// (`Json("null")` for a null that is sent, `Json("1.10")` for a number with all its digits).
#[pyclass(frozen, eq, name = "Json", module = "ory_hub", from_py_object)]
#[derive(Debug, Clone, PartialEq)]
pub struct PyJson(Json);

#[pymethods]
impl PyJson {
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &str) -> PyResult<Self> {
        parse(text).map(Self)
    }

    /// The text.
    #[getter]
    fn text(&self) -> &str {
        self.0.text()
    }

    /// The text as Python's own objects.
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, self.0.text())
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

fn parse(text: &str) -> PyResult<Json> {
    Json::parse(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    LOADS.import(py, "json", "loads")?.call1((text,))
}

/// `json.JSONEncoder(…).encode`, made once: `json.dumps` with options makes an encoder a call.
fn encode<'py>(py: Python<'py>) -> PyResult<&'py Bound<'py, PyAny>> {
    let encode = ENCODE.get_or_try_init(py, || {
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        options.set_item("allow_nan", false)?;
        options.set_item("separators", (",", ":"))?;
        let encoder = py
            .import("json")?
            .getattr("JSONEncoder")?
            .call((), Some(&options))?;
        PyResult::Ok(encoder.getattr("encode")?.unbind())
    })?;
    Ok(encode.bind(py))
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
        let text = encode(object.py())?.call1((object,))?;
        parse(&text.cast::<PyString>()?.to_cow()?)
    }
}
