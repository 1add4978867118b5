//! The JDK and Maven, which build and test the Kotlin package.

use std::process::Command;

use anyhow::Result;
use util::cache;

use super::{Found, Missing, apt, version_of};
use util::run;

/// Its name on the command line.
pub const NAME: &str = "java";

const PACKAGES: &[&str] = &["default-jdk-headless", "maven"];

/// Makes sure that `javac` and `mvn` are here.
pub fn ready() -> Result<Found, Missing> {
    let here = || run::find("javac").and(run::find("mvn"));
    if here().is_none() {
        apt::install(PACKAGES)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(PACKAGES)))?;
    }
    let path = here()
        .ok_or_else(|| Missing::new(NAME, "javac or mvn is not on PATH", apt::advice(PACKAGES)))?;
    let version = version_of("javac", &["-version"]).unwrap_or_default();
    Ok(Found {
        name: NAME,
        path,
        version,
    })
}

/// Maven with a store of its own, so that an artefact of ours never hides a newer one.
///
/// # Errors
/// When there is no cache folder.
pub fn maven() -> Result<Command> {
    let mut command = Command::new("mvn");
    command
        // cargo puts its own folder there, where JNA would find a library of another build before that of the jar.
        .env_remove("LD_LIBRARY_PATH")
        .args([
            "--batch-mode",
            "--no-transfer-progress",
            "-Dstyle.color=never",
        ])
        // The compiler's daemon would outlive us.
        .arg("-Dkotlin.compiler.daemon=false")
        .arg(format!(
            "-Dmaven.repo.local={}",
            cache::dir("maven")?.display()
        ));
    Ok(command)
}

/// Takes the Kotlin package out of that store: Maven never asks again for a version it has.
///
/// # Errors
/// When there is no cache folder, or the package cannot be removed.
pub fn forget_package() -> Result<()> {
    let kept = cache::dir("maven")?.join("ory/hub/ory-hub");
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    Ok(())
}
