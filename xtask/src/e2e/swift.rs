//! The Swift driver: a SwiftPM package that depends on the packaged one and runs its tests by XCTest.

use anyhow::{Context as _, Result};

use util::files::copy_folder;

use super::{Driver, Outcome};
use util::cache;
use util::counts::Counts;

/// Runs the driver's tests.
///
/// # Errors
/// When the driver does not compile; failing tests are counted, not errors.
pub(crate) fn run(driver: &Driver) -> Result<Outcome> {
    copy_folder(&driver.root.join("tests/e2e/swift"), &driver.work)?;
    copy_folder(
        &driver.root.join("target/package/swift"),
        &driver.work.join("ory-hub"),
    )?;
    copy_folder(
        &driver.root.join("examples/swift"),
        &driver.work.join("examples"),
    )?;
    // The part of the SwiftUI application that is not SwiftUI's, which only has to compile.
    std::fs::copy(
        driver.root.join("examples/swiftui/SignIn.swift"),
        driver.work.join("examples/SignIn.swift"),
    )?;
    // Another static library of Rust, which the tests link, too.
    let folder = driver.work.join("second");
    std::fs::create_dir_all(&folder)?;
    let source = driver.root.join("tests/e2e/c/second_rust.rs");
    super::c::second_rust(&source, "Swift", &folder)?;
    // What the compiler made stays, so that an unchanged package is not compiled again.
    let built = cache::dir("swift-build")?;
    let scratch = built.to_str().context("the cache's path is not UTF-8")?;
    let mut arguments = vec!["swift", "test", "--scratch-path", scratch];
    let only = driver.only(|case| format!("test{}$", spec::names::pascal(case)));
    if let Some(test) = &only {
        arguments.extend(["--filter", test]);
    }
    let mut command = setup::swift::command(&arguments, &driver.work, &[&built])?;
    driver.run("swift driver", &mut command, count)
}

/// XCTest's lines: `Test Case 'A.b' passed (0.1 seconds)`.
fn count(output: &str) -> Counts {
    let lines = |how: &str| {
        output
            .lines()
            .filter(|line| line.contains("Test Case '") && line.contains(how))
            .count()
    };
    let (passed, failed) = (lines("' passed ("), lines("' failed ("));
    // A test that brings the process down, or is skipped, has begun and neither passes nor fails.
    let begun = lines("' started at ");
    Counts {
        passed,
        failed: failed.max(begun.saturating_sub(passed)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, count};

    #[test]
    fn a_test_that_begins_and_does_not_end_has_failed() {
        let output = "\
Test Case 'A.one' started at 2026-01-01 10:00:00.000
Test Case 'A.one' passed (0.1 seconds)
Test Case 'A.two' started at 2026-01-01 10:00:00.000
Test Case 'A.two' failed (0.1 seconds)
Test Case 'A.three' started at 2026-01-01 10:00:00.000
Fatal error
";
        let Counts { passed, failed } = count(output);
        assert_eq!((passed, failed), (1, 2));
        assert_eq!(count("error: no such module"), Counts::default());
    }
}
