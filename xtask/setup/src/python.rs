//! A Python environment with the pinned tools that build and test the Python package.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{Found, Missing, apt, first_of, version_of};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "python";

const REQUIREMENTS: &str = include_str!("python-requirements.txt");
const PACKAGES: &[&str] = &["python3", "python3-venv"];
const PROGRAMS: &[&str] = &["python3", "python"];

/// Makes sure that the environment is complete; the path found is its `python`.
pub fn ready() -> Result<Found, Missing> {
    environment(NAME, &base()?, REQUIREMENTS)
}

/// The Python that environments are made of.
pub(crate) fn base() -> Result<PathBuf, Missing> {
    let absent = |reason: String| Missing::new(NAME, reason, apt::advice(PACKAGES));
    if first_of(PROGRAMS).is_none_or(|python| !has_venv(&python)) {
        apt::install(PACKAGES).map_err(|error| absent(format!("{error:#}")))?;
    }
    first_of(PROGRAMS).ok_or_else(|| absent("not on PATH".into()))
}

/// A fresh environment in `folder` that sees the packages of `tools`, for trying out a built wheel; gives its `python`.
pub fn fresh(folder: &Path, tools: &Found) -> Result<PathBuf> {
    let label = "making a Python environment";
    run::run(
        label,
        Command::new(&tools.path)
            .args(["-m", "venv", "--without-pip"])
            .arg(folder),
    )?;
    let fresh = folder.join("bin").join("python");
    let packages = |python: &Path| {
        let script = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
        run::output(label, Command::new(python).args(["-c", script]))
    };
    let (own, seen) = (packages(&fresh)?, packages(&tools.path)?);
    fs::write(Path::new(own.trim()).join("tools.pth"), seen)?;
    Ok(fresh)
}

/// Installs a wheel, without what it depends on, into the environment of `python`.
pub fn install(wheel: &Path, python: &Path, tools: &Found) -> Result<()> {
    run::run(
        "installing the Python wheel",
        Command::new(&tools.path)
            .args(["-m", "pip", "--python"])
            .arg(python)
            .args(["install", "--disable-pip-version-check"])
            .args(["--no-deps", "--no-index"])
            .arg(wheel),
    )
}

/// `PATH` with the programs of an environment at its end, so that no other program is taken from there.
///
/// # Errors
/// When a folder cannot stand in `PATH`.
pub fn path_with(environment: &Found) -> Result<OsString> {
    let bin = environment.path.parent().context("python has no folder")?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([bin.to_path_buf()]);
    Ok(std::env::join_paths(folders)?)
}

/// An environment in the cache with exactly the packages of a list; it is filled once.
pub(crate) fn environment(
    name: &'static str,
    base: &Path,
    requirements: &str,
) -> Result<Found, Missing> {
    let absent = |reason: String| Missing::new(name, reason, apt::advice(PACKAGES));
    let version =
        version_of(base, &["--version"]).ok_or_else(|| absent("python does not run".into()))?;
    let folder = base.as_os_str().as_encoded_bytes();
    let key = cache::key([version.as_bytes(), folder, requirements.as_bytes()]);
    let home =
        cache::dir(&format!("python/{key}")).map_err(|error| absent(format!("{error:#}")))?;
    fill(base, &home, requirements).map_err(|error| {
        let advice = format!("remove {} and try again with a network", home.display());
        Missing::new(name, format!("{error:#}"), advice)
    })?;
    Ok(Found {
        name,
        path: home.join("bin").join("python"),
        version,
    })
}

fn fill(base: &Path, home: &Path, requirements: &str) -> Result<()> {
    let stamp = cache::Stamp::new(home, "complete".into());
    if stamp.holds() {
        return Ok(());
    }
    let _only_one = cache::lock(&cache::dir("python")?)?;
    if stamp.holds() {
        return Ok(());
    }
    run::run(
        "making the Python environment",
        Command::new(base).args(["-m", "venv", "--clear"]).arg(home),
    )?;
    let list = home.join("requirements.txt");
    fs::write(&list, requirements)?;
    run::run(
        "installing Python packages",
        Command::new(home.join("bin").join("python"))
            .args([
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-deps",
            ])
            .args(["--only-binary", ":all:", "--require-hashes", "-r"])
            .arg(&list),
    )?;
    stamp.set()
}

pub(crate) fn has_venv(python: &Path) -> bool {
    version_of(python, &["-c", "import ensurepip, venv; print(1)"]).is_some()
}
