//! `cargo xtask version X.Y.Z`: writes the version wherever it stands. All packages have the same.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail, ensure};
use util::counts::Counts;
use util::run;

/// Where the version stands: a file, and the text around it.
const PLACES: [(&str, &str); 8] = [
    ("Cargo.toml", "\nversion = \"VERSION\"\n"),
    (
        "Cargo.toml",
        "ory-hub = { path = \"core\", version = \"VERSION\"",
    ),
    ("README.md", "ory-hub-VERSION.tgz"),
    (
        "bindings-uniffi/kotlin/README.md",
        "ory.hub:ory-hub:VERSION",
    ),
    (
        "bindings-uniffi/kotlin/README.md",
        "<artifactId>ory-hub</artifactId><version>VERSION</version>",
    ),
    (
        "bindings-uniffi/kotlin/pom.xml",
        "\n  <version>VERSION</version>\n",
    ),
    (
        "bindings-wasm/npm/package.json",
        "\n  \"version\": \"VERSION\",\n",
    ),
    (
        "tests/e2e/kotlin/pom.xml",
        "<artifactId>ory-hub</artifactId>\n      <version>VERSION</version>",
    ),
];

/// Writes a new version.
///
/// # Errors
/// When it is no version, or a file does not have the old one where it is expected.
pub(crate) fn command_line(root: &Path, arguments: &[String]) -> anyhow::Result<()> {
    let [new] = arguments else {
        bail!("usage: cargo xtask version X.Y.Z");
    };
    ensure!(is_version(new), "`{new}` is not three numbers with dots");
    let old = current(root)?;
    disagreeing(root, &old)?;
    for (file, around) in PLACES {
        let path = root.join(file);
        let text = std::fs::read_to_string(&path)?;
        let (from, to) = (filled(around, &old), filled(around, new));
        std::fs::write(&path, text.replace(&from, &to))?;
    }
    run::run(
        "writing the version to Cargo.lock",
        Command::new("cargo")
            .args(["update", "--workspace", "--offline"])
            .current_dir(root),
    )?;
    run::note(&format!(
        "{old} is now {new}; next: `cargo xtask generate`, which writes it to the C header"
    ));
    Ok(())
}

/// All places have the version of `Cargo.toml`.
///
/// # Errors
/// Names the files that do not.
pub(crate) fn check(root: &Path) -> anyhow::Result<Counts> {
    disagreeing(root, &current(root)?)?;
    Ok(Counts::ONE)
}

fn disagreeing(root: &Path, version: &str) -> anyhow::Result<()> {
    let mut wrong = Vec::new();
    for (file, around) in PLACES {
        let text = std::fs::read_to_string(root.join(file))
            .with_context(|| format!("cannot read {file}"))?;
        let wanted = filled(around, version);
        if !text.contains(&wanted) {
            wrong.push(format!("{file} has no `{}`", wanted.trim()));
        }
    }
    ensure!(
        wrong.is_empty(),
        "Cargo.toml has the version {version}, others differ:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

/// The version in `Cargo.toml`.
fn current(root: &Path) -> anyhow::Result<String> {
    let manifest = std::fs::read_to_string(root.join("Cargo.toml"))?;
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    Ok(line.context("Cargo.toml has no version")?.to_owned())
}

fn filled(around: &str, version: &str) -> String {
    around.replace("VERSION", version)
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_version_is_three_numbers() {
        assert!(is_version("1.20.3"));
        for wrong in ["1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1..2"] {
            assert!(!is_version(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_place_with_another_version_is_named() {
        let root = util::cache::project();
        let version = current(&root).unwrap();
        disagreeing(&root, &version).unwrap();
        let error = disagreeing(&root, "99.0.0").unwrap_err().to_string();
        assert!(
            error.contains("pom.xml") && error.contains("package.json"),
            "{error}"
        );
    }
}
