//! Functions for C: one an operation, typed getters over decoded answers, builders for what is sent.
//!
//! The module is private, so no Rust code can call these functions: every pointer comes from C, which promises what
//! the header says (a living object of that type, or NULL). Those promises are relied on in `pointer`, `text` and
//! `document`, where all unsafe blocks are; another test proves that. Functions are written out one by one because cbindgen does not see what macros
//! make; each body is one call of the panic guard, which a test proves.
#![allow(non_camel_case_types, unsafe_code)]
#![allow(
    clippy::redundant_closure,
    reason = "every body is a guard around a closure"
)]

mod answer;
mod arguments;
mod body;
mod builder;
mod call;
mod client;
mod config;
mod document;
mod error;
mod guard;
#[allow(
    dead_code,
    unused_imports,
    reason = "the numbers of enums are for C alone"
)]
mod model;
mod operation;
mod pages;
mod pointer;
mod read;
#[cfg(test)]
mod tests;
mod text;

/// What generated functions are made of.
mod prelude {
    pub(super) use ory_hub::internal::codec::{TypeDesc, table};
    pub(super) use ory_hub::internal::operation as row;

    pub(super) use super::arguments::{self, options_type};
    pub(super) use super::body::*;
    pub(super) use super::builder::{self, builder_type, choice_type, series_type};
    pub(super) use super::call::Call;
    pub(super) use super::client::ory_client;
    pub(super) use super::document::{self, list_type, record_type, union_type};
    pub(super) use super::error::{guard_result, ory_error, ory_result};
    pub(super) use super::guard::guard;
    pub(super) use super::model::*;
    pub(super) use super::operation::*;
    pub(super) use super::pages::{self, pages_type};
    pub(super) use super::read::{self, Read as _};
    pub(super) use super::text::{ory_str, ory_text};
}
