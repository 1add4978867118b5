//! The client: its configuration, calls with retries and redirects, and lists.

mod attempt;
mod call;
mod call_options;
pub(crate) mod config;
pub(crate) mod deadline;
pub(crate) mod erased;
mod event;
pub(crate) mod headers;
mod observer;
mod ory;
pub(crate) mod pagination;
mod path_lock;
mod redaction;
mod redirect;
pub(crate) mod retry;

pub use call_options::CallOptions;
pub use config::OryConfig;
pub use event::RequestEvent;
pub use observer::Observer;
pub use ory::Ory;
#[cfg(feature = "python")]
pub(crate) use ory::send_owned;
pub use pagination::{Items, Pager};
