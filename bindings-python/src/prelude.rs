//! What every file of operations imports.
#![allow(
    unused_imports,
    reason = "what no operation of the chosen groups needs"
)]

pub(crate) use std::collections::HashMap;

pub(crate) use ory_hub::internal::codec::FromValue;
pub(crate) use ory_hub::internal::operation;
pub(crate) use ory_hub::internal::python::PyOnce;
pub(crate) use ory_hub::model::*;
pub(crate) use ory_hub::{Json, Secret, Timestamp};

pub(crate) use crate::rows::{
    Argument, Gives, Group, Row, body, optional, optional_body, required,
};
