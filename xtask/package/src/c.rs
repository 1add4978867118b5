//! What C programs install: header, shared and static library, files for pkg-config and CMake.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use util::{run, symbols};

use crate::uniffi_patches::library;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the static library needs besides, as rustc says it on Linux, without the unwinder: compilers link theirs by
/// themselves, and it is another one (`gcc_eh`) in a program that is static as a whole.
const STATIC_LIBS: &str = "-lutil -lrt -lpthread -lm -ldl -lc";
const UNWINDER: &str = "-lgcc_s ";

/// Writes `target/package/c/ory-hub-VERSION-SYSTEM.tar.gz`.
///
/// # Errors
/// When the library cannot be built, or exports other functions than the header has.
pub(crate) fn package(root: &Path) -> anyhow::Result<()> {
    let series = series()?;
    let soname = format!("libory-hub.so.{series}");
    let built = build(root, &soname)?;
    let name = name();
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
    std::fs::copy(built.join("libory_hub_c.so"), &shared)?;
    library::one_object(
        &built.join("libory_hub_c.a"),
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
    archive(root, &name)
}

/// What the archive and the folder in it are called.
fn name() -> String {
    format!(
        "ory-hub-{VERSION}-{}-{}",
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

/// The part of the version that names the interface: `0.1` before 1.0.
fn series() -> anyhow::Result<String> {
    let (series, _) = VERSION
        .rsplit_once('.')
        .context("the version has three parts")?;
    Ok(series.to_owned())
}

/// Builds both libraries and gives the folder that has them.
fn build(root: &Path, soname: &str) -> anyhow::Result<PathBuf> {
    let label = "building the C library";
    run::run(
        label,
        library::cargo(root, "ory-hub-c")
            .args(["--", "--print", "native-static-libs", "-C"])
            .arg(format!("link-arg=-Wl,-soname,{soname}"))
            // Unloading would leak what threads and the system still hold, so it is not unloaded.
            .args(["-C", "link-arg=-Wl,-z,nodelete"]),
    )?;
    // rustc says it only when it really builds.
    let log = std::fs::read_to_string(run::log_path(label)?)?;
    if let Some((_, libs)) = log.split_once("native-static-libs: ") {
        let libs = libs.lines().next().unwrap_or_default().trim();
        let libs = libs.strip_prefix(UNWINDER).unwrap_or(libs);
        if libs != STATIC_LIBS {
            bail!("the static library needs `{libs}`, and its packages say `{STATIC_LIBS}`");
        }
    }
    Ok(library::built())
}

fn link(target: &str, path: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, path)
        .with_context(|| format!("cannot link {}", path.display()))?;
    Ok(())
}

/// The same bytes for the same files.
fn archive(root: &Path, name: &str) -> anyhow::Result<()> {
    let out = root.join("target/package/c");
    std::fs::create_dir_all(&out)?;
    run::run(
        "packing the C library",
        Command::new("tar")
            .args([
                "--sort=name",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mtime=@0",
                "-czf",
            ])
            .arg(out.join(format!("{name}.tar.gz")))
            .arg(name)
            .env("GZIP", "-9n")
            .current_dir(root.join("target/c")),
    )
}
