//! A result of core on its way to Python, kept until the interpreter is at hand.

use ory_hub::OryError;
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;

use crate::error::raised;

/// A future that runs on our runtime.
pub(crate) type Running<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

/// A result of core, made a Python object when the interpreter is at hand.
pub(crate) type Produce =
    Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// Keeps a value until Python can have it.
#[allow(dead_code, reason = "few groups have such a value")]
pub(crate) fn produce<T>(value: T) -> Produce
where
    T: for<'any> IntoPyObject<'any> + Send + 'static,
{
    Box::new(move |py| value.into_bound_py_any(py))
}

/// The Python object, or the exception.
pub(crate) fn finish<'py>(
    py: Python<'py>,
    result: Result<Produce, OryError>,
) -> PyResult<Bound<'py, PyAny>> {
    match result {
        Ok(produce) => produce(py),
        Err(error) => Err(raised(py, error)),
    }
}
