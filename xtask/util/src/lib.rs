//! What every part of the tool uses: programs, folders, files, counts of tests.

pub mod cache;
pub mod counts;
pub mod files;
pub mod http;
pub mod run;
pub mod stdout;
pub mod symbols;
