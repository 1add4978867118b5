//! Every Ory API, typed: a request in, a result out.
//!
//! An operation is a plain struct in `endpoint`, named as Ory names it; `Ory::call` sends it and gives its value.
//!
#![cfg_attr(feature = "identity", doc = "```no_run")]
#![cfg_attr(not(feature = "identity"), doc = "```ignore")]
//! use ory_hub::endpoint::{GetIdentity, ListIdentities};
//! use ory_hub::{Ory, OryConfig, OryError, Secret};
//!
//! # async fn tour(key: String, id: String) -> Result<(), Box<dyn std::error::Error>> {
//! let ory = Ory::new(OryConfig::network("https://slug.projects.oryapis.com").project_key(Secret::new(key)))?;
//!
//! let identity = ory.call(GetIdentity::new(id)).await?;
//! let email: String = identity.traits.get("/email")?;
//!
//! let mut pages = ory.pages(ListIdentities::new().page_size(250));
//! while let Some(page) = pages.next().await? {
//!     for identity in &page.items {
//!         println!("{}", identity.id);
//!     }
//! }
//!
//! match ory.call(GetIdentity::new("missing")).await {
//!     Err(error) if error.status() == Some(404) => eprintln!("{error}"),
//!     other => drop(other?),
//! }
//! # Ok(()) }
//! ```
//!
//! The planner ([`plan`]) and the error reader ([`problem`]) work without `std` and do no I/O; the client adds a
//! transport, retries and pages.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(any(feature = "uniffi", feature = "python")), forbid(unsafe_code))]

extern crate alloc;

// Without I/O and without `std`.
mod config;
pub mod operation;
pub mod plan;
pub mod problem;
mod secret;
pub mod view;

// Values.
#[cfg(feature = "std")]
mod hidden;
#[cfg(feature = "std")]
mod json;
#[cfg(feature = "std")]
pub mod model;
#[cfg(feature = "std")]
pub mod slots;
#[cfg(feature = "std")]
mod time;

// Calls.
#[cfg(feature = "std")]
pub mod answer;
#[cfg(feature = "std")]
mod client;
#[cfg(feature = "std")]
pub mod credential;
#[cfg(feature = "std")]
pub mod endpoint;
#[cfg(feature = "std")]
mod error;
#[cfg(feature = "std")]
pub mod form;
#[cfg(feature = "std")]
pub mod page;
#[cfg(feature = "std")]
mod redirect;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "std")]
mod retry;
#[cfg(feature = "std")]
mod scripted;
#[cfg(feature = "std")]
pub mod transport;
#[cfg(feature = "std")]
mod turn;

// Bindings.
#[cfg(feature = "python")]
pub mod python;
#[cfg(feature = "uniffi")]
mod uniffi;

pub use config::OryConfig;
pub use problem::ErrorKind;
#[cfg(feature = "std")]
pub use problem::Problem;
pub use secret::Secret;

#[cfg(feature = "std")]
pub use answer::Answer;
#[cfg(feature = "std")]
pub use client::Ory;
#[cfg(feature = "std")]
pub use error::OryError;
#[cfg(feature = "std")]
pub(crate) use hidden::Hidden;
#[cfg(feature = "std")]
pub use json::Json;
#[cfg(feature = "std")]
pub use page::Pager;
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
#[cfg(feature = "std")]
pub use scripted::ScriptedTransport;
#[cfg(feature = "std")]
pub use slots::{DecodeError, Model};
#[cfg(feature = "std")]
pub use time::Timestamp;

#[cfg(feature = "uniffi")]
::uniffi::setup_scaffolding!();
