//! The packages of Kotlin and Swift for phones and other machines.

mod build;
mod gradle;
mod inspect;
mod kotlin;
mod other_formats;
mod swift;

use std::path::Path;

use anyhow::{Context as _, Result};

use setup::apps::{self, App, System};

/// Writes the packages of that language into `out`, and says what was found in each library; of the machines with these names, or
/// of all.
///
/// # Errors
/// When a library cannot be built, or is not what the table says.
pub(crate) fn package(
    root: &Path,
    language: &str,
    names: &[&str],
    out: &Path,
) -> Result<Vec<String>> {
    let zig = apps::ready().map_err(|missing| missing.error())?;
    let chosen = |app: &&App| names.is_empty() || names.contains(&app.name);
    if language == "kotlin" {
        let machines: Vec<&App> = kotlin::machines().into_iter().filter(chosen).collect();
        return kotlin::package(root, &machines, &zig, out);
    }
    let machines: Vec<&App> = apps::ALL.iter().filter(chosen).collect();
    let linux = apps::ALL.iter().find(|app| app.system == System::Linux);
    let linux = linux.context("uniffi reads the library of a Linux")?;
    let symbols = build::build(root, linux, &zig)?.join(linux.library());
    swift::package(root, &machines, &symbols, &zig, out)
}
