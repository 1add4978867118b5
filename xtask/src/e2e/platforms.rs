//! The packages of every platform: built, looked into, and their examples run against the real Kratos; by qemu where the
//! machine is another one, by Wine where the system is Windows; for macOS they are linked.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use setup::platforms::{Platform, System};
use setup::{Found, chosen, cross, emulation};
use util::counts::Counts;
use util::files::unpack;
use util::{cache, run};

use super::fixture::Fixture;
use super::platform_example::{run_example, through};
use super::{platform_wheels, wine};
use crate::package;

/// How a program uses the library.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Shared,
    Static,
}

/// Builds and inspects all archives, then compiles and runs a program with each.
///
/// # Errors
/// When an archive cannot be made, or a program does not do what it does on this machine.
pub(crate) fn check(root: &Path) -> anyhow::Result<Counts> {
    let zig = cross::ready().map_err(|missing| missing.error())?;
    package::start(root, &["platforms"], &[])?;
    let fixture = Fixture::start(root)?;
    let (driver, _faults) = fixture.driver(root, "platforms", None)?;
    let url = |wanted: &str| {
        let found = driver.env.iter().find(|(name, _)| name == wanted);
        found
            .map(|(_, value)| value.as_str())
            .with_context(|| format!("{wanted} is not set"))
    };
    let urls = [url("ORY_HUB_KRATOS_PUBLIC")?, url("ORY_HUB_KRATOS_ADMIN")?];

    let mut counts = Counts::default();
    let mut failures = Vec::new();
    let chosen = chosen::chosen(&[])?;
    for platform in chosen.platforms.iter().copied() {
        // What was made was looked into.
        counts += Counts::ONE;
        let mut runs = Vec::new();
        if chosen.has("c") && platform.has("c") {
            let prefix = unpacked(root, platform, &driver.work)?;
            let runner = emulation::runner_of(platform)?;
            for link in [Link::Shared, Link::Static] {
                runs.push(example(
                    platform,
                    runner.as_deref(),
                    &prefix,
                    link,
                    &zig,
                    &urls,
                ));
            }
        }
        // There is no Python with musl here, and none for Windows or macOS.
        if chosen.has("python") && platform.has("python") && platform.system == System::Glibc {
            runs.push(match platform.machine.emulator() {
                None => platform_wheels::here(root, platform, &driver.work, &urls),
                Some(_) => platform_wheels::there(root, platform, &driver.work, &urls),
            });
        }
        for run in runs {
            match run {
                Ok(()) => counts += Counts::ONE,
                Err(error) => failures.push(format!("{}: {error:#}", platform.name)),
            }
        }
    }
    if chosen.has("python") {
        match platform_wheels::from_sources(root, &driver.work, &urls) {
            Ok(()) => counts += Counts::ONE,
            Err(error) => failures.push(format!("sources of Python: {error:#}")),
        }
    }
    if !failures.is_empty() {
        bail!("{}", failures.join("\n"));
    }
    Ok(counts)
}

/// The folder in the archive of a platform.
fn unpacked(root: &Path, platform: &Platform, work: &Path) -> anyhow::Result<PathBuf> {
    let name = format!("ory-hub-{}-{}", env!("CARGO_PKG_VERSION"), platform.name);
    let archive = root.join(format!("target/package/platforms/{name}.tar.gz"));
    unpack(&archive, work)?;
    Ok(work.join(name))
}

fn example(
    platform: &Platform,
    runner: Option<&[String]>,
    prefix: &Path,
    link: Link,
    zig: &Found,
    urls: &[&str],
) -> anyhow::Result<()> {
    let name = match link {
        Link::Shared => "shared",
        Link::Static => "static",
    };
    let lib = prefix.join("lib");
    let program = prefix.join(format!("{name}.exe"));
    let mut compile = compiler(platform, zig);
    compile
        .args(["-std=c99", "-Wall", "-Werror", "-I"])
        .arg(prefix.join("include"))
        .arg(prefix.join("example.c"))
        .arg("-o")
        .arg(&program)
        .env("ZIG_GLOBAL_CACHE_DIR", cache::dir("zig")?);
    match (link, platform.system) {
        (Link::Shared, System::Windows) => {
            compile.arg(lib.join("libory-hub.dll.a"));
            // Windows looks for it beside the program.
            for entry in std::fs::read_dir(prefix.join("bin"))? {
                let entry = entry?;
                std::fs::copy(entry.path(), prefix.join(entry.file_name()))?;
            }
        }
        (Link::Shared, System::Macos) => drop(compile.arg(lib.join("libory-hub.dylib"))),
        (Link::Shared, _) => {
            compile
                .arg(lib.join("libory-hub.so"))
                .arg(format!("-Wl,-rpath,{}", lib.display()));
        }
        (Link::Static, system) => {
            compile.arg(lib.join("libory-hub.a"));
            match system {
                System::Musl => compile.args(["-lunwind", "-static"]),
                System::Windows | System::Macos => compile.args(static_libraries(&lib)?),
                _ => compile.arg("-lunwind"),
            };
        }
    }
    match platform.system {
        System::Windows => wine::prepare(prefix, &mingw(platform))?,
        System::Macos => drop(
            compile
                .arg("-F")
                .arg(cross::headers("apple").join("frameworks")),
        ),
        _ => {}
    }
    let label = format!("{} example with the {name} library", platform.name);
    run::run(&format!("compiling the {label}"), &mut compile)?;
    match runner {
        Some(runner) => run_example(&label, through(runner, &program, platform)?.args(urls)),
        // That it links is all that can be seen here.
        None => Ok(()),
    }
}

fn compiler(platform: &Platform, zig: &Found) -> Command {
    match platform.system {
        System::Windows => Command::new(mingw(platform)),
        _ => cross::zig_cc(zig, platform),
    }
}

fn mingw(platform: &Platform) -> String {
    format!("{}gcc", platform.tools())
}

/// What the file for pkg-config names for programs without the shared library.
fn static_libraries(lib: &Path) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string(lib.join("pkgconfig/ory-hub.pc"))?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Libs.private: "))
        .context("the file for pkg-config names no libraries")?;
    // Nothing uses the one that Rust's libc crate names on macOS, and zig does not have it.
    let words = line.split_whitespace().filter(|word| *word != "-liconv");
    Ok(words.map(str::to_owned).collect())
}
