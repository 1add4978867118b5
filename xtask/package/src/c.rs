//! What C programs install: header, shared and static library, files for pkg-config and CMake.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use setup::platforms::System;
use util::{run, symbols};

use crate::budget;
use crate::build_paths;
use crate::c_systems::{self, VERSION};
use crate::uniffi_patches::library;

const LABEL: &str = "building the C library";
/// The package of this machine is for a Linux with glibc.
const SYSTEM: System = System::Glibc;

/// What rustc made for one platform, and how it is packed.
pub(crate) struct Built<'a> {
    /// The folder that has both libraries.
    pub(crate) folder: &'a Path,
    /// What it is for.
    pub(crate) system: System,
    /// What the names of the tools that read its objects begin with.
    pub(crate) tools: &'a str,
    /// What the archive is called, after the version.
    pub(crate) platform: &'a str,
    /// Where the archive comes to be.
    pub(crate) out: &'a Path,
}

/// Writes `target/package/c/ory-hub-VERSION-SYSTEM.tar.gz`.
///
/// # Errors
/// When the library cannot be built, or exports other functions than the header has.
pub(crate) fn package(root: &Path) -> anyhow::Result<()> {
    run::run(
        LABEL,
        library::cargo(root, "ory-hub-c")?.args(c_systems::rustc_arguments(SYSTEM)?),
    )?;
    c_systems::check_static_libs(SYSTEM, LABEL)?;
    let staged = pack(
        root,
        &Built {
            folder: &library::built(),
            system: SYSTEM,
            tools: "",
            platform: &format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
            out: &root.join("target/package/c"),
        },
    )?;
    for library in ["libory-hub.so", "libory-hub.a"] {
        build_paths::none_in(&staged.join("lib").join(library))?;
    }
    budget::hold(&staged.join("lib/libory-hub.so"), budget::C)
}

/// Packs the libraries of a platform with all that belongs to them; gives the folder that is in the archive.
///
/// # Errors
/// When the shared library exports other functions than the header has, or a tool fails.
pub(crate) fn pack(root: &Path, built: &Built<'_>) -> anyhow::Result<PathBuf> {
    let system = built.system;
    let name = format!("ory-hub-{VERSION}-{}", built.platform);
    let staging = root.join("target/c").join(&name);
    if staging.exists() {
        std::fs::remove_dir_all(&staging)?;
    }
    let lib = staging.join("lib");
    std::fs::create_dir_all(lib.join("pkgconfig"))?;
    std::fs::create_dir_all(lib.join("cmake/ory-hub"))?;
    std::fs::create_dir_all(staging.join("include/ory"))?;

    std::fs::copy(root.join("include/ory.h"), staging.join("include/ory.h"))?;
    for entry in std::fs::read_dir(root.join("include/ory"))? {
        let entry = entry?;
        std::fs::copy(
            entry.path(),
            staging.join("include/ory").join(entry.file_name()),
        )?;
    }
    c_systems::stage_shared(system, built.folder, &root.join("include"), &staging)?;
    c_systems::stage_static(system, built.tools, built.folder, &staging)?;
    if matches!(system, System::Glibc | System::Musl) {
        symbols::compare(
            &root.join("include"),
            &staging.join(c_systems::shared(system)?),
        )?;
    }
    for (template, place) in [
        ("ory-hub.pc", "lib/pkgconfig"),
        ("ory-hub-config.cmake", "lib/cmake/ory-hub"),
        ("ory-hub-config-version.cmake", "lib/cmake/ory-hub"),
    ] {
        let text = std::fs::read_to_string(root.join(format!("include/{template}.in")))?;
        let text = text
            .replace("@VERSION@", VERSION)
            .replace("@SERIES@", &c_systems::series()?)
            .replace("@SHARED@", &c_systems::shared(system)?)
            .replace("@SHARED_PROPERTY@", &c_systems::cmake_property(system)?)
            .replace("@STATIC_LIBS@", c_systems::static_libs(system));
        std::fs::write(staging.join(place).join(template), text)?;
    }
    for (source, name) in [
        ("include/README.md", "README.md"),
        ("examples/c/identities.c", "example.c"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
    ] {
        std::fs::copy(root.join(source), staging.join(name))
            .with_context(|| format!("cannot copy {source}"))?;
    }
    archive(&root.join("target/c"), &name, built.out)?;
    Ok(staging)
}

/// Packs a folder: the same bytes for the same files.
///
/// # Errors
/// When it cannot be packed.
pub(crate) fn archive(within: &Path, name: &str, out: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(out)?;
    run::run(
        &format!("packing {name}"),
        Command::new("tar")
            .args([
                "--sort=name",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mode=u+rwX,go+rX,go-w",
                "--mtime=@0",
                "-czf",
            ])
            .arg(out.join(format!("{name}.tar.gz")))
            .arg(name)
            .env("GZIP", "-9n")
            .current_dir(within),
    )
}
