//! The generated half of core: models and endpoints.

mod body_rules;
pub mod client;
pub mod endpoint;
pub mod model;
pub mod model_files;
pub mod operation;
pub mod page;
#[cfg(test)]
mod tests;
mod text;

use spec::ir::Api;

use crate::file::File;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = client::files(api)?;
    files.extend(model::files(api)?);
    files.extend(endpoint::files(api)?);
    files.push(body_rules::file(api)?);
    Ok(files)
}
