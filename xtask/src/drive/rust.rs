//! The Rust driver: a crate of its own that depends on the packaged one.

use std::process::Command;

use anyhow::Context as _;

use super::{Drive, Outcome, cases, copy_folder};
use crate::package::{artefact, unpack};
use crate::run;
use crate::test::tally;

/// Unpacks the crate beside a copy of the driver and runs the driver's tests.
///
/// # Errors
/// When something cannot be built; failing tests are counted, not errors.
pub fn drive(drive: &Drive) -> anyhow::Result<Outcome> {
    copy_folder(&drive.root.join("tests/drivers/rust"), &drive.work)?;
    let packed = artefact(&drive.root.join("target/package/rust"), ".crate")?;
    unpack(&packed, &drive.work)?;
    let folder = packed.file_stem().context("a crate has a file name")?;
    std::fs::rename(drive.work.join(folder), drive.work.join("ory-hub"))?;
    // The versions that the house is tested with; cargo drops what the driver does not need.
    std::fs::copy(drive.root.join("Cargo.lock"), drive.work.join("Cargo.lock"))?;
    let log = run::log_path("rust driver")?;
    let output = Command::new("cargo")
        .args([
            "test",
            "--quiet",
            "--no-fail-fast",
            "--",
            "--nocapture",
            "--test-threads=1",
        ])
        .current_dir(&drive.work)
        .env("CARGO_TARGET_DIR", drive.root.join("target/drivers/rust"))
        .envs(drive.env.iter().map(|(name, value)| (name, value)))
        .output()
        .context("cannot start cargo")?;
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::write(&log, &text)?;
    let count = tally::cargo(&text);
    if count.passed + count.failed == 0 {
        anyhow::bail!(
            "the Rust driver ran no test; the end of its output:\n{}",
            run::tail(&log, 40)
        );
    }
    Ok(Outcome {
        passed: count.passed,
        failed: count.failed,
        cases: cases(&text),
        log,
    })
}
