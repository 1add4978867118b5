//! The Rust driver: a crate of its own that depends on the packaged one.

use std::process::Command;

use anyhow::Context as _;

use util::files::copy_folder;

use super::{Driver, Outcome};
use util::counts;
use util::files::{artefact, unpack};
use util::run;

/// Unpacks the crate beside a copy of the driver and runs the driver's tests.
///
/// # Errors
/// When something cannot be built; failing tests are counted, not errors.
pub(crate) fn run(driver: &Driver) -> anyhow::Result<Outcome> {
    copy_folder(&driver.root.join("tests/e2e/rust"), &driver.work)?;
    copy_folder(
        &driver.root.join("examples/rust"),
        &driver.work.join("examples"),
    )?;
    let packed = artefact(&driver.root.join("target/package/rust"), ".crate")?;
    unpack(&packed, &driver.work)?;
    let folder = packed.file_stem().context("a crate has a file name")?;
    std::fs::rename(driver.work.join(folder), driver.work.join("ory-hub"))?;
    // The versions that the house is tested with; cargo drops what the driver does not need.
    std::fs::copy(
        driver.root.join("Cargo.lock"),
        driver.work.join("Cargo.lock"),
    )?;
    let target = driver.root.join("target/e2e/rust");
    // Every file of a packed crate has the same old date, so cargo does not see that one has changed.
    let (bytes, built) = (std::fs::read(&packed)?, target.join("built.crate"));
    if std::fs::read(&built).ok().as_ref() != Some(&bytes) {
        let mut clean = Command::new("cargo");
        clean
            .args(["clean", "--quiet", "--package", "ory-hub"])
            .current_dir(&driver.work)
            .env("CARGO_TARGET_DIR", &target);
        run::run("removing what an earlier crate became", &mut clean)?;
    }
    std::fs::create_dir_all(&target)?;
    std::fs::write(built, bytes)?;
    let mut command = Command::new("cargo");
    command
        .args([
            "test",
            "--quiet",
            "--no-fail-fast",
            "--",
            "--nocapture",
            "--test-threads=1",
        ])
        .args(driver.only(spec::names::snake))
        .current_dir(&driver.work)
        .env("CARGO_TARGET_DIR", target);
    driver.run("rust driver", &mut command, counts::cargo)
}
