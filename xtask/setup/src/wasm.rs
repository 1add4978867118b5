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
    if !installed() {
        let advice = format!("rustup target add {TARGET}");
        let mut command = Command::new("rustup");
        command
            .current_dir(cache::project())
            .args(["target", "add", TARGET]);
        run::run("adding the wasm target", &mut command)
            .map_err(|error| Missing::new(NAME, error, advice.as_str()))?;
        if !installed() {
            return Err(Missing::new(NAME, "rustc does not find it", advice));
        }
    }
    Ok(Found {
        name: NAME,
        path: target_folder().unwrap_or_default(),
        version: TARGET.into(),
    })
}

fn installed() -> bool {
    target_folder().is_some_and(|folder| folder.is_dir())
}

/// Asked in the project's folder: its `rust-toolchain.toml` decides which compiler answers.
fn target_folder() -> Option<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(cache::project())
        .args(["--print", "sysroot"]);
    let output = rustc.output().ok()?;
    let root = String::from_utf8(output.stdout).ok()?;
    let libraries = PathBuf::from(root.trim()).join("lib/rustlib");
    Some(libraries.join(TARGET).join("lib"))
}
