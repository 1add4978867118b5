//! From an operation, its arguments and a configuration to an HTTP request, without I/O.

mod auth;
#[cfg(feature = "std")]
mod base_url;
#[cfg(feature = "std")]
pub mod form;
pub mod operation;
mod percent;
mod plan;
#[cfg(feature = "std")]
mod request_plan;
mod target;

#[cfg(feature = "std")]
pub use percent::encode;
pub use plan::{Arguments, Draft, Host, Refused, Settings, draft};
#[cfg(feature = "std")]
pub use request_plan::{Plan, plan};
pub use target::Origin;
#[cfg(feature = "std")]
pub use target::check_urls;
