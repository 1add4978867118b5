//! Writes every generated file of the house from the description in `api/`.

pub mod c;
mod client;
pub mod docs;
mod features;
mod gates;
mod names;
pub mod python;
pub mod rust;
pub mod rust_core;
#[cfg(test)]
mod sample;
pub mod uniffi;
pub mod wasm;
mod write;

use std::path::Path;

use spec::ir::Api;

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// Its whole text; the first line says that it is generated.
    pub text: String,
}

/// A part of the house that has generated files.
#[derive(Debug)]
pub struct Target {
    /// What `cargo xtask generate NAME` calls it.
    pub name: &'static str,
    /// Where its files lie. A generated file below one of these belongs to the target with the longest match.
    pub places: &'static [&'static str],
    /// Its files.
    pub files: fn(&Api) -> anyhow::Result<Vec<File>>,
}

/// Every target, in the order of writing.
pub const TARGETS: &[Target] = &[
    Target {
        name: "core",
        places: &["core/src"],
        files: rust_core::files,
    },
    Target {
        name: "uniffi",
        places: &["bindings-uniffi"],
        files: uniffi::files,
    },
    Target {
        name: "c",
        places: &["bindings-uniffi/c/src"],
        files: c::files,
    },
    Target {
        name: "python",
        places: &["bindings-python"],
        files: python::files,
    },
    Target {
        name: "docs",
        places: &["docs"],
        files: docs::files,
    },
    Target {
        name: "wasm",
        places: &["bindings-wasm"],
        files: wasm::files,
    },
];

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
