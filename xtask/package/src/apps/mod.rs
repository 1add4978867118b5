//! The packages of Kotlin and Swift for phones and other machines.

mod gradle;
mod inspect;
mod kotlin;
mod swift;

use std::path::Path;

use anyhow::Result;

use setup::Found;
use setup::chosen::Chosen;
use setup::platforms::READ_BY_UNIFFI;

use crate::platforms::build::{Crate, build};

/// What stands in the name of a package that has not all platforms of its language.
const PARTIAL: &str = "-partial";

/// Writes the packages of that language into `out`, and says what was found in each library.
///
/// # Errors
/// When a library cannot be built, or is not what the table says.
pub(crate) fn package(
    root: &Path,
    language: &str,
    chosen: &Chosen,
    zig: &Found,
    out: &Path,
) -> Result<Vec<String>> {
    let symbols = build(root, READ_BY_UNIFFI, Crate::Native, zig)?.join(READ_BY_UNIFFI.library());
    let machines = chosen.of(language);
    let is_whole = chosen.is_whole(language);
    let suffix = if is_whole { "" } else { PARTIAL };
    match language {
        "kotlin" => kotlin::package(root, &machines, suffix, &symbols, zig, out),
        _ => swift::package(root, &machines, suffix, &symbols, zig, out),
    }
}
