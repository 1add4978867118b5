//! `cargo xtask package` and `cargo xtask sizes`: what each language's users install, under `target/package/`, and its
//! size. A program of its own, because its libraries take longer to build than all the rest of the tool.

mod apps;
mod budget;
mod build_paths;
mod c;
mod c_systems;
mod compressed;
mod elf;
mod kotlin;
mod kotlin_pages;
mod npm;
mod one_object;
mod platforms;
mod profile;
mod python;
mod rust;
mod sizes;
mod swift;
mod uniffi_patches;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let root = util::cache::project();
    let result = match names.split_first() {
        Some((first, rest)) if first == "platforms" => platforms::package(&root, rest),
        Some((first, rest)) if first == "platforms-again" => platforms::package_again(&root, rest),
        _ => names.iter().try_for_each(|name| one(&root, name)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            util::run::note(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn one(root: &Path, name: &str) -> Result<()> {
    match name {
        "rust" => rust::package(root),
        "browser" => npm::package(root),
        "kotlin" => kotlin::package(root),
        "swift" => swift::package(root),
        "python" => python::package(root),
        "c" => c::package(root),
        "sizes" => sizes::print(root),
        "platform-sizes" => platforms::sizes(root),
        other => anyhow::bail!("no package is called `{other}`"),
    }
}
