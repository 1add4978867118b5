//! The arguments of a record's constructor, all of them by name.

use pyo3::conversion::FromPyObjectOwned;
use std::collections::HashMap;

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::codec::RecordDesc;
use crate::types::Json;

/// Why a value does not fit, in Python's words: PyO3 has some of Rust's.
#[must_use]
pub fn reason(py: Python<'_>, error: &PyErr) -> String {
    let text = error.value(py).str();
    let text = text.map_or_else(
        |_| String::from("it cannot be read"),
        |text| text.to_string(),
    );
    let has = |part: &str| text.contains(part);
    if has("Can't extract `str` to `Vec`") {
        String::from("'str' object is not a list")
    } else if has("can't convert negative") {
        String::from("the number is negative")
    } else if has("too large to convert")
        || has("too big to convert")
        || has("out of range integral")
    {
        String::from("the number is too large or too small")
    } else {
        text
    }
}

/// Keyword arguments that are still to be taken.
pub(crate) struct Arguments<'py> {
    class: &'static str,
    given: Option<Bound<'py, PyDict>>,
    taken: usize,
    /// The first value that did not fit. The constructors of 300 records would be twice as large if each
    /// field could end them.
    fault: Option<PyErr>,
}

impl<'py> Arguments<'py> {
    pub(crate) fn new(class: &'static str, given: Option<Bound<'py, PyDict>>) -> Self {
        Self {
            class,
            given,
            taken: 0,
            fault: None,
        }
    }

    fn take(&mut self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(given) = &self.given else {
            return Ok(None);
        };
        let value = given.get_item(name)?;
        self.taken += usize::from(value.is_some());
        Ok(value)
    }

    pub(crate) fn required<T: FromPyObjectOwned<'py>>(&mut self, name: &str) -> PyResult<T> {
        match self.take(name)? {
            Some(value) => self.extract(name, &value),
            None => Err(PyTypeError::new_err(format!(
                "{}.__new__() missing 1 required keyword argument: '{name}'",
                self.class
            ))),
        }
    }

    pub(crate) fn optional<T: FromPyObjectOwned<'py>>(
        &mut self,
        name: &str,
    ) -> PyResult<Option<T>> {
        match self.take(name)? {
            Some(value) if !value.is_none() => self.extract(name, &value).map(Some),
            _ => Ok(None),
        }
    }

    /// Sets an optional field.
    pub(crate) fn fill<T: FromPyObjectOwned<'py>>(&mut self, name: &str, field: &mut Option<T>) {
        let value = self.optional(name);
        self.set(value, field);
    }

    /// Sets an optional field whose null is sent.
    pub(crate) fn fill_nullable<T: FromPyObjectOwned<'py>>(
        &mut self,
        name: &str,
        field: &mut Option<T>,
    ) {
        let value = self
            .take(name)
            .and_then(|value| value.map(|value| self.extract(name, &value)).transpose());
        self.set(value, field);
    }

    fn set<T>(&mut self, value: PyResult<Option<T>>, field: &mut Option<T>) {
        match value {
            Ok(value) => *field = value,
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }

    fn extract<T: FromPyObjectOwned<'py>>(
        &self,
        name: &str,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<T> {
        value.extract::<T>().map_err(|error| {
            let error: PyErr = error.into();
            let py = value.py();
            let message = || format!("argument '{name}': {}", reason(py, &error));
            if error.is_instance_of::<PyTypeError>(py) {
                PyTypeError::new_err(message())
            } else if error.is_instance_of::<PyValueError>(py)
                || error.is_instance_of::<PyOverflowError>(py)
            {
                PyValueError::new_err(message())
            } else {
                error
            }
        })
    }

    /// Rejects further fields that the model has itself: both would be sent. What a map could not hold is no such field.
    pub(crate) fn check_extra(
        &mut self,
        desc: &RecordDesc,
        extra: &HashMap<String, Json>,
    ) -> PyResult<()> {
        self.fault.take().map_or(Ok(()), Err)?;
        let known = desc
            .fields
            .iter()
            .find(|field| extra.contains_key(field.name) && !desc.has_map(field.name));
        match known {
            Some(field) => Err(PyValueError::new_err(format!(
                "argument 'extra': '{}' is a field of {}",
                field.name, self.class
            ))),
            None => Ok(()),
        }
    }

    /// Rejects what did not fit and what nobody took.
    pub(crate) fn finish(self, known: &[&str]) -> PyResult<()> {
        self.fault.map_or(Ok(()), Err)?;
        let Some(given) = self.given.filter(|given| given.len() > self.taken) else {
            return Ok(());
        };
        for (name, _) in given {
            let name: String = name.extract()?;
            if !known.contains(&name.as_str()) {
                return Err(PyTypeError::new_err(format!(
                    "{}.__new__() got an unexpected keyword argument '{name}'",
                    self.class
                )));
            }
        }
        Ok(())
    }
}
