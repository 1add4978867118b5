//! A loopback server made from `api/`, for what no server of the tests can do.
//!
//! It compares each request with the description (method, path, query, credential, body) and answers with a body made from
//! it. The status and how much the body holds are parts of the base URL: [`Running::base_url`]. A request that differs gets
//! status 599 and the differences. It reads `api/` as the generators do and uses nothing that they wrote.

mod arguments;
pub mod credential;
mod judge;
mod sample;
mod server;

pub use arguments::arguments;
pub use judge::{Received, base};
pub use sample::{Amount, Sample, arms, sample};
pub use server::{Running, start};
pub use spec;
