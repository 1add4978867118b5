//! Builds the C library for another machine, with zig as C compiler and linker.

use std::path::PathBuf;

use anyhow::Result;

use setup::Found;
use setup::platforms::{self, Libc, Platform};
use util::{cache, run};

use crate::uniffi_patches::library;
use crate::{build_paths, c};

/// Builds both libraries and gives the folder that has them.
///
/// # Errors
/// When they do not build.
pub(crate) fn build(platform: &Platform, zig: &Found) -> Result<PathBuf> {
    run::run(
        &format!("building the C library for {}", platform.name),
        platforms::zigbuild(zig)?
            .args(["--package", "ory-hub-c", "--lib"])
            .args(["--profile", &library::profile()])
            .args(["--crate-type", "cdylib,staticlib"])
            .args(["--target", &platform.zigbuild_target()])
            .args(c::rustc_arguments()?)
            .env("CARGO_ENCODED_RUSTFLAGS", flags(platform)?),
    )?;
    Ok(library::built_in(&cache::target().join(platform.target)))
}

/// What rustc is told for every crate, as `CARGO_ENCODED_RUSTFLAGS` has it.
pub(crate) fn flags(platform: &Platform) -> Result<String> {
    match platform.libc {
        Libc::Glibc(_) => build_paths::flags(&[]),
        // A library that programs load shares the C library with them.
        Libc::Musl => build_paths::flags(&["-C", "target-feature=-crt-static"]),
    }
}
