//! `cargo xtask surface`: what users of a package can name, one line per item, in `docs/surface/`. A change of it shows in
//! reviews. The other languages have theirs in the checked-in stubs, declarations and headers.

mod kotlin;
mod rust;
mod swift;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use util::counts::Counts;

/// As many changed lines are printed.
const SHOWN: usize = 60;

/// One list.
struct Surface {
    language: &'static str,
    lines: fn(&Path) -> Result<Vec<String>>,
}

const RUST: Surface = Surface {
    language: "rust",
    lines: rust::lines,
};

/// Read from what the tests of the language have packaged and compiled.
const PACKAGES: [Surface; 2] = [
    Surface {
        language: "kotlin",
        lines: kotlin::lines,
    },
    Surface {
        language: "swift",
        lines: swift::lines,
    },
];

/// Writes the named lists, or Rust's.
///
/// # Errors
/// When a package cannot be read, or there is no such list.
pub(crate) fn command_line(root: &Path, names: &[String]) -> Result<()> {
    let rust = [RUST.language.to_owned()];
    let names = if names.is_empty() {
        rust.as_slice()
    } else {
        names
    };
    for name in names {
        let mut all = std::iter::once(&RUST).chain(&PACKAGES);
        let Some(surface) = all.find(|surface| surface.language == name) else {
            bail!("there is no list of `{name}`; there are rust, kotlin and swift");
        };
        let path = root.join(surface.file());
        std::fs::write(&path, surface.current(root)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Compares the list of the Rust crate.
///
/// # Errors
/// Names the lines that differ.
pub(crate) fn check(root: &Path) -> Result<Counts> {
    RUST.check(root)
}

/// Compares the list of the language whose tests have just run, where it has one.
///
/// # Errors
/// Names the lines that differ.
pub(crate) fn check_package(root: &Path, language: &str) -> Result<Counts> {
    let mut packages = PACKAGES.iter();
    packages
        .find(|surface| surface.language == language)
        .map_or(Ok(Counts::default()), |surface| surface.check(root))
}

/// The first of many.
fn readable(changes: &[String]) -> String {
    let shown = changes.len().min(SHOWN);
    let mut lines: Vec<&str> = changes.iter().take(shown).map(String::as_str).collect();
    let more = format!("… and {} more", changes.len() - shown);
    if changes.len() > shown {
        lines.push(&more);
    }
    lines.join("\n")
}

/// The lines that are gone, then those that are new.
fn differences(written: &str, now: &str) -> Vec<String> {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
        (written.lines().collect(), now.lines().collect());
    let gone = old.difference(&new).map(|line| format!("- {line}"));
    let added = new.difference(&old).map(|line| format!("+ {line}"));
    gone.chain(added).collect()
}

impl Surface {
    fn file(&self) -> String {
        format!("docs/surface/{}.txt", self.language)
    }

    fn check(&self, root: &Path) -> Result<Counts> {
        let file = self.file();
        let written = std::fs::read_to_string(root.join(&file)).unwrap_or_default();
        let changes = differences(&written, &self.current(root)?);
        if changes.is_empty() {
            return Ok(Counts::ONE);
        }
        let language = self.language;
        bail!(
            "the public surface of {language} has changed; if that is meant, `cargo xtask surface {language}` writes {file}\n{}",
            readable(&changes)
        )
    }

    fn current(&self, root: &Path) -> Result<String> {
        let mut lines = (self.lines)(root)?;
        lines.sort();
        lines.dedup();
        Ok(lines.join("\n") + "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, differences, readable};

    #[test]
    fn what_is_gone_comes_before_what_is_new() {
        assert_eq!(differences("a\nb\n", "b\nc\n"), ["- a", "+ c"]);
        assert!(differences("a\n", "a\n").is_empty());
    }

    #[test]
    fn of_many_changes_the_first_are_shown() {
        let changes = vec!["- a".to_owned(); SHOWN + 2];
        let text = readable(&changes);
        assert_eq!(text.lines().count(), SHOWN + 1);
        assert!(text.ends_with("\n… and 2 more"), "{text}");
        assert_eq!(readable(&["+ b".to_owned()]), "+ b");
    }
}
