//! What rustup adds to the pinned toolchain: standard libraries of other targets, and their sources.

use std::path::PathBuf;
use std::process::Command;

use super::Missing;
use util::{cache, run};

/// Makes sure that Rust's standard library for a target is here, and gives its folder.
pub(crate) fn add_target(name: &'static str, target: &str) -> Result<PathBuf, Missing> {
    add(name, ["target", "add", target], &format!("{target}/lib"))
}

/// The same for the sources of the standard library, from which it is compiled for targets that rustup does not have.
pub(crate) fn add_sources(name: &'static str) -> Result<PathBuf, Missing> {
    add(
        name,
        ["component", "add", "rust-src"],
        "src/rust/library/std",
    )
}

/// Runs rustup unless the toolchain has that folder.
fn add(name: &'static str, arguments: [&str; 3], place: &str) -> Result<PathBuf, Missing> {
    let installed = || folder(place).filter(|folder| folder.is_dir());
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    let advice = format!("rustup {}", arguments.join(" "));
    let mut command = Command::new("rustup");
    command.current_dir(cache::project()).args(arguments);
    run::run(&format!("running {advice}"), &mut command)
        .map_err(|error| Missing::new(name, error, advice.as_str()))?;
    installed().ok_or_else(|| Missing::new(name, "rustc does not find it", advice))
}

/// Asked in the project's folder: its `rust-toolchain.toml` decides which compiler answers.
fn folder(place: &str) -> Option<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(cache::project())
        .args(["--print", "sysroot"]);
    let output = rustc.output().ok()?;
    let root = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(root.trim()).join("lib/rustlib").join(place))
}
