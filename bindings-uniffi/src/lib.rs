//! The client for other languages: objects for Kotlin and Swift (feature `uniffi`), functions for C (feature `capi`).
//!
//! Records are core's; here are only the things that act.
#![cfg_attr(
    feature = "uniffi",
    allow(
        clippy::result_large_err,
        reason = "uniffi hands errors over by value; a boxed record cannot cross"
    )
)]

#[cfg(feature = "capi")]
mod c;

#[cfg(feature = "uniffi")]
mod error;
#[cfg(feature = "uniffi")]
mod group;
#[cfg(feature = "uniffi")]
mod ory;
#[cfg(feature = "uniffi")]
mod pages;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();
