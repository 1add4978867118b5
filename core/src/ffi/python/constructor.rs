//! The arguments of a record's constructor, all of them by name.

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arguments::reason;
use super::class_table::FieldOf;
use super::model_class::EXTRA;
use super::owned::{Owned, OwnedRecord};
use crate::codec::{FieldDesc, RecordDesc};
use crate::types::Json;

/// The record of these arguments.
pub(super) fn record(
    desc: &'static RecordDesc,
    fields: &[FieldOf],
    positional: usize,
    given: Option<&Bound<'_, PyDict>>,
) -> PyResult<OwnedRecord> {
    if positional > 0 {
        let was = if positional == 1 { "was" } else { "were" };
        return Err(PyTypeError::new_err(format!(
            "{}.__new__() takes 0 positional arguments but {positional} {was} given",
            desc.name
        )));
    }
    let mut record = OwnedRecord::new(desc);
    let mut taken = 0;
    for (index, field) in fields.iter().enumerate() {
        let value = match given {
            Some(given) => given.get_item(field.name)?,
            None => None,
        };
        taken += usize::from(value.is_some());
        match (desc.fields.get(index), record.values.get_mut(index)) {
            (Some(known), Some(place)) => *place = field_value(desc, known, field, value)?,
            _ => record.extra = extra(desc, value)?,
        }
    }
    match given {
        Some(given) if given.len() > taken => Err(unexpected(desc, fields, given)),
        _ => Ok(record),
    }
}

fn field_value(
    desc: &RecordDesc,
    known: &'static FieldDesc,
    field: &FieldOf,
    value: Option<Bound<'_, PyAny>>,
) -> PyResult<Owned> {
    // `None` stands for what is not given, but where null is a value or nothing may be left out.
    let takes_none = field.constant.is_none() && (known.required || known.sends_null);
    match (value, field.constant) {
        (Some(value), _) if takes_none || !value.is_none() => read(field.name, &value, |value| {
            Owned::of_python(value, &known.ty)
        }),
        (_, Some(constant)) => Ok(Owned::Text(constant.into())),
        (None, None) if known.required => Err(PyTypeError::new_err(format!(
            "{}.__new__() missing 1 required keyword argument: '{}'",
            desc.name, field.name
        ))),
        _ => Ok(Owned::Absent),
    }
}

/// Further fields. Those that the model has itself are refused: both would be sent. What a map could not hold is no such
/// field.
fn extra(desc: &RecordDesc, value: Option<Bound<'_, PyAny>>) -> PyResult<Vec<(Box<str>, Json)>> {
    let Some(value) = value.filter(|value| !value.is_none()) else {
        return Ok(Vec::new());
    };
    let extra = read(EXTRA, &value, |value| {
        let entries = value.cast::<PyDict>()?.iter();
        let entries = entries.map(|(name, value)| {
            let name: String = name.extract()?;
            PyResult::Ok((name.into_boxed_str(), value.extract::<Json>()?))
        });
        entries.collect::<PyResult<Vec<_>>>()
    })?;
    let known = extra
        .iter()
        .find(|(name, _)| desc.knows(name) && !desc.has_map(name));
    match known {
        Some((name, _)) => Err(PyValueError::new_err(format!(
            "argument 'extra': '{name}' is a field of {}",
            desc.name
        ))),
        None => Ok(extra),
    }
}

/// Reads a value; the error names the argument.
fn read<T>(
    name: &str,
    value: &Bound<'_, PyAny>,
    read: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T>,
) -> PyResult<T> {
    read(value).map_err(|error| {
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

/// The error about an argument that nobody took.
fn unexpected(desc: &RecordDesc, fields: &[FieldOf], given: &Bound<'_, PyDict>) -> PyErr {
    let names = given.keys().iter();
    let name = names
        .map(|name| name.to_string())
        .find(|name| fields.iter().all(|field| field.name != name));
    PyTypeError::new_err(format!(
        "{}.__new__() got an unexpected keyword argument '{}'",
        desc.name,
        name.unwrap_or_default()
    ))
}
