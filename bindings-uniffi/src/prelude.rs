//! What every file of operations imports.
#![allow(
    unused_imports,
    reason = "what no operation of the chosen groups needs"
)]

pub(crate) use std::collections::HashMap;
pub(crate) use std::sync::Arc;

pub(crate) use ory_hub::internal::operation;
pub(crate) use ory_hub::internal::request::ParamList;
pub(crate) use ory_hub::model::*;
pub(crate) use ory_hub::{Json, Secret, Timestamp, endpoint};

pub(crate) use crate::async_export::async_export;
pub(crate) use crate::error::OryError;
pub(crate) use crate::ory::{Ory, call};
pub(crate) use crate::pages::Source;

/// What a method that is not asynchronous gives.
pub(crate) type Result<T> = std::result::Result<T, OryError>;
