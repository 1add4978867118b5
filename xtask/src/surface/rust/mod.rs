//! The public items of the Rust crate, as rustdoc knows them.

mod render;
mod types;

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::Value;
use util::{cache, run};

/// The version of rustdoc's format that the reader knows: that of the pinned compiler.
const FORMAT: u64 = 57;

/// One line for each public item.
///
/// # Errors
/// When the crate does not build.
pub(crate) fn lines(root: &Path) -> Result<Vec<String>> {
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
    render::lines(&document)
}
