//! What every record does in Python.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::Model;

/// A model as Python has it: a class, or the union of several.
pub trait PythonModel {
    /// What `ory_hub.model` has under its name.
    ///
    /// # Errors
    /// When Python cannot make it.
    fn class(py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

/// Reads a model; Python's `ValueError` where the text is none.
pub fn from_json<M: Model>(text: &str) -> PyResult<M> {
    M::from_json(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// `Name(field=value, …)` without the fields that are absent. Secrets print themselves as `[redacted]`.
///
/// # Errors
/// When Python cannot print a value.
pub fn repr(record: &Bound<'_, PyAny>, name: &str, fields: &[&str]) -> PyResult<String> {
    let fields: Vec<(&str, bool)> = fields.iter().map(|field| (own(field), false)).collect();
    repr_redacted(record, name, &fields)
}

/// The same, with `[redacted]` for the fields that are marked.
pub(crate) fn repr_redacted(
    record: &Bound<'_, PyAny>,
    name: &str,
    fields: &[(&str, bool)],
) -> PyResult<String> {
    let mut text = format!("{name}(");
    let mut separator = "";
    for (field, redacted) in fields {
        let value = record.getattr(*field)?;
        if value.is_none() {
            continue;
        }
        text.push_str(separator);
        text.push_str(field);
        text.push('=');
        if *redacted {
            text.push_str("[redacted]");
        } else {
            text.push_str(value.repr()?.to_cow()?.as_ref());
        }
        separator = ", ";
    }
    text.push(')');
    Ok(text)
}

/// How a record is pickled and copied: `from_json` of its class, over its JSON text.
pub fn reduce<'py>(
    record: &Bound<'py, PyAny>,
    json: String,
) -> PyResult<(Bound<'py, PyAny>, (String,))> {
    Ok((record.get_type().getattr("from_json")?, (json,)))
}

/// How an object without a JSON form is pickled and copied: its class, called with these fields.
pub fn arguments<'py>(
    object: &Bound<'py, PyAny>,
    fields: &[&str],
) -> PyResult<((), Bound<'py, PyDict>)> {
    let named = PyDict::new(object.py());
    for (field, value) in present(object, fields) {
        named.set_item(field, value?)?;
    }
    Ok(((), named))
}

/// The attributes that are not `None`. A raw identifier stands for its name.
fn present<'a, 'py>(
    object: &'a Bound<'py, PyAny>,
    fields: &'a [&'a str],
) -> impl Iterator<Item = (&'a str, PyResult<Bound<'py, PyAny>>)> + 'a {
    fields
        .iter()
        .map(|field| own(field))
        .map(|field| (field, object.getattr(field)))
        .filter(|(_, value)| !value.as_ref().is_ok_and(|value| value.is_none()))
}

fn own(field: &str) -> &str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// The error for an object that is no arm of a union.
pub fn no_arm(union: &str, object: &Borrowed<'_, '_, PyAny>) -> PyErr {
    let class = object.get_type();
    let name = class
        .name()
        .map_or_else(|_| String::from("object"), |name| name.to_string());
    PyTypeError::new_err(format!("'{name}' is none of the records of {union}"))
}

/// What a union is called in annotations: `typing.Union` of its arms.
pub fn alias<'py>(py: Python<'py>, arms: Vec<Bound<'py, PyType>>) -> PyResult<Bound<'py, PyAny>> {
    py.import("typing")?
        .getattr("Union")?
        .get_item(PyTuple::new(py, arms)?)
}
