//! The browser's operation table and TypeScript declarations.

use describe::ir::Api;

use crate::File;

/// All files of this target.
pub fn files(_api: &Api) -> anyhow::Result<Vec<File>> {
    Ok(Vec::new())
}
