//! The generated half of core: models, slot tables, operation rows, endpoints.

mod builder;
pub mod endpoint;
mod enums;
pub mod model;
pub mod model_files;
pub mod operation;
pub mod page;
pub mod slots;
#[cfg(test)]
mod tests;
pub mod types;

use spec::ir::Api;

use crate::File;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = model::files(api)?;
    files.extend(page::files(api)?);
    files.extend(slots::files(api)?);
    files.extend(operation::files(api)?);
    files.extend(endpoint::files(api)?);
    Ok(files)
}
