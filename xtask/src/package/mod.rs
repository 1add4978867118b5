//! What users install, one file a language; everything goes to `target/package/`.

pub mod c;
mod foreign;
pub mod kotlin;
pub mod npm;
pub mod python;
pub mod rust;
pub mod swift;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{languages, run};

/// `cargo xtask package [NAME …]`.
///
/// # Errors
/// When a toolchain is missing or a package cannot be made.
pub fn command_line(root: &Path, names: &[String]) -> anyhow::Result<()> {
    for language in languages::named(names)? {
        run::note(&format!("== {}", language.title));
        language.ready()?;
        (language.package)(root)?;
    }
    run::note("the packages are in target/package/");
    Ok(())
}

/// The newest file in a folder whose name ends so.
///
/// # Errors
/// When there is none.
pub fn artefact(folder: &Path, end: &str) -> anyhow::Result<PathBuf> {
    let mut found: Vec<(std::time::SystemTime, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(end) {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    found.sort();
    match found.pop() {
        Some((_, path)) => Ok(path),
        None => anyhow::bail!("no {end} in {}", folder.display()),
    }
}

/// Unpacks a package (a zip if it is a jar or a wheel, else a compressed tar) into a folder, made if absent.
///
/// # Errors
/// When the archive cannot be read.
pub fn unpack(archive: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let zip = ["jar", "whl"].map(std::ffi::OsStr::new);
    let mut command = if archive.extension().is_some_and(|end| zip.contains(&end)) {
        let mut command = Command::new("python3");
        command.args(["-m", "zipfile", "-e"]).arg(archive).arg(".");
        command
    } else {
        let mut command = Command::new("tar");
        command.arg("-xzf").arg(archive);
        command
    };
    run::run("unpacking a package", command.current_dir(folder))
}
