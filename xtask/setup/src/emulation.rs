//! Debian's Python and C libraries for machines that are not this one, unpacked into a folder of the cache in which qemu looks
//! for them. Nothing of it is installed, so it needs neither root nor a second architecture in the system's apt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::platforms::{Machine, Platform, System};
use util::{cache, run};

/// glibc comes with Python.
const PACKAGES: [&str; 2] = ["python3", "musl"];

/// A command that runs a program of that platform here; the program comes next. There is none for the systems of Apple and for
/// Android.
///
/// # Errors
/// When its C libraries cannot be had.
pub fn runner_of(platform: &Platform) -> Result<Option<Vec<String>>> {
    match platform.system {
        System::Glibc | System::Musl => runner(platform.machine).map(Some),
        System::Windows => Ok(Some(vec!["wine".to_owned()])),
        System::Macos | System::Android | System::Ios | System::Simulator => Ok(None),
    }
}

/// The same for a Linux of that machine.
///
/// # Errors
/// When its C libraries cannot be had.
pub fn runner(machine: Machine) -> Result<Vec<String>> {
    let Some(emulator) = machine.emulator() else {
        return Ok(Vec::new());
    };
    let root = root(machine)?;
    Ok(vec![
        emulator.to_owned(),
        "-L".to_owned(),
        root.to_string_lossy().into_owned(),
    ])
}

/// That machine's own Python.
///
/// # Errors
/// When it cannot be had.
pub fn python(machine: Machine) -> Result<PathBuf> {
    Ok(root(machine)?.join("usr/bin/python3"))
}

/// The folder that stands for `/` of that machine; it is filled once.
fn root(machine: Machine) -> Result<PathBuf> {
    let folder = cache::dir(&format!("emulation/{}", machine.debian()))?;
    let root = folder.join("root");
    let stamp = cache::Stamp::new(&folder, PACKAGES.join(" "));
    if stamp.holds() {
        return Ok(root);
    }
    let _only_one = cache::lock(&folder)?;
    if !stamp.holds() {
        fill(machine, &folder, &root)?;
        stamp.set()?;
    }
    Ok(root)
}

fn fill(machine: Machine, folder: &Path, root: &Path) -> Result<()> {
    if run::find("apt-get").is_none() || run::find("dpkg-deb").is_none() {
        bail!("libraries of {} come from Debian", machine.debian());
    }
    for part in ["state/lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let what = format!("libraries of {}", machine.debian());
    // One broken source among several must not stop the rest, as in `apt`.
    if let Err(error) = run::run(
        &format!("looking for {what}"),
        apt(machine, folder).arg("update"),
    ) {
        run::note(&format!("{error:#}"));
    }
    run::run(
        &format!("downloading {what}"),
        apt(machine, folder)
            .args(["install", "-y", "--download-only"])
            .arg("--no-install-recommends")
            .args(PACKAGES),
    )?;
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::create_dir_all(root)?;
    let packages = folder.join("cache/archives");
    for entry in fs::read_dir(&packages).context("nothing was downloaded")? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "deb") {
            run::run(
                &format!("unpacking {what}"),
                Command::new("dpkg-deb").arg("-x").arg(&path).arg(root),
            )?;
        }
    }
    fs::remove_dir_all(&packages)?;
    fs::remove_dir_all(folder.join("state"))?;
    Ok(())
}

/// apt of the system's sources, for another architecture and with an empty list of what is installed.
fn apt(machine: Machine, folder: &Path) -> Command {
    let mut command = Command::new("apt-get");
    let debian = machine.debian();
    for option in [
        format!("APT::Architecture={debian}"),
        format!("APT::Architectures={debian}"),
        format!("Dir::State={}", folder.join("state").display()),
        format!("Dir::Cache={}", folder.join("cache").display()),
        "Dir::State::status=/dev/null".to_owned(),
        // Its own user cannot write into the folders of this one.
        "APT::Sandbox::User=root".to_owned(),
        "Acquire::Retries=3".to_owned(),
    ] {
        command.arg("-o").arg(option);
    }
    command
}
