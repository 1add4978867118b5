//! What the libraries of this machine may weigh: a library that grows is seen where it is built.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::profile;

/// The C library, as its archive has it.
pub(crate) const C: u64 = 3_500_000;
/// The library that is in Kotlin's jar.
pub(crate) const KOTLIN: u64 = 4_700_000;
/// The module that is in Python's wheel.
pub(crate) const PYTHON: u64 = 3_900_000;

/// The library weighs no more than that, in the profile and on the machine for which the number was measured.
///
/// # Errors
/// When it is above it, or is not there.
pub(crate) fn hold(library: &Path, most: u64) -> Result<()> {
    if profile::name() != "dist" || !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Ok(());
    }
    let bytes = std::fs::metadata(library)?.len();
    let name = library.file_name().unwrap_or_default().display();
    ensure!(
        bytes <= most,
        "{name} weighs {bytes} bytes; {most} are allowed (xtask/package/src/budget.rs)"
    );
    Ok(())
}
