//! Objects of classes that are made when the program runs: each derives from one class of Rust, which holds the value.

use std::cell::RefCell;
use std::thread::LocalKey;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

/// Where a value waits until the class that was called for it takes it: Rust can make objects of its own classes only, and
/// Python those of their subclasses.
pub type Waiting<T> = LocalKey<RefCell<Option<T>>>;

/// An object of that class around that value.
///
/// # Errors
/// When Python cannot make it.
pub fn object<'py, T>(
    class: &Bound<'py, PyType>,
    waiting: &'static Waiting<T>,
    value: T,
) -> PyResult<Bound<'py, PyAny>> {
    waiting.set(Some(value));
    let object = class.call0();
    // Where Python did not come that far, the next object is not to take it.
    drop(waiting.take());
    object
}

/// A class that derives from a class of Rust, and from which none derives.
///
/// # Errors
/// When Python cannot make it.
pub fn class<'py>(
    base: &Bound<'py, PyType>,
    name: &str,
    module: &str,
    about: &str,
    body: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyType>> {
    let py = base.py();
    body.set_item("__slots__", PyTuple::empty(py))?;
    body.set_item("__module__", module)?;
    body.set_item("__doc__", about)?;
    let refusal = pyo3::wrap_pyfunction!(refuse_subclass, py)?;
    let refusal = py
        .import("builtins")?
        .getattr("classmethod")?
        .call1((refusal,))?;
    body.set_item("__init_subclass__", refusal)?;
    let made = py
        .get_type::<PyType>()
        .call1((name, PyTuple::new(py, [base])?, body))?;
    Ok(made.cast_into::<PyType>()?)
}

#[pyfunction]
#[pyo3(signature = (class, /, **_options))]
fn refuse_subclass(
    class: &Bound<'_, PyType>,
    _options: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    let base = class.getattr("__base__")?.cast_into::<PyType>()?;
    Err(pyo3::exceptions::PyTypeError::new_err(format!(
        "type '{}' is not an acceptable base type",
        base.fully_qualified_name()?
    )))
}
