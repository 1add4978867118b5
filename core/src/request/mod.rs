//! From an operation, its parameters and a configuration to an HTTP request, without I/O.

mod auth;
mod base_url;
#[cfg(feature = "std")]
pub(crate) mod body;
#[cfg(feature = "std")]
mod body_rules;
mod config_key;
mod config_source;
#[cfg(feature = "std")]
pub mod form;
mod header;
pub mod operation;
#[cfg(feature = "std")]
mod param_value;
mod params;
mod percent;
mod plan;
mod rejection;
pub mod retry;
mod target;

#[cfg(feature = "std")]
pub(crate) use auth::{check_credentials, credentials};
#[cfg(feature = "http")]
pub(crate) use base_url::UNIX_SCHEME;
pub use config_key::ConfigKey;
pub use config_source::ConfigSource;
#[cfg(feature = "std")]
pub use param_value::{ParamList, ParamValue};
pub use params::Params;
pub use percent::encode;
pub use plan::RequestPlan;
pub use rejection::Rejection;
pub use target::check_urls;
pub use target::{Deployment, Environment};
