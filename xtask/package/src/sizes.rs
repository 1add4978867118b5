//! `cargo xtask sizes`: what the packages weigh.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use util::cache;
use util::files::{artefact, unpack};
use util::stdout::Stdout;

use crate::compressed::brotli;
use crate::npm;

/// Prints a line a fact, over what `cargo xtask package` made.
///
/// # Errors
/// When a package is not there.
pub(crate) fn print(root: &Path) -> anyhow::Result<()> {
    let packages = root.join("target/package");
    let work = cache::target().join("work/sizes");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    for line in browser(&packages, &work)?
        .into_iter()
        .chain(npm::weights()?)
    {
        writeln!(Stdout, "{line}")?;
    }
    for (label, archive, library) in [
        (
            "kotlin: library in the jar",
            newest(&packages.join("kotlin"), ".jar")?,
            ".so",
        ),
        (
            "python: module in the wheel",
            artefact(&packages.join("python"), ".whl")?,
            ".so",
        ),
        (
            "c: shared library",
            artefact(&packages.join("c"), ".tar.gz")?,
            ".so",
        ),
    ] {
        let folder = work.join(label.split(':').next().unwrap_or(label));
        unpack(&archive, &folder)?;
        let file = largest(&folder, library)?;
        writeln!(
            Stdout,
            "{label:<34} {:>10} bytes",
            std::fs::metadata(&file)?.len()
        )?;
        writeln!(
            Stdout,
            "{:<34} {:>10} bytes",
            format!("{} packed", label.split(':').next().unwrap_or(label)),
            std::fs::metadata(&archive)?.len()
        )?;
    }
    let krate = artefact(&packages.join("rust"), ".crate")?;
    writeln!(
        Stdout,
        "{:<34} {:>10} bytes",
        "rust: crate",
        std::fs::metadata(&krate)?.len()
    )?;
    let mut lines = std::fs::read_to_string(root.join("include/ory.h"))?
        .lines()
        .count();
    for entry in std::fs::read_dir(root.join("include/ory"))? {
        lines += std::fs::read_to_string(entry?.path())?.lines().count();
    }
    writeln!(Stdout, "{:<34} {:>10} lines", "c: headers", lines)?;
    Ok(())
}

/// The module and its JavaScript as a browser gets them, without the script for Node, compressed by brotli at its best.
fn browser(packages: &Path, work: &Path) -> anyhow::Result<Vec<String>> {
    let folder = work.join("npm");
    unpack(&artefact(&packages.join("npm"), ".tgz")?, &folder)?;
    let mut lines = Vec::new();
    let mut sum = 0;
    for end in [".wasm", ".js"] {
        for file in all(&folder)?.into_iter().filter(|file| {
            let name = file.to_string_lossy();
            name.ends_with(end) && !name.ends_with(".node.js")
        }) {
            let packed = brotli(&std::fs::read(&file)?)?;
            sum += packed;
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            lines.push(format!(
                "{:<34} {packed:>10} bytes brotli",
                format!("npm: {name}")
            ));
        }
    }
    lines.push(format!("{:<34} {sum:>10} bytes brotli", "npm: in all"));
    Ok(lines)
}

fn newest(folder: &Path, end: &str) -> anyhow::Result<PathBuf> {
    all(folder)?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(end))
        .max()
        .with_context(|| {
            format!(
                "no {end} under {}; run `cargo xtask package`",
                folder.display()
            )
        })
}

fn largest(folder: &Path, part: &str) -> anyhow::Result<PathBuf> {
    all(folder)?
        .into_iter()
        .filter(|file| {
            file.file_name()
                .is_some_and(|name| name.to_string_lossy().contains(part))
        })
        .max_by_key(|file| std::fs::metadata(file).map_or(0, |data| data.len()))
        .with_context(|| format!("no {part} in {}", folder.display()))
}

fn all(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(all(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    Ok(found)
}
