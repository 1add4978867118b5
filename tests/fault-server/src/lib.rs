//! A loopback server that answers wrongly on purpose.
//!
//! A client under test takes `{url}/<fault>` as its base URL; what follows the fault's name is Ory's own
//! path. A second host, `other_url`, only exists to be redirected to: it records what arrives there.
//! The faults and the control paths are described in `tests/README.md`.
//!
//! Sockets and threads rather than an HTTP library: several faults break the framing that a library keeps.

mod answer;
pub mod body;
mod error;
mod fault;
mod http;
mod record;
mod server;

pub use fault::{FAULTS, RATE_LIMIT_SECONDS, SLOW_SECONDS};
pub use record::{Seen, Tally};
pub use server::{Running, start, start_with};
