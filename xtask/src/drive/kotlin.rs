//! The Kotlin driver: a Maven project that depends on the packaged artefact and runs its tests by JUnit.

use anyhow::{Context as _, Result, bail};

use super::{Drive, Outcome, cases, copy_folder};
use crate::package::kotlin::maven;
use crate::{cache, run};

/// Runs the driver's tests.
///
/// # Errors
/// When the driver does not compile; failing tests are counted, not errors.
pub fn drive(drive: &Drive) -> Result<Outcome> {
    copy_folder(&drive.root.join("tests/drivers/kotlin"), &drive.work)?;
    // Maven never asks again for a version it has.
    let kept = cache::dir("maven")?.join("ory/hub/ory-hub");
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    let package = drive.root.join("target/package/kotlin");
    let log = run::log_path("kotlin driver")?;
    let output = maven()?
        .arg(format!("-Dory.hub.repository=file://{}", package.display()))
        .arg("test")
        .current_dir(&drive.work)
        .envs(drive.env.iter().map(|(name, value)| (name, value)))
        .output()
        .context("cannot start mvn")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    std::fs::write(
        &log,
        format!("{text}{}", String::from_utf8_lossy(&output.stderr)),
    )?;
    let Some((run, failed)) = count(&text) else {
        bail!(
            "the Kotlin driver ran no test; the end of its output:\n{}",
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

/// Tests run and failed, of Surefire's last line: `Tests run: 19, Failures: 0, Errors: 1, Skipped: 0`.
fn count(output: &str) -> Option<(usize, usize)> {
    let line = output
        .lines()
        .rfind(|line| line.contains("Tests run:") && !line.contains("Time elapsed"))?;
    let number = |name: &str| -> Option<usize> {
        let (_, rest) = line.split_once(name)?;
        rest.trim_start()
            .split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    };
    let bad = number("Failures:")? + number("Errors:")? + number("Skipped:")?;
    match number("Tests run:")? {
        0 => None,
        run => Some((run, bad)),
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn the_last_line_counts() {
        let output = "\
[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in ATest
[INFO] Results:
[ERROR] Tests run: 19, Failures: 2, Errors: 1, Skipped: 0
";
        assert_eq!(count(output), Some((19, 3)));
        assert_eq!(count("[INFO] No tests to run."), None);
        assert_eq!(
            count("Tests run: 0, Failures: 0, Errors: 0, Skipped: 0"),
            None
        );
    }
}
