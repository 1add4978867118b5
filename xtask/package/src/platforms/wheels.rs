//! Python wheels for other machines, each for every Python from 3.9, and the sources.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use setup::Found;
use setup::platforms::{Libc, Platform};
use util::files::{artefact, unpack};
use util::{cache, run};

use super::{build, inspect};
use crate::c;
use crate::uniffi_patches::library;

/// Writes the wheel of a platform into `out`, looks into it, and says what it found.
///
/// # Errors
/// When it does not build, or its module is not what the table of platforms says.
pub(crate) fn package(root: &Path, platform: &Platform, zig: &Found, out: &Path) -> Result<String> {
    let work = cache::target().join("work/wheels").join(platform.name);
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    let tag = match platform.libc {
        Libc::Glibc(version) => format!("manylinux_{}", version.replace('.', "_")),
        Libc::Musl => "musllinux_1_2".to_owned(),
    };
    run::run(
        &format!("building the Python wheel for {}", platform.name),
        maturin(root, "build")?
            .args(["--profile", &library::profile()])
            .args(["--zig", "--target", platform.target])
            .args(["--compatibility", &tag])
            .arg("--target-dir")
            .arg(cache::target())
            .arg("--out")
            .arg(&work)
            .env("CARGO_ZIGBUILD_PYTHON_PATH", &zig.path)
            .env("PATH", with_zig(zig)?)
            .env("CARGO_ENCODED_RUSTFLAGS", build::flags(platform)?),
    )?;
    let wheel = artefact(&work, ".whl")?;
    let name = wheel.file_name().context("a wheel has a name")?;
    std::fs::copy(&wheel, out.join(name))?;
    unpack(&wheel, &work.join("unpacked"))?;
    let module = work.join("unpacked/ory_hub/_native.abi3.so");
    let said = inspect::module(platform, &module).context("the Python module")?;
    Ok(format!("wheel {tag} with {said}"))
}

/// Writes the sources into `out`, with a lock file for the crates that are in them: maturin copies the one of the whole
/// workspace, which cargo does not take there with `--locked`.
///
/// # Errors
/// When maturin does not find them, or their lock file is not complete.
pub(crate) fn sources(root: &Path, out: &Path) -> Result<()> {
    let work = cache::target().join("work/sources");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    run::run(
        "packing the Python sources",
        maturin(root, "sdist")?.arg("--out").arg(&work),
    )?;
    unpack(&artefact(&work, ".tar.gz")?, &work)?;
    let name = format!("ory_hub-{}", env!("CARGO_PKG_VERSION"));
    for (label, locked) in [
        ("cutting the lock file of the Python sources", None),
        (
            "reading the lock file of the Python sources",
            Some("--locked"),
        ),
    ] {
        run::run(
            label,
            Command::new("cargo")
                .args(["metadata", "--format-version", "1"])
                .args(locked)
                .current_dir(work.join(&name).join("bindings-python")),
        )?;
    }
    c::archive(&work, &name, out)
}

fn maturin(root: &Path, what: &str) -> Result<Command> {
    let python = setup::python::ready().map_err(|missing| missing.error())?;
    let mut command = Command::new(python.path);
    command
        .args(["-m", "maturin", what, "--manifest-path"])
        .arg(root.join("bindings-python/Cargo.toml"))
        .current_dir(root);
    Ok(command)
}

/// `PATH` with the environment that has zig at its end, so that no other program is taken from there.
fn with_zig(zig: &Found) -> Result<OsString> {
    let bin = zig.path.parent().context("python has no folder")?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([bin.to_path_buf()]);
    Ok(std::env::join_paths(folders)?)
}
