//! The Swift driver: a SwiftPM package that depends on the packaged one and runs its tests by XCTest.

use anyhow::{Context as _, Result, bail};

use super::{Drive, Outcome, cases, copy_folder};
use crate::{cache, run, setup};

/// Runs the driver's tests.
///
/// # Errors
/// When the driver does not compile; failing tests are counted, not errors.
pub fn drive(drive: &Drive) -> Result<Outcome> {
    copy_folder(&drive.root.join("tests/drivers/swift"), &drive.work)?;
    copy_folder(
        &drive.root.join("target/package/swift"),
        &drive.work.join("ory-hub"),
    )?;
    // What the compiler made stays, so that an unchanged package is not compiled again.
    let built = cache::dir("swift-build")?;
    let scratch = built.to_str().context("the cache's path is not UTF-8")?;
    let log = run::log_path("swift driver")?;
    let output = setup::swift::command(
        &["swift", "test", "--scratch-path", scratch],
        &drive.work,
        &[&built],
    )?
    .envs(drive.env.iter().map(|(name, value)| (name, value)))
    .output()
    .context("cannot start swift")?;
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::write(&log, &text)?;
    let Some((run, failed)) = count(&text) else {
        bail!(
            "the Swift driver ran no test; the end of its output:\n{}",
            run::tail(&log, 40)
        );
    };
    Ok(Outcome {
        passed: run.saturating_sub(failed),
        failed,
        cases: cases(&text),
        log,
    })
}

/// Tests run and failed, by XCTest's lines: `Test Case 'A.b' passed (0.1 seconds)`.
fn count(output: &str) -> Option<(usize, usize)> {
    let ended = |how: &str| {
        output
            .lines()
            .filter(|line| line.contains("Test Case '") && line.contains(how))
            .count()
    };
    let (passed, failed) = (ended("' passed ("), ended("' failed ("));
    // A test that brings the process down has begun and never ends.
    let begun = ended("' started at ");
    match begun.max(passed + failed) {
        0 => None,
        run => Some((run, run - passed)),
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn what_begins_and_does_not_end_has_failed() {
        let output = "\
Test Case 'A.one' started at 2026-01-01 10:00:00.000
Test Case 'A.one' passed (0.1 seconds)
Test Case 'A.two' started at 2026-01-01 10:00:00.000
Test Case 'A.two' failed (0.1 seconds)
Test Case 'A.three' started at 2026-01-01 10:00:00.000
Fatal error
";
        assert_eq!(count(output), Some((3, 2)));
        assert_eq!(count("error: no such module"), None);
    }
}
