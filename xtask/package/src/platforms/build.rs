//! Builds the libraries of a crate for a platform of the table.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use setup::platforms::{Platform, System};
use setup::{Found, android, cross, macos};
use util::{cache, run};

use crate::uniffi_patches::library;
use crate::{build_paths, c_systems};

/// A crate whose libraries are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crate {
    /// That of C.
    C,
    /// That of Kotlin and Swift.
    Native,
}

impl Crate {
    fn name(self) -> &'static str {
        match self {
            Self::C => "ory-hub-c",
            Self::Native => "ory-hub-native",
        }
    }

    /// The kinds of libraries that its packages hold.
    fn kinds(self, platform: &Platform) -> &'static str {
        match (self, platform.system) {
            (_, System::Ios | System::Simulator) => "staticlib",
            // Swift has the archive, Kotlin the other.
            (Self::C, _) | (Self::Native, System::Macos) => "cdylib,staticlib",
            (Self::Native, _) => "cdylib",
        }
    }

    /// What rustc is told for this crate alone, after all that cargo is told.
    fn arguments(self, platform: &Platform) -> Result<Vec<String>> {
        let soname = || format!("link-arg=-Wl,-soname,{}", platform.library());
        let told: Vec<String> = match (self, platform.system) {
            (Self::C, system) => return c_systems::rustc_arguments(system),
            (Self::Native, System::Android) => vec![soname()],
            // uniffi reads the symbols of this one.
            (Self::Native, System::Glibc | System::Musl) => vec!["strip=none".to_owned(), soname()],
            (Self::Native, System::Macos) => vec![c_systems::macos_name(platform.library())],
            (Self::Native, _) => Vec::new(),
        };
        let mut words = vec!["--".to_owned()];
        words.extend(told.into_iter().flat_map(|one| ["-C".to_owned(), one]));
        Ok(words)
    }
}

/// Builds them and gives the folder that has them.
///
/// # Errors
/// When they do not build, or need what the packages do not say.
pub(crate) fn build(root: &Path, platform: &Platform, of: Crate, zig: &Found) -> Result<PathBuf> {
    let mut command = match platform.system {
        System::Glibc | System::Musl => cross::zigbuild(zig)?,
        System::Macos => macos(root, platform, zig)?,
        System::Windows => cargo(root),
        System::Android => android(root, platform, zig)?,
        System::Ios | System::Simulator => ios(root, platform),
    };
    let label = format!("building {} for {}", of.name(), platform.name);
    run::run(
        &label,
        command
            .args(["--package", of.name(), "--lib"])
            .args(["--profile", &library::profile()])
            .args(["--crate-type", of.kinds(platform)])
            .args(["--target", &platform.zigbuild_target()])
            .args(of.arguments(platform)?)
            .envs(platform.oldest())
            .env("CARGO_ENCODED_RUSTFLAGS", flags(platform)?),
    )?;
    if of == Crate::C {
        c_systems::check_static_libs(platform.system, &label)?;
    }
    Ok(library::built_in(&cache::target().join(platform.target)))
}

/// What rustc is told for every crate, as `CARGO_ENCODED_RUSTFLAGS` has it.
///
/// # Errors
/// When it is not known where cargo and rustup keep their files.
pub(crate) fn flags(platform: &Platform) -> Result<String> {
    match platform.system {
        // A library that programs load shares the C library with them.
        System::Musl => build_paths::flags(&["-C", "target-feature=-crt-static"]),
        _ => build_paths::flags(&[]),
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.arg("rustc").current_dir(root);
    command
}

fn android(root: &Path, platform: &Platform, zig: &Found) -> Result<Command> {
    let toolchain = android::Toolchain::new(platform, zig)?;
    let mut command = cargo(root);
    command.envs(toolchain.environment(platform));
    Ok(command)
}

fn macos(root: &Path, platform: &Platform, zig: &Found) -> Result<Command> {
    let toolchain = macos::Toolchain::new(platform, zig)?;
    let mut command = cargo(root);
    command.envs(toolchain.environment(platform));
    Ok(command)
}

/// An archive needs no linker; C is compiled with declarations of ours.
fn ios(root: &Path, platform: &Platform) -> Command {
    let mut command = cargo(root);
    if platform.system == System::Simulator {
        // Rust's standard library for it is compiled from its sources, which the stable compiler does for itself alone.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .arg("-Zbuild-std=std,panic_unwind");
    }
    command.envs(macos::compiler(platform));
    command
}
