//! The crate, as a registry would take it.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use util::files::artefact;
use util::run;

/// Writes `target/package/rust/ory-hub-VERSION.crate`.
///
/// # Errors
/// When cargo cannot make the crate.
pub(crate) fn package(root: &Path) -> anyhow::Result<()> {
    let staging = root.join("target/crate");
    run::run(
        "packing the crate",
        Command::new("cargo")
            .args([
                "package",
                "--package",
                "ory-hub",
                "--no-verify",
                "--allow-dirty",
                "--target-dir",
            ])
            .arg(&staging)
            .current_dir(root),
    )?;
    let out = root.join("target/package/rust");
    std::fs::create_dir_all(&out)?;
    let name = artefact(&staging.join("package"), ".crate")?;
    let file = name.file_name().context("a crate has a file name")?;
    std::fs::copy(&name, out.join(file))?;
    Ok(())
}
