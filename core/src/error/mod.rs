//! The error type of every call, and the reader of every error body that Ory's servers send.

#[cfg(feature = "std")]
mod fields;
#[cfg(feature = "std")]
pub(crate) mod from_response;
mod kind;
#[cfg(feature = "std")]
mod ory_error;
pub(crate) mod parse;
#[cfg(feature = "std")]
pub(crate) mod problem;
mod status;

#[cfg(feature = "std")]
pub use fields::Problem;
pub use kind::ErrorKind;
#[cfg(feature = "std")]
pub use ory_error::OryError;
#[cfg(feature = "std")]
pub(crate) use ory_error::Source;
