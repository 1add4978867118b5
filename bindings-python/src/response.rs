//! An answer with its status and headers.

use ory_hub::internal::python::PyOnce;
use ory_hub::transport;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList};

use crate::produce::Produce;

/// `isinstance(headers, Mapping)` holds from the first response on.
static MAPPING: PyOnce<()> = PyOnce::new();

/// What a call of `with_response` gives.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct Response {
    /// What the call gives otherwise.
    #[pyo3(get)]
    value: Py<PyAny>,
    /// HTTP status.
    #[pyo3(get)]
    status: u16,
    /// Headers; their names are compared without case.
    #[pyo3(get)]
    headers: Py<Headers>,
}

impl Response {
    /// Keeps one until Python can have it.
    pub(crate) fn produce(value: Produce, status: u16, headers: transport::Headers) -> Produce {
        Box::new(move |py| {
            MAPPING.get_or_try_init(|| register_mapping(py))?;
            let response = Self {
                value: value(py)?.unbind(),
                status,
                headers: Py::new(py, Headers(headers))?,
            };
            Ok(Bound::new(py, response)?.into_any())
        })
    }
}

fn register_mapping(py: Python<'_>) -> PyResult<()> {
    let mapping = py.import("collections.abc")?.getattr("Mapping")?;
    mapping
        .call_method1("register", (py.get_type::<Headers>(),))
        .map(drop)
}

#[pymethods]
impl Response {
    /// The values of `Set-Cookie`, one for each cookie.
    #[getter]
    fn set_cookie(&self) -> Vec<String> {
        self.headers.get().list("set-cookie")
    }

    /// `Response[…]` in annotations.
    #[classmethod]
    fn __class_getitem__<'py>(
        class: &Bound<'py, pyo3::types::PyType>,
        _value: &Bound<'py, PyAny>,
    ) -> Bound<'py, pyo3::types::PyType> {
        class.clone()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let value = self.value.bind(py).repr()?;
        Ok(format!("Response(status={}, value={value})", self.status))
    }
}

/// The headers of an answer, a mapping. Names are compared without case; values of one name are joined by a comma.
#[pyclass(frozen, mapping, module = "ory_hub")]
pub(crate) struct Headers(transport::Headers);

impl Headers {
    fn list(&self, name: &str) -> Vec<String> {
        self.0.all(name).map(String::from).collect()
    }

    fn joined(&self, name: &str) -> Option<String> {
        let values = self.list(name);
        (!values.is_empty()).then(|| values.join(", "))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (name, _) in self.0.iter() {
            let name = name.to_ascii_lowercase();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

#[pymethods]
impl Headers {
    fn __getitem__(&self, name: &str) -> PyResult<String> {
        self.joined(name)
            .ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }

    fn __contains__(&self, name: &Bound<'_, PyAny>) -> bool {
        let name = name.extract::<String>();
        name.is_ok_and(|name| self.0.get(&name).is_some())
    }

    fn __len__(&self) -> usize {
        self.names().len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyList::new(py, self.names())?.try_iter()
    }

    /// The names, in small letters.
    fn keys(&self) -> Vec<String> {
        self.names()
    }

    /// The values, in the order of the names.
    fn values(&self) -> Vec<String> {
        let names = self.names().into_iter();
        names.filter_map(|name| self.joined(&name)).collect()
    }

    /// Names and values.
    fn items(&self) -> Vec<(String, String)> {
        let names = self.names().into_iter();
        names
            .filter_map(|name| self.joined(&name).map(|value| (name, value)))
            .collect()
    }

    /// The value of a header, or the default.
    #[pyo3(signature = (name, default = None, /))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self.joined(name) {
            Some(value) => pyo3::IntoPyObjectExt::into_bound_py_any(value, py).map(Some),
            None => Ok(default),
        }
    }

    /// All values of a header.
    fn get_list(&self, name: &str) -> Vec<String> {
        self.list(name)
    }

    /// Names only: `Set-Cookie` is a credential.
    fn __repr__(&self) -> String {
        format!("Headers({})", self.names().join(", "))
    }
}
