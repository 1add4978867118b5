//! The objects that Kotlin and Swift call, one file a group, and what each of the two gets beside uniffi's output.

mod error;
mod event;
mod group;
mod kotlin;
mod names;
mod swift;
mod tables;

use spec::ir::Api;

use crate::file::File;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = error::files(api)?;
    files.extend(event::files(api)?);
    files.extend(group::files(api)?);
    files.extend(kotlin::files(api));
    files.extend(swift::files(api));
    files.extend(tables::files(api)?);
    Ok(files)
}
