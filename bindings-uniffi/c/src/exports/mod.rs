//! What the functions of the tables do: one function for each kind of row, each with the panic guard around its body.
//!
//! They take pointers to Rust types; the macros in `tables` turn C's opaque types into those.

pub(crate) mod build;
pub(crate) mod configure;
pub(crate) mod model;
pub(crate) mod options;
pub(crate) mod paging;
pub(crate) mod problem;
pub(crate) mod read;
