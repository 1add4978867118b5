//! The client: its configuration, calls with retries and redirects, and lists.

pub(crate) mod config;
mod ory;
pub(crate) mod pagination;
mod path_lock;
mod redirect;
pub(crate) mod retry;

pub use config::OryConfig;
pub use ory::Ory;
pub use pagination::Pager;
