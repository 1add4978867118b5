//! Runs one language's driver as a consumer of the packaged artefact, in an empty folder of its own.

pub mod browser;
pub mod c;
pub mod case_list;
pub mod kotlin;
pub mod python;
pub mod rust;
pub mod swift;

use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// What a driver is given.
#[derive(Debug, Clone)]
pub struct Drive {
    /// The checkout: where `target/package/` and `tests/drivers/` are.
    pub root: PathBuf,
    /// An empty folder for this driver alone.
    pub work: PathBuf,
    /// The addresses of the servers, as `tests/README.md` names them.
    pub env: Vec<(String, String)>,
}

/// What a driver did.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
    /// Cases of `tests/cases.yaml` that passed, with the time each took in milliseconds.
    pub cases: Vec<(String, f64)>,
    /// All that the driver printed.
    pub log: PathBuf,
}

/// The `CASE <id> ok <ms>` lines of a driver's output.
#[must_use]
pub fn cases(output: &str) -> Vec<(String, f64)> {
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

/// Copies a folder with everything in it.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in
        std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?
    {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::cases;

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
