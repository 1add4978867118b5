//! The Python package: one wheel for every Python from 3.9.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use util::{cache, run};

/// Writes `target/package/python/*.whl`.
///
/// # Errors
/// When maturin cannot be had, or the module does not build.
pub(crate) fn package(root: &Path) -> Result<()> {
    // `ORY_HUB_PROFILE=dev` gives a quick one for trying things out.
    let profile = std::env::var("ORY_HUB_PROFILE").unwrap_or_else(|_| "dist".into());
    let python = setup::python::ready().map_err(|missing| missing.error())?;
    let out = root.join("target/package/python");
    // A wheel of another version must not be taken for this one.
    if out.is_dir() {
        std::fs::remove_dir_all(&out)?;
    }
    run::run(
        "building the Python wheel",
        Command::new(python.path)
            .args(["-m", "maturin", "build", "--profile", &profile])
            .arg("--manifest-path")
            .arg(root.join("bindings-python/Cargo.toml"))
            .arg("--target-dir")
            .arg(cache::target())
            .arg("--out")
            .arg(&out)
            .current_dir(root),
    )
}
