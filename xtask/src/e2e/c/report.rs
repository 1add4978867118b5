//! What the ways of running the C tests came to.

use std::fmt::Write as _;
use std::process::Command;

use util::counts::Counts;
use util::run;

use crate::e2e::{Driver, Outcome};

/// What was done, in words and numbers.
#[derive(Default)]
pub(super) struct Report {
    pub(super) text: String,
    pub(super) passed: usize,
    pub(super) failed: usize,
    /// What failed and why; the end of a long log shows something else.
    failures: String,
}

impl Report {
    /// All that was written, what failed at its end.
    pub(super) fn full_text(&self) -> String {
        format!("{}\n{}", self.text, self.failures)
    }

    /// Something that is right or wrong as a whole.
    pub(super) fn check(&mut self, what: &str, work: impl FnOnce() -> anyhow::Result<()>) {
        match work() {
            Ok(()) => {
                self.passed += 1;
                let _ = writeln!(self.text, "ok: {what}");
            }
            Err(error) => {
                self.failed += 1;
                let _ = writeln!(self.text, "failed: {what}: {error:#}");
                let _ = writeln!(self.failures, "failed: {what}: {error:#}");
                run::note(&format!("failed: {what}: {error:#}"));
            }
        }
    }

    /// The run whose tests are counted one by one.
    pub(super) fn plain(&mut self, command: Command, driver: &Driver) -> Outcome {
        let mut outcome = Outcome::default();
        match self.run("plain", command, driver) {
            Ok(ran) => {
                self.passed += ran.passed;
                self.failed += ran.failed;
                outcome = ran;
            }
            Err(error) => self.check("plain", || Err(error)),
        }
        outcome
    }

    /// A run that counts as one check: all its tests passed and nothing else was wrong.
    pub(super) fn check_run(&mut self, what: &str, command: Command, driver: &Driver) {
        let ran = self.run(what, command, driver);
        self.check(what, || {
            let Outcome { passed, failed, .. } = ran?;
            anyhow::ensure!(failed == 0, "{passed} passed, {failed} failed");
            Ok(())
        });
    }

    pub(super) fn run(
        &mut self,
        what: &str,
        mut command: Command,
        driver: &Driver,
    ) -> anyhow::Result<Outcome> {
        run::note(&format!("running the C driver: {what} …"));
        let outcome = driver.run(
            &format!("c driver, {what}"),
            command.current_dir(&driver.work),
            count,
        )?;
        let _ = writeln!(
            self.text,
            "== {what}\n{}",
            run::tail(&outcome.log, usize::MAX)
        );
        if outcome.failed > 0 {
            let log = run::tail(&outcome.log, usize::MAX);
            let telling = log.lines().filter(|line| !is_result_of_success(line));
            for line in telling {
                let _ = writeln!(self.failures, "{what}: {line}");
            }
        }
        Ok(outcome)
    }
}

/// `TEST name ok 1.0`.
fn is_result_of_success(line: &str) -> bool {
    (line.starts_with("CASE ") || line.starts_with("TEST ")) && line.contains(" ok ")
}

/// The driver's closing line: `21 passed, 0 failed`.
fn count(output: &str) -> Counts {
    let counts = output.lines().rev().find_map(|line| {
        let (passed, failed) = line.split_once(" passed, ")?;
        Some(Counts {
            passed: passed.parse().ok()?,
            failed: failed.strip_suffix(" failed")?.parse().ok()?,
        })
    });
    counts.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Counts, count, is_result_of_success};

    #[test]
    fn a_failure_is_no_result_of_success() {
        assert!(is_result_of_success("CASE a ok 1.0"));
        assert!(!is_result_of_success("CASE a failed 1.0"));
        assert!(!is_result_of_success("main.c:3: failed: this is ok or not"));
    }

    #[test]
    fn the_closing_line_is_read() {
        let Counts { passed, failed } = count("CASE a ok 1.0\n3 passed, 1 failed\n");
        assert_eq!((passed, failed), (3, 1));
        assert_eq!(count("CASE a ok 1.0\n"), Counts::default());
    }
}
