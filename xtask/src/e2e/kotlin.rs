//! The Kotlin driver: a Maven project that depends on the packaged artefact and runs its tests by JUnit.

use anyhow::Result;

use util::files::copy_folder;

use super::{Driver, Outcome};
use setup::java::{forget_package, maven};
use util::counts::Counts;

/// Runs the driver's tests.
///
/// # Errors
/// When the driver does not compile; failing tests are counted, not errors.
pub(crate) fn run(driver: &Driver) -> Result<Outcome> {
    copy_folder(&driver.root.join("tests/e2e/kotlin"), &driver.work)?;
    copy_folder(
        &driver.root.join("examples/kotlin"),
        &driver.work.join("src/test/kotlin"),
    )?;
    // The part of the Android application that is not Android's, which only has to compile.
    std::fs::copy(
        driver
            .root
            .join("examples/android/app/src/main/kotlin/example/signin/SignIn.kt"),
        driver.work.join("src/test/kotlin/SignIn.kt"),
    )?;
    forget_package()?;
    let package = driver.root.join("target/package/kotlin");
    let mut command = maven()?;
    command
        .arg(format!("-Dory.hub.repository=file://{}", package.display()))
        .args(
            driver
                .only(|case| format!("-Dtest=*#{}", spec::names::camel(&spec::names::snake(case)))),
        )
        .arg("test")
        .current_dir(&driver.work);
    driver.run("kotlin driver", &mut command, count)
}

/// Surefire's last line: `Tests run: 19, Failures: 0, Errors: 1, Skipped: 0`. What was skipped counts as failed.
fn count(output: &str) -> Counts {
    let line = output
        .lines()
        .rfind(|line| line.contains("Tests run:") && !line.contains("Time elapsed"))
        .unwrap_or_default();
    let number = |name: &str| -> usize {
        line.split_once(name)
            .and_then(|(_, rest)| {
                rest.trim_start()
                    .split(|c: char| !c.is_ascii_digit())
                    .next()?
                    .parse()
                    .ok()
            })
            .unwrap_or(0)
    };
    let failed = number("Failures:") + number("Errors:") + number("Skipped:");
    Counts {
        passed: number("Tests run:").saturating_sub(failed),
        failed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, count};

    #[test]
    fn the_last_line_counts() {
        let output = "\
[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in ATest
[INFO] Results:
[ERROR] Tests run: 19, Failures: 2, Errors: 1, Skipped: 0
";
        let Counts { passed, failed } = count(output);
        assert_eq!((passed, failed), (16, 3));
        assert_eq!(count("[INFO] No tests to run."), Counts::default());
        assert_eq!(
            count("Tests run: 0, Failures: 0, Errors: 0, Skipped: 0"),
            Counts::default()
        );
    }
}
