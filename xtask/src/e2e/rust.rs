//! The Rust driver: a crate of its own that depends on the packaged one.

use std::process::Command;

use anyhow::Context as _;

use util::files::copy_folder;

use super::{Drive, Outcome};
use util::counts;
use util::files::{artefact, unpack};

/// Unpacks the crate beside a copy of the driver and runs the driver's tests.
///
/// # Errors
/// When something cannot be built; failing tests are counted, not errors.
pub fn drive(drive: &Drive) -> anyhow::Result<Outcome> {
    copy_folder(&drive.root.join("tests/e2e/rust"), &drive.work)?;
    copy_folder(
        &drive.root.join("examples/rust"),
        &drive.work.join("examples"),
    )?;
    let packed = artefact(&drive.root.join("target/package/rust"), ".crate")?;
    unpack(&packed, &drive.work)?;
    let folder = packed.file_stem().context("a crate has a file name")?;
    std::fs::rename(drive.work.join(folder), drive.work.join("ory-hub"))?;
    // The versions that the house is tested with; cargo drops what the driver does not need.
    std::fs::copy(drive.root.join("Cargo.lock"), drive.work.join("Cargo.lock"))?;
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
        .current_dir(&drive.work)
        .env("CARGO_TARGET_DIR", drive.root.join("target/e2e/rust"));
    drive.watch("rust driver", &mut command, counts::cargo)
}
