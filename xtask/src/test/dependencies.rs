//! The crates that the workspace depends on: all of them used, their licences and sources allowed by `deny.toml`, no
//! second version of one without a reason. The same rules as `cargo deny` and `cargo machete`, which take minutes to build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};
use serde_json::Value;
use util::counts::Counts;
use util::files::tracked;
use util::run;

/// Checks them all.
///
/// # Errors
/// Names every crate that breaks a rule.
pub(crate) fn check(root: &Path) -> anyhow::Result<Counts> {
    let metadata = run::output(
        "reading the dependencies",
        Command::new("cargo")
            .args(["metadata", "--format-version", "1", "--locked"])
            .current_dir(root),
    )?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let deny = std::fs::read_to_string(root.join("deny.toml"))?;
    let mut broken = licences(packages, &texts(&deny, "allow"));
    broken.extend(sources(packages, &texts(&deny, "allow-registry")));
    broken.extend(duplicates(packages, &texts(&deny, "skip")));
    broken.extend(unused(root)?);
    if broken.is_empty() {
        return Ok(Counts {
            passed: 4,
            failed: 0,
        });
    }
    bail!("dependencies:\n{}", broken.join("\n"))
}

/// The texts of a list in a TOML file.
fn texts(toml: &str, key: &str) -> BTreeSet<String> {
    let start = format!("\n{key} = [");
    let Some((_, rest)) = toml.split_once(&start) else {
        return BTreeSet::new();
    };
    let list = rest.split(']').next().unwrap_or_default();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

fn licences(packages: &[Value], allowed: &BTreeSet<String>) -> Vec<String> {
    packages
        .iter()
        .filter(|package| package["source"].is_string())
        .filter(|package| !is_allowed(text(package, "license"), allowed))
        .map(|package| {
            let (name, licence) = (text(package, "name"), text(package, "license"));
            format!("{name}: the licence `{licence}` is not allowed by deny.toml")
        })
        .collect()
}

/// Whether an SPDX expression can be met by allowed licences: `AND` binds what `OR` offers, except inside parentheses.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    if let Some((before, rest)) = expression.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
    {
        let inside = if is_allowed(inside, allowed) {
            "MIT"
        } else {
            "none"
        };
        return is_allowed(&format!("{before}{inside}{after}"), allowed);
    }
    expression.replace('/', " OR ").split(" OR ").any(|one| {
        one.split(" AND ")
            .all(|licence| allowed.contains(licence.trim()))
    })
}

fn sources(packages: &[Value], allowed: &BTreeSet<String>) -> Vec<String> {
    packages
        .iter()
        .filter_map(|package| {
            let source = package["source"].as_str()?;
            let registry = source.strip_prefix("registry+").unwrap_or(source);
            (!allowed.contains(registry))
                .then(|| format!("{}: comes from {source}", text(package, "name")))
        })
        .collect()
}

fn duplicates(packages: &[Value], skipped: &BTreeSet<String>) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions
            .entry(text(package, "name"))
            .or_default()
            .insert(text(package, "version"));
    }
    let twice: BTreeSet<String> = versions
        .iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let new = twice
        .difference(skipped)
        .map(|name| format!("{name}: two versions, and deny.toml does not list it under `skip`"));
    let gone = skipped
        .difference(&twice)
        .map(|name| format!("{name}: one version, yet deny.toml lists it under `skip`"));
    new.chain(gone).collect()
}

/// Dependencies that a crate declares and no source of it names, and those of the workspace that no crate takes.
fn unused(root: &Path) -> anyhow::Result<Vec<String>> {
    let files = tracked(root)?;
    let manifests: Vec<&String> = files
        .iter()
        .filter(|file| file.ends_with("Cargo.toml") && root.join(file).is_file())
        .collect();
    let mut found = Vec::new();
    let mut taken = BTreeSet::new();
    for manifest in &manifests {
        let folder = manifest.trim_end_matches("Cargo.toml");
        let inner: Vec<&str> = manifests
            .iter()
            .map(|other| other.trim_end_matches("Cargo.toml"))
            .filter(|other| other.len() > folder.len() && other.starts_with(folder))
            .collect();
        let toml = std::fs::read_to_string(root.join(manifest))?;
        let mut names = dependencies(&toml);
        taken.extend(names.iter().cloned());
        for file in files.iter().filter(|file| {
            file.ends_with(".rs")
                && file.starts_with(folder)
                && !inner.iter().any(|inner| file.starts_with(inner))
        }) {
            let source = std::fs::read_to_string(root.join(file)).unwrap_or_default();
            names.retain(|name| !is_named(&source, &name.replace('-', "_")));
        }
        names.retain(|name| !is_for_features(&toml, name));
        found.extend(
            names
                .into_iter()
                .map(|name| format!("{manifest}: `{name}` is declared and not used")),
        );
    }
    let workspace = std::fs::read_to_string(root.join("Cargo.toml"))?;
    let declared = section(&workspace, "[workspace.dependencies]");
    found.extend(
        declared
            .filter(|name| !taken.contains(*name))
            .map(|name| format!("Cargo.toml: `{name}` is declared and no crate takes it")),
    );
    Ok(found)
}

/// Whether the comment above a dependency says that it is there for its features alone.
fn is_for_features(toml: &str, name: &str) -> bool {
    let lines: Vec<&str> = toml.lines().collect();
    lines
        .windows(2)
        .any(|pair| pair[0].starts_with("# For its features") && pair[1].starts_with(name))
}

fn dependencies(toml: &str) -> Vec<String> {
    let mut names = Vec::new();
    let headers = toml.lines().filter(|line| {
        line.starts_with('[') && line.ends_with("dependencies]") && !line.contains("workspace")
    });
    for header in headers {
        names.extend(section(toml, header).map(str::to_owned));
    }
    names
}

/// The keys of a section.
fn section<'a>(toml: &'a str, header: &'a str) -> impl Iterator<Item = &'a str> {
    toml.lines()
        .skip_while(move |line| *line != header)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_alphabetic()))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
}

/// Whether a source has a path that begins with the crate's name.
fn is_named(source: &str, name: &str) -> bool {
    source.match_indices(name).any(|(place, _)| {
        let before = source.get(..place).unwrap_or_default();
        let after = source.get(place + name.len()..).unwrap_or_default();
        let imported = before.ends_with("use ") || before.ends_with("use ::");
        let imported = imported && after.starts_with([';', ' ']);
        // `::name` begins a path, `other::name` goes on with one.
        let begins = !before
            .strip_suffix("::")
            .unwrap_or(before)
            .ends_with(|letter: char| letter.is_ascii_alphanumeric() || "_:".contains(letter));
        begins && (after.starts_with("::") || imported)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn licences_are_expressions() {
        let allowed = set(&["MIT", "Apache-2.0", "Unicode-3.0"]);
        for good in [
            "MIT",
            "GPL-3.0 OR MIT",
            "Zlib/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
        ] {
            assert!(is_allowed(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(GPL-3.0 OR Zlib) AND MIT",
        ] {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn other_sources_and_second_versions_are_named() {
        let packages = [
            json!({ "name": "a", "version": "1", "source": "git+https://example.org" }),
            json!({ "name": "a", "version": "2", "source": "registry+https://index" }),
        ];
        assert_eq!(sources(&packages, &set(&["https://index"])).len(), 1);
        assert_eq!(duplicates(&packages, &set(&[])).len(), 1);
        assert_eq!(duplicates(&packages, &set(&["a"])).len(), 0);
        assert_eq!(duplicates(&packages, &set(&["a", "b"])).len(), 1);
    }

    #[test]
    fn only_paths_of_a_crate_use_it() {
        assert!(is_named("use time::Date;", "time"));
        assert!(is_named("use ::time as clock;", "time"));
        assert!(!is_named(
            "mod time; use crate::time::A; runtime::b();",
            "time"
        ));
        let toml = "[dependencies]\none.workspace = true\ntwo = \"1\"\n\n[features]\nthree = []\n";
        assert_eq!(dependencies(toml), ["one", "two"]);
    }
}
