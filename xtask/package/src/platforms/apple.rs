//! Links libraries for macOS, and looks into archives for Apple's systems.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use goblin::Object;
use goblin::archive::Archive;
use goblin::mach::Mach;

use setup::Found;
use setup::android::zig_library;
use setup::cross::{LD64, headers};
use setup::platforms::{MACOS, Machine, Platform};
use util::{cache, run};

use super::formats;
use crate::build_paths;

/// Links the objects of an archive into a library that exports what the names begin with and nothing else. zig's linker, which cargo
/// would take, exports all of Rust's symbols.
///
/// # Errors
/// When the archive needs what is not in libSystem, Security or CoreFoundation.
pub(crate) fn link(
    platform: &Platform,
    archive: &Path,
    install_name: &str,
    exported: &[&str],
    zig: &Found,
    out: &Path,
) -> Result<()> {
    let work = cache::target().join("work/macos").join(platform.name);
    std::fs::create_dir_all(&work)?;
    let names: BTreeSet<String> = system(zig)?;
    let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let targets = "[ x86_64-macos, arm64-macos ]";
    let library = format!(
        "--- !tapi-tbd\ntbd-version: 4\ntargets: {targets}\ninstall-name: '/usr/lib/libSystem.B.dylib'\nexports:\n  - targets: {targets}\n    symbols: [ {} ]\n...\n",
        names.join(", ")
    );
    std::fs::write(work.join("libSystem.tbd"), library)?;
    let list: String = exported
        .iter()
        .map(|start| format!("_{start}*\n"))
        .collect();
    let exports = work.join("exported");
    std::fs::write(&exports, list)?;
    run::run(
        "linking a library for macOS",
        Command::new(LD64)
            .args(["-dylib", "-arch", arch(platform)])
            .args(["-platform_version", "macos", MACOS, MACOS])
            .arg("-exported_symbols_list")
            .arg(&exports)
            .args(["-dead_strip", "-dead_strip_dylibs", "-S", "-all_load"])
            .arg(archive)
            .arg("-F")
            .arg(headers("apple").join("frameworks"))
            .args(["-framework", "Security", "-framework", "CoreFoundation"])
            .arg("-L")
            .arg(&work)
            .args(["-lSystem", "-adhoc_codesign", "-install_name"])
            .arg(format!("@rpath/{install_name}"))
            .arg("-o")
            .arg(out),
    )
}

/// What Apple calls the machine.
pub(crate) fn arch(platform: &Platform) -> &'static str {
    match platform.machine {
        Machine::Aarch64 | Machine::Armv7 => "arm64",
        Machine::X86_64 => "x86_64",
    }
}

/// An archive has objects for its machine and system alone, and needs nothing but Apple's libraries.
///
/// # Errors
/// When that does not hold.
pub(crate) fn inspect(platform: &Platform, archive: &Path, zig: &Found) -> Result<String> {
    build_paths::none_in(archive)?;
    let bytes = std::fs::read(archive)?;
    let members = Archive::parse(&bytes)?;
    let mut defined = BTreeSet::new();
    let mut wanted = BTreeSet::new();
    let mut versions = BTreeSet::new();
    let mut objects = 0;
    for index in 0..members.len() {
        let Some(member) = members.get_at(index) else {
            bail!("no object {index} of {}", members.len());
        };
        let start = usize::try_from(member.offset)?;
        let data = bytes
            .get(start..start + member.size())
            .context("an object ends early")?;
        let Object::Mach(Mach::Binary(object)) = Object::parse(data)? else {
            bail!("{} is no object of Apple's", member.extended_name());
        };
        objects += 1;
        versions.insert(
            formats::object(platform, &object)
                .with_context(|| member.extended_name().to_owned())?,
        );
        for symbol in object.symbols() {
            let (name, kind) = symbol?;
            if kind.is_global() && !kind.is_stab() {
                match kind.is_undefined() {
                    true => wanted.insert(name.to_owned()),
                    false => defined.insert(name.to_owned()),
                };
            }
        }
    }
    let system = known(zig)?;
    let open: Vec<&String> = wanted.difference(&defined).collect();
    let foreign: Vec<&&String> = open
        .iter()
        .filter(|name| !system.contains(name.as_str()))
        .collect();
    ensure!(
        foreign.is_empty(),
        "it needs {foreign:?}, which no library of the system has"
    );
    versions.remove("");
    let versions: Vec<String> = versions.into_iter().collect();
    Ok(format!(
        "{objects} objects, {}, {} symbols of the system",
        versions.join(" and "),
        open.len()
    ))
}

/// What libSystem, Security and CoreFoundation export: the first as zig has it, the others as far as they are used.
fn known(zig: &Found) -> Result<BTreeSet<String>> {
    let frameworks = headers("apple").join("frameworks");
    let mut all = system(zig)?;
    for name in ["Security", "CoreFoundation"] {
        all.extend(names(
            &frameworks.join(format!("{name}.framework/{name}.tbd")),
        )?);
    }
    Ok(all)
}

fn system(zig: &Found) -> Result<BTreeSet<String>> {
    names(&zig_library(zig)?.join("libc/darwin/libSystem.tbd"))
}

fn names(file: &Path) -> Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let words = text.split(|c: char| c.is_whitespace() || ",[]'\"".contains(c));
    let names = words.filter(|name| name.starts_with('_') || name.starts_with("dyld_"));
    Ok(names.map(str::to_owned).collect())
}
