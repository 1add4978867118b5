//! Node and the pinned npm packages of `tests/node/`, and those of any other folder with a lock file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Found, Missing, apt, version_of};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "node";

const PACKAGES: &[&str] = &["nodejs", "npm"];

/// Makes sure that Node is here and `tests/node/node_modules` is what its lock file says.
pub fn ready() -> Result<Found, Missing> {
    if run::find("npm").is_none() {
        apt::install(PACKAGES)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(PACKAGES)))?;
    }
    let absent = |reason: String| Missing::new(NAME, reason, apt::advice(PACKAGES));
    let path = run::find("node").ok_or_else(|| absent("not on PATH".into()))?;
    let version =
        version_of(&path, &["--version"]).ok_or_else(|| absent("node does not run".into()))?;
    let folder = folder();
    install(&folder).map_err(|error| {
        let advice = format!("cd {} && npm ci", folder.display());
        Missing::new(NAME, format!("{error:#}"), advice)
    })?;
    Ok(Found {
        name: NAME,
        path,
        version,
    })
}

/// The folder of the tools that all of the project's JavaScript shares.
pub fn folder() -> PathBuf {
    cache::project().join("tests").join("node")
}

/// A program of those tools: `wasm-opt`, `esbuild`, `terser`, `tsc`, `eslint`, `pyright`.
pub fn program(name: &str) -> PathBuf {
    folder().join("node_modules").join(".bin").join(name)
}

/// Installs a built package into a folder, without a registry.
pub fn install_package(package: &Path, folder: &Path) -> Result<()> {
    run::run(
        "installing the npm package",
        Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--no-save"])
            .arg("--offline")
            .arg(package)
            .current_dir(folder),
    )
}

/// `npm ci` in a folder, unless its `node_modules` already is what the lock file says.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let modules = folder.join("node_modules");
    let stamp = cache::Stamp::new(&modules, cache::key([lock.as_slice()]));
    if stamp.holds() {
        return Ok(());
    }
    let _only_one = cache::lock(&cache::dir("node")?)?;
    if stamp.holds() {
        return Ok(());
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut command = Command::new("npm");
    command
        .current_dir(folder)
        // `npm ci` refuses a lock without an optional package of another system that no registry has.
        .args(["install", "--no-save", "--no-fund", "--no-audit"]);
    run::run(&format!("installing npm packages of {name}"), &mut command)?;
    fs::create_dir_all(&modules)?;
    stamp.set()
}
