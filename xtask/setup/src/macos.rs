//! Compiles for macOS without Xcode: clang and LLVM's linker, declarations of ours, and a list of what libSystem exports from
//! zig. zig itself would link as well, but every symbol of Rust would be exported then.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::Found;
use super::android::zig_library;
use super::cross::{self, headers};
use super::platforms::{MACOS, Machine, Platform};
use util::cache;

/// Libraries that rustc names: parts of libSystem, and one that Rust's libc crate names and nothing here uses.
const LIBRARIES: [(&str, &str); 4] = [
    ("libSystem", "libSystem.B"),
    ("libc", "libSystem.B"),
    ("libm", "libSystem.B"),
    ("libiconv", "libiconv.2"),
];

/// What compiles and links for a machine.
#[derive(Debug)]
pub struct Toolchain {
    folder: PathBuf,
}

impl Toolchain {
    /// Makes it in a folder of its own.
    ///
    /// # Errors
    /// When zig's list of symbols is not there.
    pub fn new(platform: &Platform, zig: &Found) -> Result<Self> {
        let folder = cache::target().join("work/macos").join(platform.name);
        fs::create_dir_all(&folder)?;
        let made = Self { folder };
        let symbols = system(zig)?;
        for (file, library) in LIBRARIES {
            let text = list(library, &symbols);
            fs::write(made.folder.join(format!("{file}.tbd")), text)?;
        }
        made.linker(platform)?;
        Ok(made)
    }

    /// The variables of the environment by which cargo and the build scripts of crates use it.
    #[must_use]
    pub fn environment(&self, platform: &Platform) -> Vec<(String, String)> {
        let linker = format!(
            "CARGO_TARGET_{}_LINKER",
            platform.target.replace('-', "_").to_uppercase()
        );
        let driver = self.driver().display().to_string();
        [(linker, driver)]
            .into_iter()
            .chain(compiler(platform))
            .collect()
    }

    fn driver(&self) -> PathBuf {
        self.folder.join("clang")
    }

    fn linker(&self, platform: &Platform) -> Result<()> {
        let text = format!(
            "#!/bin/sh\nexec clang --target={}-apple-macos{MACOS} -fuse-ld=lld -L'{}' -F'{}' -Wl,-dead_strip_dylibs,-adhoc_codesign \"$@\"\n",
            arch(platform),
            self.folder.display(),
            headers("apple").join("frameworks").display(),
        );
        cross::script(&self.driver(), &text)
    }
}

/// The variables by which build scripts compile C for a system of Apple.
#[must_use]
pub fn compiler(platform: &Platform) -> Vec<(String, String)> {
    let small = platform.target.replace('-', "_");
    let flags = format!(
        "-nostdlibinc -isystem {} -isystem {}",
        headers("apple").display(),
        headers("c").display()
    );
    vec![
        (format!("CC_{small}"), "clang".to_owned()),
        (format!("AR_{small}"), "llvm-ar".to_owned()),
        (format!("CFLAGS_{small}"), flags),
        ("SDKROOT".to_owned(), headers("apple").display().to_string()),
    ]
}

/// What Apple calls the machine.
#[must_use]
pub fn arch(platform: &Platform) -> &'static str {
    match platform.machine {
        Machine::Aarch64 | Machine::Armv7 => "arm64",
        Machine::X86_64 => "x86_64",
    }
}

/// What libSystem exports, as zig has it.
///
/// # Errors
/// When zig does not have it.
pub fn system(zig: &Found) -> Result<BTreeSet<String>> {
    names(&zig_library(zig)?.join("libc/darwin/libSystem.tbd"))
}

/// What Security and CoreFoundation export, as far as it is used.
///
/// # Errors
/// When the lists cannot be read.
pub fn frameworks() -> Result<BTreeSet<String>> {
    let folder = headers("apple").join("frameworks");
    let mut all = BTreeSet::new();
    for name in ["Security", "CoreFoundation"] {
        all.extend(names(&folder.join(format!("{name}.framework/{name}.tbd")))?);
    }
    Ok(all)
}

fn names(file: &Path) -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let words = text.split(|c: char| c.is_whitespace() || ",[]'\"".contains(c));
    let names = words.filter(|name| name.starts_with('_') || name.starts_with("dyld_"));
    Ok(names.map(str::to_owned).collect())
}

/// A library to link against, in the form that the linker reads.
fn list(library: &str, symbols: &BTreeSet<String>) -> String {
    let targets = "[ x86_64-macos, arm64-macos ]";
    let head = format!(
        "--- !tapi-tbd\ntbd-version: 4\ntargets: {targets}\ninstall-name: '/usr/lib/{library}.dylib'\n"
    );
    if library != "libSystem.B" {
        return format!("{head}...\n");
    }
    let names: Vec<String> = symbols.iter().map(|name| format!("'{name}'")).collect();
    let names = names.join(", ");
    format!("{head}exports:\n  - targets: {targets}\n    symbols: [ {names} ]\n...\n")
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, list};

    #[test]
    fn only_the_system_has_symbols() {
        let symbols = BTreeSet::from(["_malloc".to_owned()]);
        assert!(list("libSystem.B", &symbols).contains("symbols: [ '_malloc' ]"));
        assert!(!list("libiconv.2", &symbols).contains("exports"));
    }
}
