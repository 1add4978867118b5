//! `cargo xtask package`: starts the program that makes the packages.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use util::{cache, run};

/// The cargo package of that program, which is also its name.
const PROGRAM: &str = "xtask-package";

/// Starts it with those arguments and the environment that is given: makes the package of a language, or those of other
/// platforms, or prints the sizes of all of them.
///
/// # Errors
/// When the program does not build, or fails; it has said why.
pub(crate) fn start(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    run::run(
        "building the packaging tools",
        Command::new("cargo")
            .args(["build", "--quiet", "--package", PROGRAM])
            .current_dir(root),
    )?;
    let status = Command::new(cache::target().join("debug").join(PROGRAM))
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(root)
        .status()?;
    let arguments = arguments.join(" ");
    ensure!(
        status.success(),
        "`{PROGRAM} {arguments}` failed ({status})"
    );
    Ok(())
}
