//! Objects with the operations of a group.

use std::cell::RefCell;

use ory_hub::internal::python::made;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::caller::Caller;

thread_local! {
    static CALLER: RefCell<Option<Caller>> = const { RefCell::new(None) };
}

/// What the classes of all groups derive from.
#[pyclass(frozen, subclass, name = "Group", module = "ory_hub.group")]
pub(crate) struct GroupObject(pub(crate) Caller);

#[pymethods]
impl GroupObject {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*_given, **_named))]
    fn new(
        class: &Bound<'_, PyType>,
        _given: &Bound<'_, PyTuple>,
        _named: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        match CALLER.take() {
            Some(caller) => Ok(Self(caller)),
            None => Err(PyTypeError::new_err(format!(
                "cannot create '{}' instances",
                class.fully_qualified_name()?
            ))),
        }
    }
}

/// An object of that class, whose operations are called through that.
///
/// # Errors
/// When Python cannot make it.
pub(crate) fn object<'py>(
    class: &Bound<'py, PyType>,
    caller: &Caller,
) -> PyResult<Bound<'py, PyAny>> {
    made::object(class, &CALLER, caller.clone())
}
