//! The Python classes and their type stubs.

mod client;
mod group;
mod stub;
mod types;

use spec::ir::Api;

use crate::file::File;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = group::files(api)?;
    files.extend(client::files(api)?);
    files.extend(stub::files(api)?);
    Ok(files)
}
