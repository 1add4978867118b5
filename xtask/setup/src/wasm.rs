//! The target that the browser package is compiled for.

use std::path::PathBuf;
use std::process::Command;

use super::{Found, Missing};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "wasm";
/// The target's name for cargo.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that cargo can compile for the browser.
pub fn ready() -> Result<Found, Missing> {
    Ok(Found {
        name: NAME,
        path: add_target(NAME, TARGET)?,
        version: TARGET.into(),
    })
}

/// Makes sure that Rust's standard library for a target is here, and gives its folder.
pub(crate) fn add_target(name: &'static str, target: &str) -> Result<PathBuf, Missing> {
    let installed = || target_folder(target).filter(|folder| folder.is_dir());
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    let advice = format!("rustup target add {target}");
    let mut command = Command::new("rustup");
    command
        .current_dir(cache::project())
        .args(["target", "add", target]);
    run::run(&format!("adding the target {target}"), &mut command)
        .map_err(|error| Missing::new(name, error, advice.as_str()))?;
    installed().ok_or_else(|| Missing::new(name, "rustc does not find it", advice))
}

/// Asked in the project's folder: its `rust-toolchain.toml` decides which compiler answers.
fn target_folder(target: &str) -> Option<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(cache::project())
        .args(["--print", "sysroot"]);
    let output = rustc.output().ok()?;
    let root = String::from_utf8(output.stdout).ok()?;
    let libraries = PathBuf::from(root.trim()).join("lib/rustlib");
    Some(libraries.join(target).join("lib"))
}
