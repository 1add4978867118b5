//! The C functions, written out one by one: cbindgen makes the header from them and does not see what macros make.

mod body;
mod client;
mod file;
mod function;
mod getter;
mod list;
mod model;
mod names;
mod operation;
mod options;
mod pages;
mod surface;
#[cfg(test)]
mod tests;

use spec::ir::Api;

use crate::File;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let surface = surface::Surface::of(api)?;
    let mut files = client::files(api)?;
    files.extend(model::files(&surface)?);
    files.extend(body::files(&surface)?);
    files.extend(operation::files(&surface)?);
    names::check(&files)?;
    Ok(files)
}
