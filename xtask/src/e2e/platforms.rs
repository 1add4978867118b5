//! The packages of every platform: built, looked into, and their examples run against the real Kratos; those for C by qemu
//! where the machine is another one, those for Python where it is this one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail, ensure};

use setup::Found;
use setup::platforms::{self, Libc, Platform};
use util::counts::Counts;
use util::files::{artefact, unpack};
use util::{cache, run};

use super::fixture::Fixture;
use crate::package;

/// What the example prints, a line a step.
const STEPS: [&str; 3] = ["created ", "listed ", "deleted: getIdentity: 404 "];

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
    let zig = platforms::ready().map_err(|missing| missing.error())?;
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
    let chosen = platforms::chosen(&[])?;
    for platform in chosen.platforms.iter().copied() {
        // What was made was looked into.
        counts += Counts::ONE;
        let mut runs = Vec::new();
        if chosen.has("c") {
            let prefix = unpacked(root, platform, &driver.work)?;
            if platform.runs_shared() {
                runs.push(example(platform, &prefix, Link::Shared, &zig, &urls));
            }
            runs.push(example(platform, &prefix, Link::Static, &zig, &urls));
        }
        let is_here = platform.machine.runner().is_empty() && platform.libc != Libc::Musl;
        if chosen.has("python") && is_here {
            runs.push(wheel(root, platform, &driver.work, &urls));
        }
        for run in runs {
            match run {
                Ok(()) => counts += Counts::ONE,
                Err(error) => failures.push(format!("{}: {error:#}", platform.name)),
            }
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
    prefix: &Path,
    link: Link,
    zig: &Found,
    urls: &[&str],
) -> anyhow::Result<()> {
    let (name, library) = match link {
        Link::Shared => ("shared", "libory-hub.so"),
        Link::Static => ("static", "libory-hub.a"),
    };
    let lib = prefix.join("lib");
    let program = prefix.join(name);
    let mut compile = platforms::zig_cc(zig, platform);
    compile
        .args(["-std=c99", "-Wall", "-Werror", "-I"])
        .arg(prefix.join("include"))
        .arg(prefix.join("example.c"))
        .arg("-o")
        .arg(&program)
        .arg(lib.join(library))
        .env("ZIG_GLOBAL_CACHE_DIR", cache::dir("zig")?);
    match (link, platform.libc) {
        (Link::Shared, _) => compile.arg(format!("-Wl,-rpath,{}", lib.display())),
        (Link::Static, Libc::Glibc(_)) => compile.arg("-lunwind"),
        (Link::Static, Libc::Musl) => compile.args(["-lunwind", "-static"]),
    };
    let label = format!("{} example with the {name} library", platform.name);
    run::run(&format!("compiling the {label}"), &mut compile)?;

    let mut command = match platform.machine.runner() {
        [] => Command::new(&program),
        [emulator, arguments @ ..] => {
            let mut command = Command::new(emulator);
            command.args(arguments).arg(&program);
            command
        }
    };
    run_example(&label, command.args(urls))
}

/// Installs the wheel into an environment of its own and runs the example with it.
fn wheel(root: &Path, platform: &Platform, work: &Path, urls: &[&str]) -> anyhow::Result<()> {
    let tools = setup::python::ready().map_err(|missing| missing.error())?;
    let python = setup::python::fresh(&work.join("environment"), &tools)?;
    let folder = root.join("target/package/platforms");
    let wheel = artefact(
        &folder,
        &format!("manylinux2014_{}.whl", std::env::consts::ARCH),
    )?;
    setup::python::install(&wheel, &python, &tools)?;
    run_example(
        &format!("{} example of Python", platform.name),
        Command::new(&python)
            .arg(root.join("examples/python/identities.py"))
            .args(urls)
            .current_dir(work),
    )
}

fn run_example(label: &str, command: &mut Command) -> anyhow::Result<()> {
    let ended = run::to_the_end(&format!("running the {label}"), command)?;
    ensure!(
        ended.status.success() && as_told(&ended.said),
        "the {label} ended with {}:\n{}",
        ended.status,
        run::tail(&ended.log, 20)
    );
    Ok(())
}

fn as_told(said: &str) -> bool {
    let lines: Vec<&str> = said.lines().collect();
    lines.len() == STEPS.len()
        && lines
            .iter()
            .zip(STEPS)
            .all(|(line, step)| line.starts_with(step))
}

#[cfg(test)]
mod tests {
    use super::as_told;

    #[test]
    fn only_all_steps_in_order_are_right() {
        assert!(as_told(
            "created 1 {}\nlisted 4\ndeleted: getIdentity: 404 x\n"
        ));
        assert!(!as_told("created 1 {}\nlisted 4\n"));
        assert!(!as_told(
            "listed 4\ncreated 1 {}\ndeleted: getIdentity: 404 x\n"
        ));
        assert!(!as_told(""));
    }
}
