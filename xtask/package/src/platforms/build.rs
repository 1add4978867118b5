//! Builds the C library for another machine, with zig as C compiler and linker.

use std::path::PathBuf;

use anyhow::Result;

use setup::Found;
use setup::platforms::{self, Libc, Platform};
use util::{cache, run};

use crate::c;
use crate::uniffi_patches::library;

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
            .env("CARGO_ENCODED_RUSTFLAGS", flags(platform)?.join("\x1f")),
    )?;
    Ok(library::built_in(&cache::target().join(platform.target)))
}

/// No path of the machine that builds is to stand in a library.
fn flags(platform: &Platform) -> Result<Vec<String>> {
    let renamed = [
        (platforms::cargo_home()?.join("registry/src"), "/registry"),
        (cache::project(), "/ory-hub"),
    ];
    let mut flags: Vec<String> = renamed
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect();
    // A library that programs load shares the C library with them.
    if platform.libc == Libc::Musl {
        flags.extend(["-C", "target-feature=-crt-static"].map(str::to_owned));
    }
    Ok(flags)
}
