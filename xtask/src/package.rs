//! `cargo xtask package`: starts the program that makes the packages.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use util::{cache, run};

/// The cargo package of that program, which is also its name.
const PROGRAM: &str = "xtask-package";

/// Makes the package of a language, or prints the sizes of all of them, with the environment that is given.
///
/// # Errors
/// When the program does not build, or fails; it has said why.
pub(crate) fn start(root: &Path, name: &str, environment: &[(&str, &str)]) -> Result<()> {
    run::run(
        "building the packaging tools",
        Command::new("cargo")
            .args(["build", "--quiet", "--package", PROGRAM])
            .current_dir(root),
    )?;
    let status = Command::new(cache::target().join("debug").join(PROGRAM))
        .arg(name)
        .envs(environment.iter().copied())
        .current_dir(root)
        .status()?;
    ensure!(status.success(), "`{PROGRAM} {name}` failed ({status})");
    Ok(())
}
