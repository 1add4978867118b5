//! What every record does in Python.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::from_python::dumps;
use super::owned::{self, Owned};
use super::to_python::loads;
use crate::codec::{DecodeError, RecordDesc, Source, TypeDesc};

/// Where records keep fields that this version does not know.
pub(super) const EXTRA: &str = "extra";

/// Reads a model; Python's `ValueError` where the text is none.
pub(crate) fn read(ty: &TypeDesc, text: &str) -> PyResult<Owned> {
    owned::read(Source::Caller, ty, text).map_err(value_error)
}

#[cold]
pub(crate) fn value_error(error: DecodeError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Reads a model from a dict, as it is in JSON; models, secrets, times and `Json` may stand in it.
///
/// # Errors
/// When it is no dict, has a field that the model has not, or cannot be read.
pub(crate) fn from_object(object: &Bound<'_, PyAny>, name: &str, ty: &TypeDesc) -> PyResult<Owned> {
    read(ty, &object_json(object, name, ty)?)
}

fn object_json(object: &Bound<'_, PyAny>, name: &str, ty: &TypeDesc) -> PyResult<String> {
    let dict = object.cast::<PyDict>().map_err(|_| {
        let class = object.get_type();
        let class = class
            .name()
            .map_or_else(|_| String::from("object"), |name| name.to_string());
        PyTypeError::new_err(format!("'{class}' is neither a {name} nor a dict"))
    })?;
    dumps(dict, ty)
}

/// `Name(field=value, …)` without the fields that are absent. Secrets print themselves as `[redacted]`.
///
/// # Errors
/// When Python cannot print a value.
pub fn repr(record: &Bound<'_, PyAny>, name: &str, fields: &[&str]) -> PyResult<String> {
    let values = fields.iter().map(|field| {
        let field = own(field);
        ((field, false), record.getattr(field))
    });
    repr_redacted(name, values)
}

/// The same, with `[redacted]` for the fields that are marked.
pub(crate) fn repr_redacted<'a, 'py>(
    name: &str,
    fields: impl Iterator<Item = ((&'a str, bool), PyResult<Bound<'py, PyAny>>)>,
) -> PyResult<String> {
    let mut text = format!("{name}(");
    let mut separator = "";
    for ((field, redacted), value) in fields {
        let value = value?;
        if value.is_none() {
            continue;
        }
        text.push_str(separator);
        text.push_str(field);
        text.push('=');
        if redacted {
            text.push_str("[redacted]");
        } else if let (EXTRA, Ok(extra)) = (field, value.cast::<PyDict>()) {
            // Nobody knows what they hold.
            let names = extra
                .keys()
                .iter()
                .map(|name| Ok(format!("{}: [redacted]", name.repr()?)));
            text.push_str(&format!(
                "{{{}}}",
                names.collect::<PyResult<Vec<_>>>()?.join(", ")
            ));
        } else {
            text.push_str(value.repr()?.to_cow()?.as_ref());
        }
        separator = ", ";
    }
    text.push(')');
    Ok(text)
}

/// The dict of a record with other values for some fields, named as in Python. `names` are the fields of the description
/// in its order.
///
/// # Errors
/// When there is no such field.
pub(crate) fn replaced<'py>(
    py: Python<'py>,
    json: &str,
    desc: &RecordDesc,
    names: impl Iterator<Item = &'static str> + Clone,
    changes: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyDict>> {
    let mut fields = loads(py, json)?.cast_into::<PyDict>()?;
    for (name, value) in changes.into_iter().flatten() {
        let name: String = name.extract()?;
        let mut known = names.clone().zip(desc.fields);
        if let Some((_, field)) = known.find(|(known, _)| *known == name) {
            let dropped = value.is_none() && !field.sends_null;
            match dropped {
                true if fields.contains(field.name)? => fields.del_item(field.name)?,
                true => {}
                false => fields.set_item(field.name, value)?,
            }
        } else if desc.keeps_unknown && name == EXTRA {
            fields = known_fields(&fields, desc)?;
            fields.update(value.cast::<PyDict>()?.as_mapping())?;
        } else {
            let message = format!("{} has no field '{name}'", desc.name);
            return Err(PyTypeError::new_err(message));
        }
    }
    Ok(fields)
}

/// The fields that the description has.
fn known_fields<'py>(
    fields: &Bound<'py, PyDict>,
    desc: &RecordDesc,
) -> PyResult<Bound<'py, PyDict>> {
    let known = PyDict::new(fields.py());
    for field in desc.fields {
        if let Some(value) = fields.get_item(field.name)? {
            known.set_item(field.name, value)?;
        }
    }
    Ok(known)
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
