//! The Python package: one wheel for every Python from 3.9.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use util::files::{artefact, unpack};
use util::{cache, run};

use crate::budget;
use crate::build_paths;
use crate::uniffi_patches::library;

/// Writes `target/package/python/*.whl`.
///
/// # Errors
/// When maturin cannot be had, or the module does not build.
pub(crate) fn package(root: &Path) -> Result<()> {
    let python = setup::python::ready().map_err(|missing| missing.error())?;
    let out = root.join("target/package/python");
    // A wheel of another version must not be taken for this one.
    if out.is_dir() {
        std::fs::remove_dir_all(&out)?;
    }
    let mut maturin = Command::new(python.path);
    if build_paths::are_removed() {
        maturin.env("CARGO_ENCODED_RUSTFLAGS", build_paths::flags(&[])?);
    }
    run::run(
        "building the Python wheel",
        maturin
            .args(["-m", "maturin", "build", "--profile", &library::profile()])
            .arg("--manifest-path")
            .arg(root.join("bindings-python/Cargo.toml"))
            .arg("--target-dir")
            .arg(cache::target())
            .arg("--out")
            .arg(&out)
            .current_dir(root),
    )?;
    if build_paths::are_removed() {
        let work = cache::target().join("work/wheel");
        unpack(&artefact(&out, ".whl")?, &work)?;
        let module = work.join("ory_hub/_native.abi3.so");
        build_paths::none_in(&module)?;
        budget::hold(&module, budget::PYTHON)?;
    }
    Ok(())
}
