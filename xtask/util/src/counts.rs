//! Counts the tests that the runners report.

use anyhow::bail;

use crate::run::{self, Ended};

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
}

impl Counts {
    /// One check that passed.
    pub const ONE: Self = Self {
        passed: 1,
        failed: 0,
    };

    /// The count, if the run's exit code says the same: a runner that breaks off after its last test, or ends well in
    /// spite of a failure, is not to be believed.
    ///
    /// # Errors
    /// When it ran no test, or its exit code and its count differ.
    pub fn of(self, name: &str, ended: &Ended) -> anyhow::Result<Self> {
        let Self { passed, failed } = self;
        let wrong = if passed + failed == 0 {
            "ran no test".to_owned()
        } else if ended.status.success() != (failed == 0) {
            format!("counts {passed} passed and {failed} failed")
        } else {
            return Ok(self);
        };
        bail!(
            "{name}: {wrong} ({}); the end of {}:\n{}",
            ended.status,
            ended.log.display(),
            run::tail(&ended.log, 40)
        )
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The sum of all `test result: …` lines of cargo's test runner. What is ignored counts as failed.
#[must_use]
pub fn cargo(output: &str) -> Counts {
    let mut sum = Counts::default();
    for line in output
        .lines()
        .filter_map(|line| line.strip_prefix("test result: "))
    {
        let count = |word: &str| {
            line.split([';', '.'])
                .filter_map(|part| part.trim().strip_suffix(word))
                .find_map(|number| number.trim().parse::<usize>().ok())
                .unwrap_or(0)
        };
        sum += Counts {
            passed: count("passed"),
            failed: count("failed") + count("ignored"),
        };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{Counts, cargo};

    #[test]
    fn results_of_all_binaries_are_added() {
        let output = "\
running 3 tests
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: FAILED. 4 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        assert_eq!(
            cargo(output),
            Counts {
                passed: 7,
                failed: 2
            }
        );
    }
}
