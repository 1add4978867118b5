//! Objects for Kotlin and Swift, by uniffi.
//!
//! Records are core's; here are only the things that act.
#![allow(
    clippy::result_large_err,
    reason = "uniffi hands errors over by value; a boxed record cannot cross"
)]

mod async_export;
#[cfg(feature = "oauth2")]
mod challenges;
mod checked_transport;
mod error;
mod event;
mod flow_answers;
mod group;
#[cfg(feature = "identity")]
mod identities;
mod mock;
mod model_json;
mod observer;
mod ory;
mod pages;
#[cfg(feature = "permission")]
mod permissions;
mod prelude;
mod refused;
mod response;
#[cfg(feature = "frontend")]
mod self_service;
mod spelling;
mod tables;
#[cfg(feature = "oauth2")]
mod token_client;

uniffi::setup_scaffolding!();
