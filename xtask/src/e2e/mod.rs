//! Runs one language's driver as a consumer of the packaged artefact, in an empty folder of its own.

pub(crate) mod browser;
pub(crate) mod c;
pub(crate) mod cases;
pub(crate) mod fixture;
pub(crate) mod hosts;
pub(crate) mod kotlin;
mod page_servers;
mod platform_example;
mod platform_wheels;
pub(crate) mod platforms;
pub(crate) mod python;
pub(crate) mod reached;
pub(crate) mod rust;
pub(crate) mod swift;
mod wine;

use std::path::PathBuf;
use std::process::Command;

use util::counts::Counts;
use util::run;

/// What a driver is given.
#[derive(Debug, Clone)]
pub(crate) struct Driver {
    /// The checkout: where `target/package/` and `tests/e2e/` are.
    pub(crate) root: PathBuf,
    /// An empty folder for this driver alone.
    pub(crate) work: PathBuf,
    /// The one case to run, in place of all tests.
    pub(crate) only: Option<String>,
    /// The addresses of the servers, as `tests/README.md` names them.
    pub(crate) env: Vec<(String, String)>,
}

/// What a driver did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// Tests that passed.
    pub(crate) passed: usize,
    /// Tests that failed.
    pub(crate) failed: usize,
    /// Cases of `tests/cases.yaml` that passed, with the time each took in milliseconds.
    pub(crate) cases: Vec<(String, f64)>,
    /// All that the driver printed.
    pub(crate) log: PathBuf,
}

impl Driver {
    /// The name of the test of the one case, in a spelling of the language.
    pub(crate) fn only(&self, spelling: fn(&str) -> String) -> Option<String> {
        self.only.as_deref().map(spelling)
    }

    /// Runs a driver to its end and counts its tests by what it printed to its standard output.
    ///
    /// # Errors
    /// When the driver does not start, runs no test, or its exit code and its count differ.
    pub(crate) fn run(
        &self,
        name: &str,
        command: &mut Command,
        count: impl Fn(&str) -> Counts,
    ) -> anyhow::Result<Outcome> {
        let servers = self.env.iter().map(|(name, value)| (name, value));
        let ended = run::to_the_end(name, command.envs(servers))?;
        let Counts { passed, failed } = count(&ended.said).of(name, &ended)?;
        Ok(Outcome {
            passed,
            failed,
            cases: cases(&ended.said),
            log: ended.log,
        })
    }
}

/// The `CASE <id> ok <ms>` lines of a driver's output.
#[must_use]
pub(crate) fn cases(output: &str) -> Vec<(String, f64)> {
    output
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("CASE ")?;
            let mut words = rest.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some(id), Some("ok"), Some(time)) => Some((id.to_owned(), time.parse().ok()?)),
                _ => None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// What a shell script as driver comes to; it prints `P` for a test that passed and `F` for one that failed.
    fn driven(name: &str, script: &str) -> anyhow::Result<Outcome> {
        let driver = Driver {
            root: PathBuf::new(),
            work: PathBuf::new(),
            only: None,
            env: vec![("ORY_HUB_FAULTS".to_owned(), "here".to_owned())],
        };
        let count = |output: &str| Counts {
            passed: output.lines().filter(|line| *line == "P").count(),
            failed: output.lines().filter(|line| *line == "F").count(),
        };
        let name = format!("{name} driver of the tests");
        driver.run(&name, Command::new("sh").args(["-c", script]), count)
    }

    #[test]
    fn a_driver_whose_exit_code_agrees_is_believed() {
        let outcome = driven(
            "good",
            "echo P; echo CASE a ok 1; test $ORY_HUB_FAULTS = here",
        )
        .unwrap();
        assert_eq!((outcome.passed, outcome.failed), (1, 0));
        assert_eq!(outcome.cases, [("a".to_owned(), 1.0)]);
        let outcome = driven("bad", "echo P; echo F; echo why >&2; exit 1").unwrap();
        assert_eq!((outcome.passed, outcome.failed), (1, 1));
        assert_eq!(run::tail(&outcome.log, 2), "F\nwhy");
    }

    #[test]
    fn a_driver_that_contradicts_itself_is_an_error() {
        for (name, script, wanted) in [
            (
                "broken",
                "echo P; kill -SEGV $$",
                "counts 1 passed and 0 failed (signal: 11",
            ),
            (
                "late",
                "echo P; exit 3",
                "counts 1 passed and 0 failed (exit status: 3)",
            ),
            (
                "kind",
                "echo P; echo F; exit 0",
                "counts 1 passed and 1 failed (exit status: 0)",
            ),
            ("idle", "exit 0", "ran no test (exit status: 0)"),
            (
                "silent",
                "echo P >&2; exit 1",
                "ran no test (exit status: 1)",
            ),
        ] {
            let error = driven(name, script).unwrap_err().to_string();
            assert!(error.contains(wanted), "{name}: {error}");
        }
    }

    #[test]
    fn case_lines_are_found_among_other_output() {
        let output = "noise\nCASE error-missing ok 3.5\n  [x] CASE login-native ok 12\nCASE broken failed 1\n";
        assert_eq!(
            cases(output),
            [
                ("error-missing".to_owned(), 3.5),
                ("login-native".to_owned(), 12.0)
            ]
        );
    }
}
