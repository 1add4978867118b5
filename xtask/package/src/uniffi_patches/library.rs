//! The library that Kotlin and Swift load, built once for both.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use setup::platforms::System;
use util::{cache, run, symbols};

use crate::build_paths;
use crate::c_systems::static_libs;
pub(crate) use crate::profile::name as profile;

/// The built files.
pub(crate) struct Library {
    /// With its symbols, for uniffi.
    pub(crate) symbols: PathBuf,
    /// What the JVM loads.
    pub(crate) shared: PathBuf,
    /// What Swift links.
    pub(crate) archive: PathBuf,
}

/// The folder into which cargo builds libraries of that profile.
pub(crate) fn built() -> PathBuf {
    built_in(&cache::target())
}

/// The same for libraries of another machine, whose folder is below `target`.
pub(crate) fn built_in(target: &Path) -> PathBuf {
    let profile = profile();
    target.join(if profile == "dev" { "debug" } else { &profile })
}

/// The command that builds a crate as libraries, shared and static; `--` and the arguments of rustc come next.
///
/// # Errors
/// When it is not known where cargo keeps its files.
pub(crate) fn cargo(root: &Path, package: &str) -> Result<Command> {
    let mut command = Command::new("cargo");
    command
        .args(["rustc", "--package", package, "--lib"])
        .args(["--profile", &profile()])
        .args(["--crate-type", "cdylib,staticlib"])
        .current_dir(root);
    if build_paths::are_removed() {
        command.env("CARGO_ENCODED_RUSTFLAGS", build_paths::flags(&[])?);
    }
    Ok(command)
}

/// Builds it. Cargo does not build an unchanged one again.
///
/// # Errors
/// When it does not build.
pub(crate) fn build(root: &Path) -> Result<Library> {
    run::run(
        "building the library for Kotlin and Swift",
        cargo(root, "ory-hub-native")?.args(["--", "-C", "strip=none"]),
    )?;
    let built = built();
    let out = cache::target().join("foreign/library");
    std::fs::create_dir_all(&out)?;
    let symbols = out.join("with-symbols.so");
    let shared = out.join("libory_hub_native.so");
    let archive = out.join("libory_hub_native.a");
    std::fs::copy(built.join("libory_hub_native.so"), &symbols)?;
    std::fs::copy(built.join("libory_hub_native.a"), &archive)?;
    link(&symbols, &archive, &shared)?;
    run::run(
        "stripping the archive",
        Command::new("strip").arg("--strip-debug").arg(&archive),
    )?;
    for library in [&shared, &archive] {
        build_paths::none_in(library)?;
    }
    Ok(Library {
        symbols,
        shared,
        archive,
    })
}

/// Links the archive again with the functions alone as its interface. rustc exports uniffi's descriptions of them too,
/// which only the generator of sources reads: a sixteenth of the library.
fn link(with_symbols: &Path, archive: &Path, out: &Path) -> Result<()> {
    let exported = symbols::exported(with_symbols)?;
    let is_function = |name: &&str| name.starts_with("uniffi_") || name.starts_with("ffi_");
    let functions: Vec<&str> = exported
        .iter()
        .map(String::as_str)
        .filter(is_function)
        .collect();
    ensure!(!functions.is_empty(), "the library exports no function");
    let script = out.with_extension("ver");
    let needed = out.with_extension("needed");
    std::fs::write(
        &script,
        format!("{{ global: {}; local: *; }};", functions.join("; ")),
    )?;
    let wanted: Vec<String> = functions
        .iter()
        .map(|name| format!("-Wl,-u,{name}"))
        .collect();
    std::fs::write(&needed, wanted.join("\n"))?;
    run::run(
        "linking the library",
        Command::new("cc")
            .args([
                "-shared",
                "-Wl,--gc-sections,--strip-all,-z,relro,-z,now",
                "-o",
            ])
            .arg(out)
            .arg(format!("@{}", needed.display()))
            .arg(archive)
            .arg(format!("-Wl,--version-script={}", script.display()))
            .args(static_libs(System::Glibc).split(' ')),
    )
}
