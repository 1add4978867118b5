//! Tables for the slot decoder.

use describe::ir::Api;

use crate::File;

/// All files of this kind.
pub fn files(_api: &Api) -> anyhow::Result<Vec<File>> {
    Ok(Vec::new())
}
