//! Folders, built packages and archives.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::run;

/// Copies a folder with everything in it.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in
        std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?
    {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
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
