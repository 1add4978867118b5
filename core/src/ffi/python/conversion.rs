//! Values of any type of the API as Python's objects, and back.

use std::sync::Arc;

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::arguments::refuse_bool;
use super::model::Model;
use super::model_class::{self, from_object};
use super::owned::{Owned, OwnedRecord};
use crate::codec::{RecordDesc, TypeDesc};
use crate::model::UnknownArm;
use crate::types::Timestamp;

impl Owned {
    /// The value of an object as that type. A dict is taken for a record, too.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn of_python(object: &Bound<'_, PyAny>, ty: &TypeDesc) -> PyResult<Self> {
        Ok(match ty {
            TypeDesc::Text => Self::Text(Arc::from(object.extract::<String>()?)),
            TypeDesc::Secret => Self::Secret(object.extract()?),
            TypeDesc::Time => Self::Time(Arc::new(object.extract()?)),
            TypeDesc::Bool => Self::Bool(object.extract()?),
            TypeDesc::Int => {
                refuse_bool(object)?;
                Self::Int(object.extract()?)
            }
            TypeDesc::Number => {
                refuse_bool(object)?;
                Self::Number(object.extract()?)
            }
            TypeDesc::Json => Self::Json(object.extract()?),
            TypeDesc::Enum(desc) => Self::enumerated(desc, &object.extract::<String>()?),
            TypeDesc::List(inner) => {
                let items = object.extract::<Vec<Bound<'_, PyAny>>>()?;
                let items = items.iter().map(|item| Self::of_python(item, inner));
                Self::List(items.collect::<PyResult<_>>()?)
            }
            TypeDesc::Map(inner) => {
                let entries = object.cast::<PyDict>()?.iter().map(|(name, value)| {
                    let name: String = name.extract()?;
                    PyResult::Ok((name.into_boxed_str(), Self::of_python(&value, inner)?))
                });
                Self::Map(entries.collect::<PyResult<_>>()?)
            }
            TypeDesc::Record(desc) => {
                match record(object, |own: &RecordDesc| std::ptr::eq(own, *desc)) {
                    Some(record) => Self::Record(record),
                    None => from_object(object, desc.name, ty)?,
                }
            }
            TypeDesc::Union(desc) => {
                let is_arm =
                    |own: &RecordDesc| desc.arms.iter().any(|(_, arm)| std::ptr::eq(own, *arm));
                match (record(object, is_arm), object.cast::<UnknownArm>()) {
                    (Some(record), _) => Self::Record(record),
                    (None, Ok(arm)) => Self::UnknownArm(Arc::new(arm.get().clone())),
                    (None, Err(_)) => from_object(object, desc.name, ty)?,
                }
            }
        })
    }

    /// Its object.
    ///
    /// # Errors
    /// When Python cannot make it.
    pub fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Absent => Ok(py.None().into_bound(py)),
            Self::Text(text) => (&**text).into_bound_py_any(py),
            Self::Secret(secret) => secret.into_bound_py_any(py),
            Self::Time(time) => Timestamp::clone(time).into_bound_py_any(py),
            Self::Bool(value) => value.into_bound_py_any(py),
            Self::Int(value) => value.into_bound_py_any(py),
            Self::Number(value) => value.into_bound_py_any(py),
            Self::Json(json) => json.into_bound_py_any(py),
            Self::Enum(desc, place) => desc.python.known(py, *place),
            Self::OtherEnum(desc, text) => desc.python.other(py, text),
            Self::List(items) => list(py, items),
            Self::Map(entries) => {
                let dict = PyDict::new(py);
                for (name, value) in &**entries {
                    dict.set_item(&**name, value.to_python(py)?)?;
                }
                Ok(dict.into_any())
            }
            Self::Record(record) => Model::object(py, record.clone()),
            Self::UnknownArm(arm) => UnknownArm::clone(arm).into_bound_py_any(py),
        }
    }
}

/// The objects of a list.
pub(super) fn list<'py>(py: Python<'py>, items: &[Owned]) -> PyResult<Bound<'py, PyAny>> {
    let list = PyList::empty(py);
    for item in items {
        list.append(item.to_python(py)?)?;
    }
    Ok(list.into_any())
}

/// The record of an object, if it is one of such a model.
fn record(
    object: &Bound<'_, PyAny>,
    is_of: impl Fn(&RecordDesc) -> bool,
) -> Option<Arc<OwnedRecord>> {
    let record = &object.cast::<Model>().ok()?.get().0;
    is_of(record.desc).then(|| record.clone())
}

/// The object of a model of Rust.
///
/// # Errors
/// When Python cannot make it.
pub(crate) fn object_of<'py, M: crate::Model>(
    py: Python<'py>,
    model: &M,
) -> PyResult<Bound<'py, PyAny>> {
    model_class::read(M::TYPE, &model.to_json())?.to_python(py)
}

/// A model of Rust out of an object.
///
/// # Errors
/// When the object is of another type.
pub(crate) fn model_of<M: crate::Model>(object: Borrowed<'_, '_, PyAny>) -> PyResult<M> {
    let text = Owned::of_python(&object, M::TYPE)?.to_json();
    M::from_json(&text).map_err(model_class::value_error)
}
