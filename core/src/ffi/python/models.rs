//! The models by their names.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::model::class_of;
use crate::codec::TypeDesc;
use crate::model::{PYTHON_MODELS, UnknownArm};

const UNKNOWN_ARM: &str = "UnknownArm";

/// The names of all models.
pub fn model_names() -> impl Iterator<Item = &'static str> {
    std::iter::once(UNKNOWN_ARM).chain(PYTHON_MODELS.iter().map(|(name, _)| *name))
}

/// What `ory_hub.model` has under that name: a class, or the union of several.
///
/// # Errors
/// When Python cannot make it.
pub fn model<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    if name == UNKNOWN_ARM {
        return Ok(Some(py.get_type::<UnknownArm>().into_any()));
    }
    match PYTHON_MODELS.iter().find(|(known, _)| *known == name) {
        Some((_, ty)) => class(py, ty),
        None => Ok(None),
    }
}

fn class<'py>(py: Python<'py>, ty: &TypeDesc) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(Some(match ty {
        TypeDesc::Record(desc) => class_of(py, desc)?.class.bind(py).clone().into_any(),
        TypeDesc::Enum(desc) => desc.python.class(py)?.into_any(),
        TypeDesc::Union(desc) => {
            let arms = desc.arms.iter().map(|(_, arm)| class_of(py, arm));
            let mut arms = arms
                .map(|arm| Ok(arm?.class.bind(py).clone()))
                .collect::<PyResult<Vec<_>>>()?;
            arms.push(py.get_type::<UnknownArm>());
            py.import("typing")?
                .getattr("Union")?
                .get_item(PyTuple::new(py, arms)?)?
        }
        _ => return Ok(None),
    }))
}
