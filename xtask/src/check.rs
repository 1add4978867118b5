//! `cargo xtask check`: what shows most mistakes in the least time, before a commit.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use util::files::{git, is_generated, tracked};
use util::run;

use crate::test::{dependencies, style, workspace};
use crate::{generated, version};

/// The crate whose library needs an interpreter to be linked: its tests are the end-to-end ones.
const WITHOUT_TESTS: &str = "bindings-python";

/// What generated files are made from, and the headers.
const SOURCES: [&str; 4] = ["api/", "xtask/", "bindings-uniffi/c/", "include/"];

/// Checks format and style of all files, generated files where their sources have changed, lints and unit tests of the
/// crates that have changed: since the last commit, or in the last commit when nothing has changed since.
///
/// # Errors
/// At the first step that fails.
pub(crate) fn command_line(root: &Path) -> anyhow::Result<()> {
    timed("format", || workspace::format(root).map(drop))?;
    timed("style", || style::check(root).map(drop))?;
    timed("versions", || version::check(root).map(drop))?;
    timed("dependencies", || dependencies::check(root).map(drop))?;
    let changed = changed(root)?;
    if changed.iter().any(|file| concerns_generated(root, file)) {
        timed("generated", || {
            generated::command_line(root, &["--check".to_owned()])
        })?;
    }
    let crates = changed_crates(root, &changed)?;
    if crates.is_empty() {
        run::note("no crate has changed");
    }
    for (folder, name) in crates {
        timed(&format!("lints of {name}"), || {
            cargo(
                root,
                "clippy",
                &folder,
                &name,
                &["--quiet", "--all-targets"],
                &["--deny", "warnings"],
            )
        })?;
        if folder != WITHOUT_TESTS {
            // The servers' tests start real servers: they belong to `cargo xtask test`.
            timed(&format!("unit tests of {name}"), || {
                cargo(
                    root,
                    "test",
                    &folder,
                    &name,
                    &["--quiet", unit_tests(root, &folder)],
                    &["--skip", "servers::"],
                )
            })?;
        }
    }
    Ok(())
}

/// Where the unit tests of a crate are. Each file of `tests/` is a program to be linked; `cargo xtask test` runs those.
fn unit_tests(root: &Path, folder: &str) -> &'static str {
    match root.join(folder).join("src/lib.rs").is_file() {
        true => "--lib",
        false => "--bins",
    }
}

fn cargo(
    root: &Path,
    command: &str,
    folder: &str,
    name: &str,
    arguments: &[&str],
    passed_on: &[&str],
) -> anyhow::Result<()> {
    let targets = (command == "clippy" && folder == WITHOUT_TESTS).then_some("--lib");
    let arguments = arguments
        .iter()
        .filter(|argument| targets.is_none() || **argument != "--all-targets");
    run::run(
        &format!("cargo {command} {name}"),
        Command::new("cargo")
            .arg(command)
            .args(["--package", name])
            .args(arguments)
            .args(targets)
            .arg("--")
            .args(passed_on)
            .current_dir(root),
    )
}

fn timed(what: &str, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let since = Instant::now();
    work()?;
    run::note(&format!("{what}: {:.1} s", since.elapsed().as_secs_f64()));
    Ok(())
}

/// Files that differ from the last commit, or those of the last commit.
fn changed(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut changed = git(root, &["diff", "--name-only", "HEAD"])?;
    changed.extend(git(root, &["ls-files", "--others", "--exclude-standard"])?);
    if changed.is_empty() {
        changed = git(root, &["diff", "--name-only", "HEAD~1", "HEAD"])?;
    }
    Ok(changed)
}

/// Whether a changed file is generated, or may change what is. Groups are features of the manifests.
fn concerns_generated(root: &Path, file: &str) -> bool {
    SOURCES.iter().any(|folder| file.starts_with(folder))
        || file.ends_with("Cargo.toml")
        || std::fs::read_to_string(root.join(file)).map_or(true, |text| is_generated(&text))
}

/// Folder and name of the crates of the workspace that have changed.
fn changed_crates(root: &Path, changed: &[String]) -> anyhow::Result<BTreeSet<(String, String)>> {
    let workspace = std::fs::read_to_string(root.join("Cargo.toml"))?;
    let mut crates = Vec::new();
    for manifest in tracked(root)? {
        let Some(folder) = manifest.strip_suffix("/Cargo.toml") else {
            continue;
        };
        if workspace.contains(&format!("    \"{folder}\",\n")) {
            let toml = std::fs::read_to_string(root.join(&manifest))?;
            let name = toml
                .lines()
                .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
            crates.extend(name.map(|name| (folder.to_owned(), name.to_owned())));
        }
    }
    Ok(owners(changed, &crates))
}

/// The crates with the changed files: a file belongs to the innermost crate around it.
fn owners(changed: &[String], crates: &[(String, String)]) -> BTreeSet<(String, String)> {
    changed
        .iter()
        .filter_map(|file| {
            crates
                .iter()
                .filter(|(folder, _)| {
                    file.strip_prefix(folder.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
                })
                .max_by_key(|(folder, _)| folder.len())
                .cloned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{concerns_generated, owners, unit_tests};

    #[test]
    fn generated_files_are_compared_where_they_or_their_sources_have_changed() {
        let root = util::cache::project();
        let of = |file| concerns_generated(&root, file);
        assert!(of("api/identity/identity.yaml") && of("core/Cargo.toml"));
        assert!(of("core/src/model/mod.rs") && of("core/src/deleted.rs"));
        assert!(!of("core/src/client/retry.rs") && !of("README.md"));
    }

    #[test]
    fn unit_tests_are_in_the_library_if_there_is_one() {
        let root = util::cache::project();
        assert_eq!(unit_tests(&root, "core"), "--lib");
        assert_eq!(unit_tests(&root, "xtask"), "--bins");
    }

    #[test]
    fn a_file_belongs_to_the_innermost_crate() {
        let pair = |folder: &str, name: &str| (folder.to_owned(), name.to_owned());
        let crates = [
            pair("xtask", "xtask"),
            pair("xtask/spec", "spec"),
            pair("core", "ory-hub"),
        ];
        let changed = [
            "xtask/spec/src/ir.rs",
            "xtask/README.md",
            "coreutils.txt",
            "README.md",
        ];
        let found = owners(&changed.map(str::to_owned), &crates);
        let found: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(found, ["xtask", "spec"]);
    }
}
