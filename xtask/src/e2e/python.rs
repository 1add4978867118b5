//! The Python driver: pytest in a fresh environment that has the wheel, mypy and pyright over all of it.

use std::process::Command;

use anyhow::Result;

use util::files::copy_folder;

use super::{Driver, Outcome};
use util::counts::Counts;
use util::files::artefact;

/// Installs the wheel and runs the driver's tests.
///
/// # Errors
/// When the wheel cannot be installed; failing tests are counted, not errors.
pub(crate) fn run(driver: &Driver) -> Result<Outcome> {
    let tools = setup::python::ready().map_err(|missing| missing.error())?;
    setup::node::ready().map_err(|missing| missing.error())?;
    let folder = driver.work.join("driver");
    copy_folder(&driver.root.join("tests/e2e/python"), &folder)?;
    copy_folder(
        &driver.root.join("examples/python"),
        &folder.join("examples"),
    )?;
    // The type checkers read its examples too.
    std::fs::copy(
        driver.root.join("bindings-python/README.md"),
        folder.join("README.md"),
    )?;
    let python = setup::python::fresh(&driver.work.join("environment"), &tools)?;
    let wheel = artefact(&driver.root.join("target/package/python"), ".whl")?;
    setup::python::install(&wheel, &python, &tools)?;
    let mut command = Command::new(&python);
    command
        .args(["-m", "pytest"])
        .args(driver.only(|case| format!("-k={}", spec::names::snake(case))))
        .current_dir(&folder)
        .env("ORY_HUB_PYRIGHT", setup::node::program("pyright"));
    driver.run("python driver", &mut command, count)
}

/// pytest's last line: `2 failed, 49 passed in 26.29s`. What was skipped or broke before it ran counts as failed.
pub(super) fn count(output: &str) -> Counts {
    let line = output
        .lines()
        .rev()
        .find(|line| {
            line.contains(" in ")
                && (line.contains(" passed") || line.contains(" failed") || line.contains(" error"))
        })
        .unwrap_or_default();
    let line = line.split(" in ").next().unwrap_or_default();
    let mut counts = Counts::default();
    for part in line.trim_matches('=').split(',') {
        let mut words = part.split_whitespace();
        let Some(number) = words.next().and_then(|number| number.parse::<usize>().ok()) else {
            continue;
        };
        match words.next() {
            Some("passed") => counts.passed += number,
            Some("failed" | "error" | "errors" | "skipped") => counts.failed += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{Counts, count};

    #[test]
    fn the_last_line_counts() {
        let counted = |line: &str| {
            let Counts { passed, failed } =
                count(&format!("FAILED test_a.py::test_one - in vain\n{line}\n"));
            (passed, failed)
        };
        assert_eq!(counted("51 passed in 26.29s"), (51, 0));
        assert_eq!(
            counted("2 failed, 48 passed, 1 skipped, 3 warnings in 26.29s"),
            (48, 3)
        );
        assert_eq!(counted("== 1 passed, 2 errors in 0.10s =="), (1, 2));
        assert_eq!(counted("no tests ran in 0.01s"), (0, 0));
    }
}
