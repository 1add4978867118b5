//! A Python environment with the pinned tools that build and test the Python package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::{Found, Missing, apt, first_of, version_of};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "python";

const REQUIREMENTS: &str = include_str!("python-requirements.txt");
const PACKAGES: &[&str] = &["python3", "python3-venv"];
const PROGRAMS: &[&str] = &["python3", "python"];

/// Makes sure that the environment is complete; the path found is its `python`.
pub fn ready() -> Result<Found, Missing> {
    let absent = |reason: String| Missing::new(NAME, reason, apt::advice(PACKAGES));
    if first_of(PROGRAMS).is_none_or(|python| !has_venv(&python)) {
        apt::install(PACKAGES).map_err(|error| absent(format!("{error:#}")))?;
    }
    let base = first_of(PROGRAMS).ok_or_else(|| absent("not on PATH".into()))?;
    let version =
        version_of(&base, &["--version"]).ok_or_else(|| absent("python does not run".into()))?;
    let home = home(&version).map_err(|error| absent(format!("{error:#}")))?;
    fill(&base, &home).map_err(|error| {
        let advice = format!("remove {} and try again with a network", home.display());
        Missing::new(NAME, format!("{error:#}"), advice)
    })?;
    Ok(Found {
        name: NAME,
        path: home.join("bin").join("python"),
        version,
    })
}

/// A fresh environment in `folder` that sees the pinned tools, for trying out a built wheel.
pub fn fresh(folder: &Path) -> Result<PathBuf> {
    let found = ready().map_err(|missing| missing.error())?;
    let label = "making a Python environment";
    run::run(
        label,
        Command::new(&found.path)
            .args(["-m", "venv", "--without-pip"])
            .arg(folder),
    )?;
    let fresh = folder.join("bin").join("python");
    let packages = |python: &Path| {
        let script = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
        run::output(label, Command::new(python).args(["-c", script]))
    };
    let (own, tools) = (packages(&fresh)?, packages(&found.path)?);
    fs::write(Path::new(own.trim()).join("tools.pth"), tools)?;
    Ok(fresh)
}

fn home(version: &str) -> Result<PathBuf> {
    let key = cache::key([version.as_bytes(), REQUIREMENTS.as_bytes()]);
    cache::dir(&format!("python/{key}"))
}

fn fill(base: &Path, home: &Path) -> Result<()> {
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
    fs::write(&list, REQUIREMENTS)?;
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

fn has_venv(python: &Path) -> bool {
    version_of(python, &["-c", "import ensurepip, venv; print(1)"]).is_some()
}
