//! What C programs install: header, shared and static library, files for pkg-config and CMake.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use util::{run, symbols};

use crate::build_paths;
use crate::uniffi_patches::library;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the static library needs besides, as rustc says it on Linux, without the unwinder: compilers link theirs by
/// themselves, and it is another one (`gcc_eh`) in a program that is static as a whole.
pub(crate) const STATIC_LIBS: &str = "-lutil -lrt -lpthread -lm -ldl -lc";
const UNWINDER: &str = "-lgcc_s ";
const LABEL: &str = "building the C library";

/// What rustc made for one platform, and how it is packed.
pub(crate) struct Built<'a> {
    /// The folder that has both libraries.
    pub(crate) folder: &'a Path,
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
        library::cargo(root, "ory-hub-c")?.args(rustc_arguments()?),
    )?;
    check_static_libs()?;
    let staged = pack(
        root,
        &Built {
            folder: &library::built(),
            tools: "",
            platform: &format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
            out: &root.join("target/package/c"),
        },
    )?;
    for library in ["libory-hub.so", "libory-hub.a"] {
        build_paths::none_in(&staged.join("lib").join(library))?;
    }
    Ok(())
}

/// Packs the libraries of a platform with all that belongs to them; gives the folder that is in the archive.
///
/// # Errors
/// When the shared library exports other functions than the header has, or a tool fails.
pub(crate) fn pack(root: &Path, built: &Built<'_>) -> anyhow::Result<PathBuf> {
    let series = series()?;
    let soname = soname()?;
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
    let shared = lib.join(format!("libory-hub.so.{VERSION}"));
    std::fs::copy(built.folder.join("libory_hub_c.so"), &shared)?;
    library::one_object(
        built.tools,
        &built.folder.join("libory_hub_c.a"),
        &["ory_*"],
        &lib.join("libory-hub.a"),
    )?;
    symbols::compare(&root.join("include"), &shared)?;
    link(&format!("libory-hub.so.{VERSION}"), &lib.join(&soname))?;
    link(&soname, &lib.join("libory-hub.so"))?;
    for (template, place) in [
        ("ory-hub.pc", "lib/pkgconfig"),
        ("ory-hub-config.cmake", "lib/cmake/ory-hub"),
        ("ory-hub-config-version.cmake", "lib/cmake/ory-hub"),
    ] {
        let text = std::fs::read_to_string(root.join(format!("include/{template}.in")))?;
        let text = text
            .replace("@VERSION@", VERSION)
            .replace("@SERIES@", &series)
            .replace("@SONAME@", &soname)
            .replace("@STATIC_LIBS@", STATIC_LIBS);
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

/// The part of the version that names the interface: `0.1` before 1.0.
fn series() -> anyhow::Result<String> {
    let (series, _) = VERSION
        .rsplit_once('.')
        .context("the version has three parts")?;
    Ok(series.to_owned())
}

/// What the shared library is called by the programs that are linked with it.
pub(crate) fn soname() -> anyhow::Result<String> {
    Ok(format!("libory-hub.so.{}", series()?))
}

/// What rustc is told, after all that cargo is told.
///
/// # Errors
/// When the version has no parts.
pub(crate) fn rustc_arguments() -> anyhow::Result<Vec<String>> {
    let soname = format!("link-arg=-Wl,-soname,{}", soname()?);
    // Unloading would leak what threads and the system still hold, so it is not unloaded.
    let stay = "link-arg=-Wl,-z,nodelete".to_owned();
    let words = ["--", "--print", "native-static-libs", "-C"].map(str::to_owned);
    Ok([&words[..], &[soname, "-C".to_owned(), stay]].concat())
}

/// What rustc says that the static library needs is what its packages say; it says so only when it really builds.
fn check_static_libs() -> anyhow::Result<()> {
    let log = std::fs::read_to_string(run::log_path(LABEL)?)?;
    if let Some((_, libs)) = log.split_once("native-static-libs: ") {
        let libs = libs.lines().next().unwrap_or_default().trim();
        let libs = libs.strip_prefix(UNWINDER).unwrap_or(libs);
        if libs != STATIC_LIBS {
            bail!("the static library needs `{libs}`, and its packages say `{STATIC_LIBS}`");
        }
    }
    Ok(())
}

fn link(target: &str, path: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, path)
        .with_context(|| format!("cannot link {}", path.display()))?;
    Ok(())
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
