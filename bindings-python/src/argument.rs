//! Arguments of calls: one that cannot be sent is refused as an `OryError.Input` that names it and the operation.

use ory_hub::internal::codec::TypeDesc;
use ory_hub::internal::python::{Owned, reason, refuse_bool};
use ory_hub::{ErrorKind, OryError};
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use crate::error::raised;

/// An argument as it was given: the value, or why it is none. PyO3 reads arguments before a method knows of them, so the
/// method refuses them.
pub(crate) struct Given<T>(PyResult<T>);

impl<'a, 'py, T> FromPyObject<'a, 'py> for Given<T>
where
    T: FromPyObject<'a, 'py>,
{
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<T>().map_err(Into::into) {
            // Ctrl-C is no fault of the argument.
            Err(error) if !error.is_instance_of::<PyException>(object.py()) => Err(error),
            given => Ok(Self(given)),
        }
    }
}

/// A whole number. `True` is one in Python, and never meant as one.
pub(crate) struct Whole<T>(T);

impl<'a, 'py, T> FromPyObject<'a, 'py> for Whole<T>
where
    T: FromPyObject<'a, 'py>,
{
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        refuse_bool(&object)?;
        object.extract().map(Self).map_err(Into::into)
    }
}

/// Reads the arguments of one call.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'py> {
    py: Python<'py>,
    kind: ErrorKind,
    operation: Option<&'static str>,
}

impl<'py> Arguments<'py> {
    /// Those of an operation.
    pub(crate) fn of(py: Python<'py>, operation: &'static str) -> Self {
        Self {
            py,
            kind: ErrorKind::Input,
            operation: Some(operation),
        }
    }

    /// Those of a method that calls no operation.
    pub(crate) fn of_options(py: Python<'py>) -> Self {
        Self {
            py,
            kind: ErrorKind::Input,
            operation: None,
        }
    }

    /// The fields of a configuration.
    pub(crate) fn of_config(py: Python<'py>) -> Self {
        Self {
            py,
            kind: ErrorKind::Config,
            operation: None,
        }
    }

    /// An argument that is needed.
    pub(crate) fn required<T>(self, name: &str, given: Given<T>) -> PyResult<T> {
        given.0.map_err(|error| self.refused(name, &error))
    }

    /// An argument that may be left out.
    pub(crate) fn optional<T>(self, name: &str, given: Option<Given<T>>) -> PyResult<Option<T>> {
        given.map(|given| self.required(name, given)).transpose()
    }

    /// A whole number that may be left out.
    pub(crate) fn whole<T>(
        self,
        name: &str,
        given: Option<Given<Whole<T>>>,
    ) -> PyResult<Option<T>> {
        let whole = self.optional(name, given)?;
        Ok(whole.map(|Whole(number)| number))
    }

    /// An object read as an argument.
    pub(crate) fn read<'a, T>(self, name: &str, object: &'a Bound<'py, PyAny>) -> PyResult<T>
    where
        T: FromPyObject<'a, 'py>,
    {
        self.required(name, object.extract()?)
    }

    /// An object as a value of that type.
    pub(crate) fn value(
        self,
        name: &str,
        object: &Bound<'py, PyAny>,
        ty: &TypeDesc,
    ) -> PyResult<Owned> {
        Owned::of_python(object, ty).map_err(|error| {
            // Ctrl-C is no fault of the argument.
            match error.is_instance_of::<PyException>(self.py) {
                true => self.refused(name, &error),
                false => error,
            }
        })
    }

    /// The error of an argument.
    pub(crate) fn refused(self, name: &str, error: &PyErr) -> PyErr {
        let why = reason(self.py, error);
        self.error(format!("the argument `{name}`: {why}"))
    }

    /// An error with that message.
    pub(crate) fn error(self, message: String) -> PyErr {
        let error = OryError::new(self.kind, message);
        let error = match self.operation {
            Some(operation) => error.with_operation(operation),
            None => error,
        };
        raised(self.py, error)
    }
}
