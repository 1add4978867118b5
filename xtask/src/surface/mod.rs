//! `cargo xtask surface`: what users of a package can name, one line per item, in `docs/surface/`. A change of it shows in
//! reviews. The other languages have theirs in the checked-in stubs, declarations and headers.

mod kotlin;
mod rust;
mod swift;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use util::counts::Counts;

/// One list.
struct Surface {
    language: &'static str,
    lines: fn(&Path) -> Result<Vec<String>>,
}

const ALL: [Surface; 3] = [
    Surface {
        language: "rust",
        lines: rust::lines,
    },
    Surface {
        language: "kotlin",
        lines: kotlin::lines,
    },
    Surface {
        language: "swift",
        lines: swift::lines,
    },
];

/// Writes the named lists, or Rust's. Those of Kotlin and Swift are read from packages that their tests have used.
///
/// # Errors
/// When a package cannot be read, or there is no such list.
pub fn command_line(root: &Path, names: &[String]) -> Result<()> {
    for name in names {
        if !ALL.iter().any(|surface| surface.language == name) {
            bail!("there is no list of `{name}`; there are rust, kotlin and swift");
        }
    }
    for surface in &ALL {
        let language = surface.language;
        if names.iter().any(|name| name == language) || (names.is_empty() && language == "rust") {
            let path = root.join(surface.file());
            let text = surface.current(root)?;
            std::fs::write(&path, text)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Compares the list of the Rust crate. Those of Kotlin and Swift need packages, so they are compared before a release.
///
/// # Errors
/// Names the lines that differ.
pub fn check(root: &Path) -> Result<Counts> {
    let [surface, ..] = &ALL;
    let file = surface.file();
    let written = std::fs::read_to_string(root.join(&file)).unwrap_or_default();
    let changes = differences(&written, &surface.current(root)?);
    if changes.is_empty() {
        return Ok(Counts::ONE);
    }
    bail!(
        "the public surface of the Rust crate has changed; if that is meant, `cargo xtask surface` writes {file}\n{}",
        changes.join("\n")
    )
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

    fn current(&self, root: &Path) -> Result<String> {
        let mut lines = (self.lines)(root)?;
        lines.sort();
        lines.dedup();
        Ok(lines.join("\n") + "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn what_is_gone_comes_before_what_is_new() {
        assert_eq!(differences("a\nb\n", "b\nc\n"), ["- a", "+ c"]);
        assert!(differences("a\n", "a\n").is_empty());
    }
}
