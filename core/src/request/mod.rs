//! From an operation, its parameters and a configuration to an HTTP request, without I/O.

mod auth;
mod base_url;
#[cfg(feature = "std")]
pub(crate) mod body;
#[cfg(feature = "std")]
mod body_rules;
mod config_key;
mod config_source;
mod deployment;
#[cfg(feature = "std")]
pub mod form;
#[cfg(feature = "std")]
mod header;
pub mod operation;
#[cfg(feature = "std")]
mod param_value;
mod params;
#[cfg(feature = "std")]
mod percent;
mod plan;
mod plan_operation;
#[cfg(feature = "std")]
mod plan_str;
mod plan_text;
mod rejection;
pub mod retry;
mod target;

#[cfg(feature = "std")]
pub(crate) use auth::{check_credentials, credentials};
#[cfg(feature = "sockets")]
pub(crate) use base_url::UNIX_SCHEME;
pub use config_key::ConfigKey;
pub use config_source::ConfigSource;
pub use deployment::{Deployment, Environment};
#[cfg(feature = "std")]
pub use param_value::{ParamList, ParamValue, Texts};
pub use params::Params;
#[cfg(feature = "std")]
pub use percent::encode;
pub use plan::{PlanFor, RequestPlan, plan};
pub use plan_operation::{PlanOperation, PlanParam};
pub use plan_text::PlanText;
pub use rejection::Rejection;
pub use target::check_urls;
