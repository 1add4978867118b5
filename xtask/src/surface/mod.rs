//! `cargo xtask surface`: what users of the Rust crate can name, one line per item, in `docs/surface/rust.txt`. A change
//! of it shows in reviews. The other languages have theirs in the checked-in stubs, declarations and headers.

mod render;
mod types;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use util::counts::Counts;
use util::{cache, run};

const FILE: &str = "docs/surface/rust.txt";

/// The version of rustdoc's format that the reader knows: that of the pinned compiler.
const FORMAT: u64 = 57;

/// Writes the list.
///
/// # Errors
/// When the crate does not build.
pub fn write(root: &Path) -> Result<()> {
    let text = current(root)?;
    let path = root.join(FILE);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&path, text).with_context(|| format!("cannot write {FILE}"))
}

/// Compares the list with the crate.
///
/// # Errors
/// Names the lines that differ.
pub fn check(root: &Path) -> Result<Counts> {
    let written = std::fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let now = current(root)?;
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
        (written.lines().collect(), now.lines().collect());
    let gone = old.difference(&new).map(|line| format!("- {line}"));
    let added = new.difference(&old).map(|line| format!("+ {line}"));
    let changes: Vec<String> = gone.chain(added).collect();
    if changes.is_empty() {
        return Ok(Counts::ONE);
    }
    bail!(
        "the public surface of the Rust crate has changed; if that is meant, `cargo xtask surface` writes {FILE}\n{}",
        changes.join("\n")
    )
}

fn current(root: &Path) -> Result<String> {
    let target = cache::target().join("surface");
    run::run(
        "reading the public surface",
        Command::new("cargo")
            .args(["rustdoc", "--quiet", "--package", "ory-hub", "--lib"])
            .arg("--target-dir")
            .arg(&target)
            .args(["--", "-Z", "unstable-options", "--output-format", "json"])
            .args(["--cap-lints", "allow"])
            // The format is for nightly compilers; the pinned one writes it too.
            .env("RUSTC_BOOTSTRAP", "1")
            .current_dir(root),
    )?;
    let text = std::fs::read_to_string(target.join("doc/ory_hub.json"))?;
    let document: Value = serde_json::from_str(&text)?;
    let format = document["format_version"].as_u64().unwrap_or_default();
    anyhow::ensure!(
        format == FORMAT,
        "rustdoc writes format {format}; xtask/src/surface reads {FORMAT}"
    );
    let mut lines = render::lines(&document)?;
    lines.sort();
    lines.dedup();
    Ok(lines.join("\n") + "\n")
}
