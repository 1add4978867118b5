//! Writes every generated file from the description in `api/`.

pub mod c;
mod client;
pub mod docs;
mod features;
mod file;
mod gates;
mod names;
pub mod python;
pub mod rust;
pub mod rust_core;
pub mod rust_types;
#[cfg(test)]
mod sample;
mod spelling;
mod targets;
pub mod uniffi;
pub mod wasm;
mod write;

use std::path::Path;

use spec::ir::Api;

pub use file::File;
use targets::TARGETS;

/// Writes the generated files of the named targets (of all, if none is named), or only compares them when `check` is
/// set; says in one line what it did.
///
/// # Errors
/// When `api/` is wrong, a target is unknown, or a file differs.
pub fn run(root: &Path, check: bool, names: &[&str]) -> anyhow::Result<String> {
    for name in names {
        if !TARGETS.iter().any(|target| target.name == *name) {
            let known: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            anyhow::bail!(
                "no generated part is called `{name}`; there are {}",
                known.join(", ")
            );
        }
    }
    let described = spec::load(root)?;
    let api = spec::load_generated(root)?;
    crate::names::check(&api)?;
    let mut files = Vec::new();
    let mut chosen = Vec::new();
    for target in TARGETS {
        if names.is_empty() || names.contains(&target.name) {
            let api = if target.name == "docs" {
                &described
            } else {
                &api
            };
            files.extend((target.files)(api)?);
            chosen.push(target.name);
        }
    }
    rust::tidy(&mut files)?;
    crate::names::check_imports(&files)?;
    if chosen.contains(&"core") {
        files.extend(features::files(root, &api)?);
    }
    if chosen.contains(&"c") {
        write_signatures(root, &api)?;
    }
    let stale = write::stale(root, &chosen, &files)?;
    if check {
        return write::compare(root, &files, &stale);
    }
    write::write(root, &files, &stale)
}

/// Where cbindgen finds the signatures of C's generated functions, from the root of the repository.
pub const SIGNATURES: &str = "target/c-signatures";

/// Writes what cbindgen reads. It is no part of the repository, so there is nothing to compare it with.
fn write_signatures(root: &Path, api: &Api) -> anyhow::Result<()> {
    let folder = root.join(SIGNATURES);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    for file in c::signatures(api)? {
        std::fs::write(folder.join(file.path), file.text)?;
    }
    Ok(())
}
