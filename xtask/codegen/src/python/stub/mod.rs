//! `bindings-python/python/ory_hub/**/*.pyi`: what type checkers and editors read, docs included.

mod client;
mod group;
mod model;
mod writer;

use spec::ir::Api;

use crate::file::File;

/// All of them.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = model::files(api);
    files.extend(group::files(api));
    files.extend(client::files(api));
    Ok(files)
}
