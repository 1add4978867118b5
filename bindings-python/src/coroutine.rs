//! A result of core on its way to Python: kept until the interpreter is at hand, or awaited.

use std::sync::{Mutex, PoisonError};

use ory_hub::OryError;
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::error::raised;
use crate::runtime;
use crate::shutdown;

static COROUTINE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A future that runs on our runtime.
pub type Running<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

/// A result of core, made a Python object when the interpreter is at hand.
pub type Produce = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// Keeps a value until Python can have it.
pub fn produce<T>(value: T) -> Produce
where
    T: for<'any> IntoPyObject<'any> + Send + 'static,
{
    Box::new(move |py| value.into_bound_py_any(py))
}

/// The Python object, or the exception.
pub fn finish<'py>(
    py: Python<'py>,
    result: Result<Produce, OryError>,
) -> PyResult<Bound<'py, PyAny>> {
    match result {
        Ok(produce) => produce(py),
        Err(error) => Err(raised(py, error)),
    }
}

/// A coroutine that starts the future when it is first awaited, as Python's own coroutines do.
pub fn coroutine<'py>(
    py: Python<'py>,
    future: Running<Result<Produce, OryError>>,
) -> PyResult<Bound<'py, PyAny>> {
    let start = Bound::new(py, Start(Mutex::new(Some(future))))?;
    COROUTINE
        .import(py, "ory_hub._coroutine", "request")?
        .call1((start,))
}

/// Starts its future when it is called.
#[pyclass(frozen, module = "ory_hub")]
struct Start(Mutex<Option<Running<Result<Produce, OryError>>>>);

#[pymethods]
impl Start {
    fn __call__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let future = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let future =
            future.ok_or_else(|| PyRuntimeError::new_err("this call was started before"))?;
        runtime::start(py, async move {
            let result = future.await;
            match shutdown::enter() {
                Some(_pass) => Python::attach(|py| finish(py, result).map(Bound::unbind)),
                None => std::future::pending().await,
            }
        })
    }
}
