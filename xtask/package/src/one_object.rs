//! A static library that can stand beside another one of Rust.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use util::run;

/// A static library of one object whose only global symbols are those of the header, so that it can stand beside another
/// static library of Rust in one program. `tools` is what the names of the tools for that machine begin with.
///
/// # Errors
/// When the archive cannot be read by the tools of the system.
pub(crate) fn pack(tools: &str, archive: &Path, symbols: &[&str], out: &Path) -> Result<()> {
    let object = out.with_extension("o");
    run::run(
        "linking the static library into one object",
        Command::new(format!("{tools}ld"))
            // Without groups, whose symbols another library of Rust would look for here.
            .args(["-r", "--force-group-allocation", "--whole-archive", "-o"])
            .arg(&object)
            .arg(archive),
    )?;
    let keep = symbols
        .iter()
        .map(|name| format!("--keep-global-symbol={name}"));
    run::run(
        "hiding what is not in the header",
        Command::new(format!("{tools}objcopy"))
            .arg("--wildcard")
            .args(keep)
            .arg("--strip-debug")
            // Bitcode of several crates run together is no bitcode; `ar` refuses it where it knows LLVM.
            .args(["--remove-section=.llvmbc", "--remove-section=.llvmcmd"])
            .arg(&object),
    )?;
    if out.exists() {
        std::fs::remove_file(out)?;
    }
    run::run(
        "packing the static library",
        Command::new("ar").arg("rcsD").arg(out).arg(&object),
    )?;
    std::fs::remove_file(&object)?;
    Ok(())
}
