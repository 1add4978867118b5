//! Programs for Windows, run by Wine.

use std::path::Path;
use std::process::Command;

use util::{cache, run};

/// Debian's Wine does not have this library, which every Windows has and Rust's standard library takes random bytes from.
const RANDOM: &str = "bcryptprimitives.dll";
const SOURCE: &str = r"#include <windows.h>
#include <bcrypt.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    return BCryptGenRandom(NULL, data, (ULONG)size, BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0;
}
";

/// Puts what Wine lacks beside the programs in a folder.
pub(super) fn prepare(folder: &Path, compiler: &str) -> anyhow::Result<()> {
    let source = folder.join("random.c");
    std::fs::write(&source, SOURCE)?;
    run::run(
        "compiling what Wine lacks",
        Command::new(compiler)
            .arg("-shared")
            .arg(&source)
            .arg("-o")
            .arg(folder.join(RANDOM))
            .arg("-lbcrypt"),
    )
}

/// Settings for a command that starts Wine.
pub(super) fn environment(command: &mut Command) -> anyhow::Result<()> {
    command
        .env("WINEPREFIX", cache::dir("wine")?)
        .env("WINEDEBUG", "-all");
    Ok(())
}
