//! The attributes of records.

use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::prelude::*;

use crate::codec::RecordDesc;

/// What reads a field of an object, if that is such a record.
pub(super) type Read = for<'py> fn(
    &Bound<'py, PyAny>,
    &'static RecordDesc,
    usize,
) -> PyResult<Option<Bound<'py, PyAny>>>;

/// The attribute of a class that has the description of its records.
pub(super) const DESCRIBED: &str = "_record";

/// The description of a class's records, for the methods that all of them share.
#[pyclass(frozen, module = "ory_hub.model")]
pub(super) struct Described(pub(super) &'static RecordDesc);

// An attribute of the records of one class: what a class has under a field's name. A documentation of this class would
// stand in the way of the fields' own.
#[pyclass(frozen, module = "ory_hub.model")]
pub(super) struct Field {
    desc: &'static RecordDesc,
    /// Place in the description; behind its end are the fields that it does not know.
    index: usize,
    name: &'static str,
    about: String,
    read: Read,
}

impl Field {
    pub(super) fn new(
        desc: &'static RecordDesc,
        index: usize,
        name: &'static str,
        about: String,
        read: Read,
    ) -> Self {
        Self {
            desc,
            index,
            name,
            about,
            read,
        }
    }

    fn read_only(&self) -> PyErr {
        PyAttributeError::new_err(format!(
            "attribute '{}' of 'ory_hub.model.{}' objects is not writable",
            self.name, self.desc.name
        ))
    }
}

#[pymethods]
impl Field {
    fn __get__<'py>(
        this: &Bound<'py, Self>,
        object: Option<&Bound<'py, PyAny>>,
        _class: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Some(object) = object else {
            return Ok(this.as_any().clone());
        };
        let field = this.get();
        match (field.read)(object, field.desc, field.index)? {
            Some(value) => Ok(value),
            None => Err(PyTypeError::new_err(format!(
                "descriptor '{}' for 'ory_hub.model.{}' objects doesn't apply to a '{}' object",
                field.name,
                field.desc.name,
                object.get_type().name()?
            ))),
        }
    }

    fn __set__(&self, _object: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(self.read_only())
    }

    fn __delete__(&self, _object: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(self.read_only())
    }

    #[getter]
    fn __name__(&self) -> &str {
        self.name
    }

    #[getter]
    fn __doc__(&self) -> Option<&str> {
        Some(&*self.about).filter(|about| !about.is_empty())
    }

    fn __repr__(&self) -> String {
        format!(
            "<attribute '{}' of 'ory_hub.model.{}' objects>",
            self.name, self.desc.name
        )
    }
}
