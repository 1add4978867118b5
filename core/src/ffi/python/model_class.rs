//! What every record does in Python.

use pyo3::IntoPyObjectExt as _;
use pyo3::basic::CompareOp;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyNotImplemented, PyTuple, PyType};

use super::from_python::dumps;
use super::to_python::loads;
use crate::Model;
use crate::codec::{DecodeError, RecordDesc, TypeDesc};

/// Where records keep fields that this version does not know.
const EXTRA: &str = "extra";

/// A model as Python has it: a class, or the union of several.
pub trait PythonModel {
    /// What `ory_hub.model` has under its name.
    ///
    /// # Errors
    /// When Python cannot make it.
    fn class(py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

/// Reads a model; Python's `ValueError` where the text is none.
#[inline(never)]
pub(crate) fn from_json<M: Model>(text: &str) -> PyResult<M> {
    M::from_json(text).map_err(value_error)
}

#[cold]
fn value_error(error: DecodeError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Reads a model from a dict, as it is in JSON; models, secrets, times and `Json` may stand in it.
///
/// # Errors
/// When it is no dict, has a field that the model has not, or cannot be read.
pub(crate) fn from_object<M: Model>(object: &Bound<'_, PyAny>, name: &str) -> PyResult<M> {
    from_json(&object_json(object, name, M::TYPE)?)
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

/// The JSON text of a model as Python's own objects.
///
/// # Errors
/// When Python cannot make one.
pub(crate) fn to_dict<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
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
        } else if let (EXTRA, Ok(extra)) = (*field, value.cast::<PyDict>()) {
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

/// `==` and `!=` of two records of one class.
///
/// # Errors
/// When Python cannot make their dicts.
pub(crate) fn compare<'py, M>(
    py: Python<'py>,
    own: &M,
    other: &Bound<'py, PyAny>,
    compare: CompareOp,
) -> PyResult<Bound<'py, PyAny>>
where
    M: Model + PartialEq + pyo3::PyClass<Frozen = pyo3::pyclass::boolean_struct::True> + Sync,
{
    let is_equality = matches!(compare, CompareOp::Eq | CompareOp::Ne);
    let Some(other) = other.cast::<M>().ok().filter(|_| is_equality) else {
        return Ok(PyNotImplemented::get(py).to_owned().into_any());
    };
    let other = other.get();
    let differing = (own != other).then(|| (own.to_json(), other.to_json()));
    equality(py, differing, compare)
}

/// Free JSON is kept as text, which may say the same in another way.
fn equality(
    py: Python<'_>,
    differing: Option<(String, String)>,
    compare: CompareOp,
) -> PyResult<Bound<'_, PyAny>> {
    let equal = match differing {
        Some((own, other)) => loads(py, &own)?.eq(loads(py, &other)?)?,
        None => true,
    };
    (equal == matches!(compare, CompareOp::Eq)).into_bound_py_any(py)
}

/// A copy with other values for some fields, named as in Python. `names` are the fields of the description in its order.
///
/// # Errors
/// When there is no such field, or a value does not fit.
pub(crate) fn replace<M: Model>(
    py: Python<'_>,
    record: &M,
    desc: &RecordDesc,
    names: &[&str],
    changes: Option<&Bound<'_, PyDict>>,
) -> PyResult<M> {
    let fields = replaced(py, &record.to_json(), desc, names, changes)?;
    from_object(fields.as_any(), desc.name)
}

fn replaced<'py>(
    py: Python<'py>,
    json: &str,
    desc: &RecordDesc,
    names: &[&str],
    changes: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyDict>> {
    let mut fields = loads(py, json)?.cast_into::<PyDict>()?;
    for (name, value) in changes.into_iter().flatten() {
        let name: String = name.extract()?;
        let mut known = names.iter().zip(desc.fields);
        if let Some((_, field)) = known.find(|(known, _)| own(known) == name) {
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

/// How a record is pickled and copied: `from_json` of its class, over its JSON text.
pub(crate) fn reduce<'py>(
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
pub(crate) fn alias<'py>(
    py: Python<'py>,
    arms: Vec<Bound<'py, PyType>>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("typing")?
        .getattr("Union")?
        .get_item(PyTuple::new(py, arms)?)
}
