//! The description of the API in `api/`: read, checked, and compared with upstream documents.

pub mod check;
pub mod export;
pub mod fault;
pub mod import;
pub mod ir;
mod load;
pub mod names;
pub mod operations;
mod tree;
pub mod types;

pub use load::{Corrections, corrections, load, read};
