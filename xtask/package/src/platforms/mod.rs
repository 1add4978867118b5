//! `cargo xtask package --all-platforms`: the packages of every platform of the table in `setup::platforms`, each library
//! looked into, with checksums and a bill of materials beside them.

pub(crate) mod apple;
pub(crate) mod build;
pub(crate) mod formats;
mod inspect;
mod materials;
mod signature;
mod twice;
mod wheels;
mod windows;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use setup::chosen::{self, Chosen};
use setup::platforms::{ALL, Platform, System};
use setup::{Found, cross};
use util::stdout::Stdout;
use util::{run, symbols};

use crate::{apps, build_paths, c, c_systems};
use build::Crate;
use formats::Interface;

const SUMS: &str = "SHA256SUMS";

/// Writes the packages of the named platforms and languages, or all, and prints what was found in them.
///
/// # Errors
/// When a library cannot be built, or is not what the table says; the others are there all the same.
pub(crate) fn package(root: &Path, names: &[String]) -> Result<()> {
    let chosen = chosen::chosen(names)?;
    let out = folder(root);
    // What is made as a whole holds nothing of an earlier version.
    if chosen.is_all() && out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    into(root, &chosen, &out)
}

/// Writes them into a second folder, and compares them with those of the first, byte for byte. The environment names another folder
/// for cargo, so nothing is taken from the first build.
///
/// # Errors
/// When a package cannot be made, or is not the same.
pub(crate) fn package_again(root: &Path, names: &[String]) -> Result<()> {
    let first = folder(root);
    let second = first.with_file_name("platforms-again");
    if second.exists() {
        std::fs::remove_dir_all(&second)?;
    }
    into(root, &chosen::chosen(names)?, &second)?;
    let same = twice::compare(
        &std::fs::read_to_string(first.join(SUMS))?,
        &std::fs::read_to_string(second.join(SUMS))?,
    )?;
    std::fs::remove_dir_all(&second)?;
    writeln!(Stdout, "ok: {same} files, the same bytes twice")?;
    Ok(())
}

fn into(root: &Path, chosen: &Chosen, out: &Path) -> Result<()> {
    let zig = cross::ready().map_err(|missing| missing.error())?;
    std::fs::create_dir_all(out)?;
    // What cannot be made does not keep the rest from being made.
    let mut failures = Vec::new();
    let mut told = |name: &str, facts: Result<Vec<String>>| -> Result<()> {
        match facts {
            Ok(facts) => {
                for fact in facts {
                    writeln!(Stdout, "ok {name}: {fact}")?;
                }
            }
            Err(error) => {
                run::note(&format!("{name}: {error:#}"));
                failures.push(format!("{name}: {error:#}"));
            }
        }
        Ok(())
    };
    for &platform in &chosen.platforms {
        if chosen.has("c") && platform.has("c") {
            run::note(&format!("== {}: c", platform.name));
            told(platform.name, archive(root, platform, &zig, out))?;
        }
        if chosen.has("python") && platform.has("python") {
            run::note(&format!("== {}: python", platform.name));
            let fact = wheels::package(root, platform, &zig, out);
            told(platform.name, fact.map(|fact| vec![fact]))?;
        }
    }
    if chosen.has("python") {
        told("python", wheels::sources(root, out).map(|()| Vec::new()))?;
    }
    for language in ["kotlin", "swift"] {
        if chosen.has(language) {
            run::note(&format!("== {language}"));
            told(language, apps::package(root, language, chosen, &zig, out))?;
        }
    }
    for language in &chosen.languages {
        materials::write(root, language, out)?;
    }
    sums(out)?;
    ensure!(failures.is_empty(), "not made: {}", failures.join("; "));
    Ok(())
}

/// Writes the C archive of a platform, and says what was found in it.
fn archive(root: &Path, platform: &Platform, zig: &Found, out: &Path) -> Result<Vec<String>> {
    let built = build::build(root, platform, Crate::C, zig)?;
    let staged = c::pack(
        root,
        &c::Built {
            folder: &built,
            system: platform.system,
            tools: platform.tools(),
            platform: platform.name,
            out,
        },
    )?;
    let said = inspected(root, platform, zig, &staged);
    if said.is_err() {
        let name = staged.file_name().context("a folder has a name")?;
        std::fs::remove_file(out.join(format!("{}.tar.gz", name.to_string_lossy())))?;
    }
    said
}

fn inspected(root: &Path, platform: &Platform, zig: &Found, staged: &Path) -> Result<Vec<String>> {
    if platform.is_linux() {
        return inspect::inspect(platform, staged);
    }
    let shared = staged.join(c_systems::shared(platform.system)?);
    let archive = staged.join("lib/libory-hub.a");
    for library in [&shared, &archive] {
        build_paths::none_in(library)?;
    }
    let name = c_systems::soname(platform.system)?;
    let interface = Interface {
        functions: &[inspect::HEADERS],
        name: Some(&name),
        needed: &[],
    };
    let bytes = std::fs::read(&shared)?;
    let said = formats::shared(platform, &bytes, interface)?;
    symbols::same(
        &symbols::headers(&root.join("include"))?,
        &formats::exported(platform, &bytes)?,
    )?;
    let linked = match platform.system {
        System::Windows => windows::archive(root, &archive)?,
        _ => apple::inspect(platform, &archive, zig)?,
    };
    Ok(vec![
        format!("shared library with {said}"),
        format!("static library with {linked}"),
    ])
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
    for platform in &ALL {
        let staged = root.join("target/c").join(format!(
            "ory-hub-{}-{}",
            env!("CARGO_PKG_VERSION"),
            platform.name
        ));
        let shared = c_systems::shared(platform.system)?;
        for library in [shared.as_str(), "lib/libory-hub.a"] {
            if let Ok(data) = std::fs::metadata(staged.join(library)) {
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
