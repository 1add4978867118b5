//! The objects that Kotlin and Swift call, one file for each group, and the sources that each of the two gets beside
//! uniffi's output.

mod error;
mod event;
mod group;
mod kotlin;
mod names;
mod swift;
mod tables;

use spec::ir::Api;

use crate::file::File;

/// Kotlin's sources beside uniffi's, by their path in the package. `cargo xtask package` writes them, as it does with
/// uniffi's.
pub fn kotlin_sources(api: &Api) -> Vec<File> {
    kotlin::files(api)
}

/// The same for Swift.
pub fn swift_sources(api: &Api) -> Vec<File> {
    let mut files = swift::files(api);
    files.push(error::swift_source(api));
    files
}

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = error::files(api)?;
    files.extend(event::files(api)?);
    files.extend(group::files(api)?);
    files.extend(tables::files(api)?);
    Ok(files)
}
