//! Looks into archives for Windows.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use goblin::archive::Archive;

use util::symbols;

/// The archive has all functions of the headers.
///
/// # Errors
/// When that does not hold.
pub(crate) fn archive(root: &Path, archive: &Path) -> Result<String> {
    let bytes = std::fs::read(archive)?;
    let archive = Archive::parse(&bytes)?;
    let listed = archive.summarize();
    let names = listed.iter().flat_map(|(_, _, names)| names);
    let (functions, others): (BTreeSet<String>, BTreeSet<String>) = names
        .map(|name| (*name).to_owned())
        .partition(|name| name.starts_with("ory_"));
    symbols::same(&symbols::headers(&root.join("include"))?, &functions)?;
    Ok(format!(
        "{} objects, {} functions, {} other global symbols",
        archive.len(),
        functions.len(),
        others.len()
    ))
}
