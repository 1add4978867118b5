//! `cargo xtask package --all-platforms`: the C archive and the Python wheel for every platform of the table in
//! `setup::platforms`, each looked into, with checksums and a bill of materials beside them.

mod build;
mod inspect;
mod materials;
mod wheels;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use setup::Found;
use setup::platforms::{self, Platform};
use util::run;
use util::stdout::Stdout;

use crate::{apps, c};

const SUMS: &str = "SHA256SUMS";

/// Writes the packages of the named platforms and languages, or all, and prints what was found in them.
///
/// # Errors
/// When a library cannot be built, or is not what the table says.
pub(crate) fn package(root: &Path, names: &[String]) -> Result<()> {
    let chosen = platforms::chosen(names)?;
    let zig = platforms::ready().map_err(|missing| missing.error())?;
    let out = folder(root);
    // What is made as a whole holds nothing of an earlier version.
    if chosen.is_all() && out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    std::fs::create_dir_all(&out)?;
    let linked = chosen.has("c") || chosen.has("python");
    for platform in chosen.platforms.iter().filter(|_| linked) {
        run::note(&format!("== {}", platform.name));
        let mut facts = Vec::new();
        if chosen.has("c") {
            facts.extend(archive(root, platform, &zig, &out)?);
        }
        if chosen.has("python") {
            facts.push(wheels::package(root, platform, &zig, &out)?);
        }
        for fact in facts {
            writeln!(Stdout, "ok {}: {fact}", platform.name)?;
        }
    }
    if chosen.has("python") {
        wheels::sources(root, &out)?;
    }
    for language in ["kotlin", "swift"] {
        if chosen.has(language) {
            run::note(&format!("== {language}"));
            for fact in apps::package(root, language, &chosen.apps, &out)? {
                writeln!(Stdout, "ok {language}: {fact}")?;
            }
        }
    }
    for language in &chosen.languages {
        materials::write(root, language, &out)?;
    }
    sums(&out)
}

/// Writes the C archive of a platform, and says what was found in it.
fn archive(root: &Path, platform: &Platform, zig: &Found, out: &Path) -> Result<Vec<String>> {
    let built = build::build(platform, zig)?;
    let staged = c::pack(
        root,
        &c::Built {
            folder: &built,
            tools: platform.machine.tools(),
            platform: platform.name,
            out,
        },
    )?;
    inspect::inspect(platform, &staged)
}

/// Prints what each package weighs.
///
/// # Errors
/// When none has been made.
pub(crate) fn sizes(root: &Path) -> Result<()> {
    let out = folder(root);
    for file in files(&out)? {
        let bytes = std::fs::metadata(&file)?.len();
        writeln!(Stdout, "{:<48} {bytes:>10} bytes", name(&out, &file)?)?;
    }
    for platform in &platforms::ALL {
        let staged = root.join("target/c").join(format!(
            "ory-hub-{}-{}",
            env!("CARGO_PKG_VERSION"),
            platform.name
        ));
        for library in ["libory-hub.so", "libory-hub.a"] {
            if let Ok(data) = std::fs::metadata(staged.join("lib").join(library)) {
                let label = format!("{}: {library}", platform.name);
                writeln!(Stdout, "{label:<48} {:>10} bytes", data.len())?;
            }
        }
    }
    Ok(())
}

fn folder(root: &Path) -> PathBuf {
    root.join("target/package/platforms")
}

/// What is installed, without the checksums, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing = || {
        format!(
            "nothing in {}; run `cargo xtask package --all-platforms`",
            folder.display()
        )
    };
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(one) = open.pop() {
        for entry in std::fs::read_dir(&one).with_context(missing)? {
            let path = entry?.path();
            let is_sum = path == folder.join(SUMS)
                || path
                    .extension()
                    .is_some_and(|end| end == "md5" || end == "sha1");
            match path.is_dir() {
                true => open.push(path),
                false if is_sum => {}
                false => files.push(path),
            }
        }
    }
    files.sort();
    Ok(files)
}

/// How a file is called from the folder.
fn name(folder: &Path, file: &Path) -> Result<String> {
    Ok(file.strip_prefix(folder)?.to_string_lossy().into_owned())
}

/// In the form that `sha256sum --check` reads.
fn sums(folder: &Path) -> Result<()> {
    let mut text = String::new();
    for file in files(folder)? {
        let hash = Sha256::digest(std::fs::read(&file)?);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        text.push_str(&format!("{hash}  {}\n", name(folder, &file)?));
    }
    std::fs::write(folder.join(SUMS), text)?;
    Ok(())
}
