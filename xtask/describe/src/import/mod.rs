//! `cargo xtask import`: an upstream OpenAPI document compared with `api/`, and what is new taken over.

mod document;
mod facts;
mod schemas;
pub mod upstream;
mod write;

use std::path::Path;

use anyhow::Context;

use crate::load;

/// Writes first drafts of group files that do not exist.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn draft(root: &Path, file: &Path, groups: &[String]) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let upstream = upstream::read(&text, &load::corrections(root)?, groups)?;
    for group in &upstream.api.groups {
        std::fs::write(root.join("api").join(format!("{}.yaml", group.name)), write::group(group))?;
    }
    Ok(())
}
