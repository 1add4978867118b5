//! The description of the API in `api/`: read, checked, and compared with upstream documents.

pub mod check;
pub mod diagnostic;
pub mod export;
pub mod import;
pub mod ir;
pub mod names;
pub mod operations;
pub mod reachable;
mod reader;
mod supported;
pub mod types;
pub mod yaml;

pub use reader::{Corrections, corrections, load, load_generated, read};
