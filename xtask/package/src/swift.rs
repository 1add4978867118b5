//! The Swift package: sources, the headers of the library, and the library itself, linked in.

use std::path::Path;

use anyhow::{Context, Result};

use util::files::copy_folder;

use crate::uniffi_patches::{self, library};

/// Writes `target/package/swift/`.
///
/// # Errors
/// When the library or the sources cannot be made.
pub fn package(root: &Path) -> Result<()> {
    let library = library::build(root)?;
    let out = root.join("target/package/swift");
    if out.exists() {
        std::fs::remove_dir_all(&out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    copy_folder(&root.join("bindings-uniffi/swift"), &out)?;
    let sources = out.join("Sources");
    uniffi_patches::swift(
        &library.symbols,
        &spec::load_generated(root)?,
        &sources.join("OryHub"),
        &sources.join("OryHubFFI"),
    )?;
    let place = out.join("lib");
    std::fs::create_dir_all(&place)?;
    std::fs::copy(&library.archive, place.join("libory_hub_native.a"))?;
    Ok(())
}
