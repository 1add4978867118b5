//! What every record does in Python.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::from_python::dumps;
use super::to_python::loads;
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

/// Reads a model from a dict, as it is in JSON; models, secrets, times and `Json` may stand in it.
///
/// # Errors
/// When it is no dict, has a field that the model has not, or cannot be read.
pub fn from_object<M: Model>(object: &Bound<'_, PyAny>, name: &str) -> PyResult<M> {
    let dict = object.cast::<PyDict>().map_err(|_| {
        let class = object.get_type();
        let class = class
            .name()
            .map_or_else(|_| String::from("object"), |name| name.to_string());
        PyTypeError::new_err(format!("'{class}' is neither a {name} nor a dict"))
    })?;
    from_json(&dumps(dict, M::TYPE)?)
}

/// The JSON text of a model as Python's own objects.
///
/// # Errors
/// When Python cannot make one.
pub fn to_dict<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    loads(py, json)
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

/// What a union is called in annotations: `typing.Union` of its arms.
pub fn alias<'py>(py: Python<'py>, arms: Vec<Bound<'py, PyType>>) -> PyResult<Bound<'py, PyAny>> {
    py.import("typing")?
        .getattr("Union")?
        .get_item(PyTuple::new(py, arms)?)
}
