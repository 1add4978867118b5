//! What is asked of every library that is looked into: which parts of glibc it needs, and that its interface is all it shows.

use std::fmt::Debug;

use anyhow::{Result, ensure};
use goblin::elf::Elf;

/// The parts of glibc that a library of Rust is linked with; 2.34 made them one.
const GLIBC: [&str; 6] = [
    "libc.so.6",
    "libm.so.6",
    "libpthread.so.0",
    "libdl.so.2",
    "librt.so.1",
    "libutil.so.1",
];

/// A part of glibc, or its loader.
pub(crate) fn is_glibc(library: &str) -> bool {
    GLIBC.contains(&library) || library.starts_with("ld-linux")
}

/// The versions of glibc that the symbols ask for.
pub(crate) fn glibc_versions<'e>(elf: &'e Elf<'_>) -> impl Iterator<Item = &'e str> {
    let needs = elf.verneed.iter().flat_map(|section| section.iter());
    let versions = needs.flat_map(|need| need.iter().collect::<Vec<_>>());
    versions
        .map(|version| elf.dynstrtab.get_at(version.vna_name).unwrap_or_default())
        .filter_map(|name| name.strip_prefix("GLIBC_"))
}

/// The interface has functions, and nothing else is global.
///
/// # Errors
/// When that does not hold.
pub(crate) fn only_interface(functions: usize, unexpected: &[impl Debug]) -> Result<()> {
    ensure!(
        unexpected.is_empty(),
        "global beside the interface: {:?}",
        unexpected.iter().take(8).collect::<Vec<_>>()
    );
    ensure!(functions > 0, "no function of the interface is global");
    Ok(())
}
