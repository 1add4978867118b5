//! Python wheels for other machines, each for every Python from 3.9, and the sources.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use setup::platforms::{ALL, GLIBC, MACOS, Platform, System};
use setup::{Found, macos};
use util::files::{artefact, unpack};
use util::{cache, run};

use super::formats::{self, Interface};
use super::{build, inspect};
use crate::uniffi_patches::library;
use crate::{build_paths, c};

const IMPORTS: &str = "pyo3/generate-import-lib";
/// One wheel for both kinds of Mac.
const UNIVERSAL: &str = "universal2-apple-darwin";

/// Writes the wheel of a platform into `out`, looks into it, and says what it found.
///
/// # Errors
/// When it does not build, or its module is not what the table of platforms says.
pub(crate) fn package(root: &Path, platform: &Platform, zig: &Found, out: &Path) -> Result<String> {
    let work = cache::target().join("work/wheels").join(platform.name);
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    let mut command = maturin(root, "build")?;
    let tag = match platform.system {
        System::Glibc => format!("manylinux_{}", GLIBC.replace('.', "_")),
        System::Musl => "musllinux_1_2".to_owned(),
        System::Macos => format!("macosx_{}", MACOS.replace('.', "_")),
        System::Windows => "win".to_owned(),
        _ => bail!("{} has no Python", platform.name),
    };
    match platform.system {
        System::Macos => command.args(["--target", UNIVERSAL]),
        // mingw-w64 links it. PyO3 names the functions of Python's library by itself; without the feature maturin looks for a
        // Python for Windows.
        System::Windows => command.args(["--target", platform.target, "--features", IMPORTS]),
        _ => command.args([
            "--zig",
            "--target",
            platform.target,
            "--compatibility",
            &tag,
        ]),
    };
    command
        .args(["--profile", &library::profile()])
        .arg("--target-dir")
        .arg(cache::target())
        .arg("--out")
        .arg(&work)
        .envs(platform.oldest())
        .env("CARGO_ZIGBUILD_PYTHON_PATH", &zig.path)
        .env("PATH", setup::python::path_with(zig)?)
        .env("CARGO_ENCODED_RUSTFLAGS", build::flags(platform)?);
    if platform.system == System::Macos {
        for mac in ALL.iter().filter(|one| one.system == System::Macos) {
            command.envs(macos::Toolchain::new(mac, zig)?.environment(mac));
        }
    }
    run::run(
        &format!("building the Python wheel for {}", platform.name),
        &mut command,
    )?;
    let wheel = artefact(&work, ".whl")?;
    unpack(&wheel, &work.join("unpacked"))?;
    let said = module(platform, &work.join("unpacked/ory_hub")).context("the Python module")?;
    let name = wheel.file_name().context("a wheel has a name")?;
    std::fs::copy(&wheel, out.join(name))?;
    Ok(format!("wheel {tag} with {said}"))
}

/// What was found to be right in the module of a wheel.
fn module(platform: &Platform, package: &Path) -> Result<String> {
    let (file, needed): (_, &[&str]) = match platform.system {
        System::Windows => ("_native.pyd", &["python3.dll"]),
        _ => ("_native.abi3.so", &[]),
    };
    let file = package.join(file);
    if platform.is_linux() {
        return inspect::module(platform, &file);
    }
    build_paths::none_in(&file)?;
    let bytes = std::fs::read(&file)?;
    let interface = Interface {
        functions: &[inspect::PYTHON],
        name: None,
        needed,
    };
    match platform.system {
        System::Macos => formats::universal(&bytes, interface),
        _ => formats::shared(platform, &bytes, interface),
    }
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
