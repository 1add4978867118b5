//! What every file of operations imports.
#![allow(
    unused_imports,
    reason = "what no operation of the chosen groups needs"
)]

pub(crate) use std::collections::HashMap;

pub(crate) use ory_hub::internal::operation;
pub(crate) use ory_hub::internal::request::ParamList;
pub(crate) use ory_hub::model::*;
pub(crate) use ory_hub::{Json, Secret, Timestamp, endpoint};
pub(crate) use pyo3::prelude::*;

pub(crate) use crate::argument::{Arguments, Given};
pub(crate) use crate::caller::Caller;

/// What a call hands to Python: a coroutine, or the value itself where calls block.
pub(crate) type Answer<'py> = PyResult<Bound<'py, PyAny>>;
