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
//! Planning a request and reading an error work without `std` and do no I/O; the client adds a transport, retries and
//! pages.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    all(feature = "std", not(feature = "all")),
    allow(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "few groups need few of the macros"
    )
)]
#![cfg_attr(not(any(feature = "uniffi", feature = "python")), forbid(unsafe_code))]

extern crate alloc;

#[cfg(feature = "std")]
pub mod client;
mod codec;
#[cfg(feature = "std")]
pub mod endpoint;
pub mod error;
#[cfg(any(feature = "python", feature = "uniffi"))]
mod ffi;
pub mod flow;
#[cfg(all(feature = "std", feature = "identity"))]
pub mod identity;
#[doc(hidden)]
pub mod internal;
#[cfg(feature = "std")]
mod macros;
#[cfg(feature = "std")]
pub mod model;
#[cfg(all(feature = "std", feature = "oauth2"))]
pub mod oauth2;
#[cfg(feature = "std")]
mod per_process;
#[cfg(all(feature = "std", feature = "permission"))]
pub mod permission;
mod request;
#[cfg(feature = "std")]
mod response;
#[cfg(all(feature = "std", feature = "frontend"))]
mod self_service;
#[cfg(feature = "std")]
pub mod transport;
pub mod types;

#[cfg(feature = "std")]
pub use client::{CallOptions, Items, Observer, Ory, OryConfig, Pager, RequestEvent};
#[cfg(feature = "std")]
pub use codec::{DecodeError, Model};
pub use error::ErrorKind;
#[cfg(feature = "std")]
pub use error::{OryError, Problem};
#[cfg(feature = "std")]
pub use response::ApiResponse;
#[cfg(all(feature = "std", feature = "frontend"))]
pub use self_service::{FlowAnswers, FlowForm, FlowOutcome, FlowResult, SelfService};
#[cfg(feature = "sockets")]
pub use transport::HttpTransport;
#[cfg(feature = "std")]
pub use transport::MockTransport;
pub use types::Secret;
#[cfg(feature = "std")]
pub use types::{Json, Timestamp};

#[cfg(feature = "uniffi")]
::uniffi::setup_scaffolding!();
