//! Looks into archives for Apple's systems.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use goblin::Object;
use goblin::archive::Archive;
use goblin::mach::Mach;

use setup::platforms::Platform;
use setup::{Found, macos};

use super::formats;
use crate::build_paths;

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
    let mut system = macos::system(zig)?;
    system.extend(macos::frameworks()?);
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
