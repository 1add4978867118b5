//! A loopback server that answers wrongly on purpose.
//!
//! The base URL of a client under test is `{url}/<fault>`; the rest of the path is Ory's own.
//! A second host, `other_url`, is the target of redirects and records every request.
//! The faults and the control paths are described in `tests/README.md`.
//!
//! It uses sockets and threads instead of an HTTP library, because several faults violate HTTP's framing.

mod answer;
pub mod body;
mod error;
mod fault;
pub mod http;
mod record;
mod server;

pub use fault::{FAULTS, RATE_LIMIT_SECONDS, SLOW_SECONDS};
pub use record::{FaultCounts, Seen};
pub use server::{Running, start, start_with};
