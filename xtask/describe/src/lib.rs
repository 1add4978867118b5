//! The description of the API in `api/`: read, checked, and compared with upstream documents.

pub mod ir;
