//! Objects for Kotlin and Swift, by uniffi.
//!
//! Records are core's; here are only the things that act.
#![allow(
    clippy::result_large_err,
    reason = "uniffi hands errors over by value; a boxed record cannot cross"
)]

mod checked_transport;
mod error;
mod event;
mod group;
#[cfg(feature = "identity")]
mod identities;
mod mock;
mod model_json;
mod observer;
mod ory;
mod pages;
mod prelude;
mod response;
#[cfg(feature = "frontend")]
mod self_service;

uniffi::setup_scaffolding!();
