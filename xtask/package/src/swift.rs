//! The Swift package: sources, the headers of the library, and the library itself, linked in.

use std::path::Path;

use anyhow::{Context, Result};

use util::files::copy_folder;

use crate::kotlin;
use crate::one_object;
use crate::uniffi_patches::{self, library};

/// The manifest of the package that is fetched by version.
pub(crate) const RELEASE: &str = "Package.release.swift.in";

/// Writes `target/package/swift/`.
///
/// # Errors
/// When the library or the sources cannot be made.
pub(crate) fn package(root: &Path) -> Result<()> {
    let library = library::build(root)?;
    let out = root.join("target/package/swift");
    sources(root, &library.symbols, &out)?;
    let place = out.join("lib");
    std::fs::create_dir_all(place.join("pkgconfig"))?;
    one_object::pack(
        "",
        &library.archive,
        &["uniffi_*", "ffi_*"],
        &place.join("libory_hub_native.a"),
    )?;
    // For those who fetch the sources by version and install the library.
    let pkg_config = out.join("ory-hub-native.pc.in");
    let text = std::fs::read_to_string(&pkg_config)?;
    std::fs::write(
        place.join("pkgconfig/ory-hub-native.pc"),
        text.replace("@VERSION@", env!("CARGO_PKG_VERSION")),
    )?;
    std::fs::remove_file(&pkg_config)?;
    Ok(())
}

/// Writes the package without a library: the sources, those that uniffi makes from the library with symbols among them, the
/// headers and their module map.
///
/// # Errors
/// When the sources cannot be made.
pub(crate) fn sources(root: &Path, symbols: &Path, out: &Path) -> Result<()> {
    if out.exists() {
        std::fs::remove_dir_all(out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    copy_folder(&root.join("bindings-uniffi/swift"), out)?;
    std::fs::remove_file(out.join(RELEASE))?;
    let sources = out.join("Sources");
    let api = spec::load_generated(root)?;
    kotlin::write(out, &codegen::uniffi::swift_sources(&api))?;
    uniffi_patches::swift(
        symbols,
        &api,
        &sources.join("OryHub"),
        &sources.join("OryHubFFI"),
    )?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        std::fs::copy(root.join(licence), out.join(licence))?;
    }
    Ok(())
}
