//! The transport over real sockets, on the caller's thread and on a tokio runtime.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs)]

mod cancelling;
mod certificates;
mod connections;
mod error_bodies;
mod limits;
mod proxies;
mod server;
mod sources;
mod threads;
