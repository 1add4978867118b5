//! Functions for C: one for each operation, typed getters of answers, builders for what is sent.
//!
//! Every pointer comes from C, which promises what the header says (a living object of that type, or NULL). The promises
//! are relied on in `pointer`, `text` and `document`, where all unsafe blocks are; a test checks that. Most functions
//! are rows of generated tables (`group`, `client_fields`) that the macros in `tables` and `client_tables` expand.
//! cbindgen cannot see those, so the generator writes their signatures for it; comparing the symbols of the library
//! with the header ties both ends.
#![allow(non_camel_case_types, unsafe_code)]
#![expect(unreachable_pub, reason = "cbindgen reads public items only")]
#![cfg_attr(
    not(feature = "all"),
    allow(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "few groups need few of the tables"
    )
)]

#[macro_use]
mod tables;
#[macro_use]
mod client_tables;

mod answer;
mod arguments;
mod builder;
mod call;
mod call_options;
mod client;
mod client_fields;
mod codec;
mod config;
mod document;
mod draft;
mod error;
mod event;
mod exports;
mod group;
mod guard;
#[cfg(feature = "identity")]
mod import;
mod json;
mod mock;
#[cfg(feature = "oauth2")]
mod oauth2;
mod observer;
#[cfg(test)]
mod options_tests;
mod output;
mod pages;
#[cfg(feature = "permission")]
mod permissions;
mod pointer;
mod response;
mod result;
#[cfg(feature = "frontend")]
mod self_service;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "oauth2")]
mod token_client;

/// What the tables are made of.
mod prelude {
    pub(crate) use ory_hub::internal::operation;
    pub(crate) use ory_hub::model;

    pub(crate) use crate::arguments::Params;
    pub(crate) use crate::builder::{ListBuilder, RecordBuilder, UnionBuilder};
    pub(crate) use crate::call::Argument;
    pub(crate) use crate::call_options::ory_call_options;
    pub(crate) use crate::client::ory_client;
    pub(crate) use crate::codec::{Record, TypeDesc, Union};
    pub(crate) use crate::config::ory_config;
    pub(crate) use crate::document::{List, Owned};
    pub(crate) use crate::error::ory_error;
    pub(crate) use crate::exports;
    pub(crate) use crate::group::*;
    pub(crate) use crate::output::Output;
    pub(crate) use crate::pages::Pages;
    pub(crate) use crate::pointer::{Handle, rust, rust_mut};
    pub(crate) use crate::result::ory_result;
    pub(crate) use crate::text::{ory_str, ory_text};
}
