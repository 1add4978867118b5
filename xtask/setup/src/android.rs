//! Compiles for Android without its NDK: clang and lld, declarations of ours, LLVM's unwinder from zig's sources, and
//! libraries to link against that have the symbols of `bionic.txt` and nothing in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::Found;
use super::cross;
use super::platforms::{ANDROID_API, Platform};
use util::{cache, run};

/// Symbols of Android's libraries that may be used: the library, the API level that brought it, the name; 21 stands for all that is
/// older.
const BIONIC: &str = include_str!("bionic.txt");

const CXX: [&str; 2] = ["libunwind.cpp", "Unwind-EHABI.cpp"];
const C: [&str; 4] = [
    "UnwindLevel1.c",
    "UnwindLevel1-gcc-ext.c",
    "UnwindRegistersRestore.S",
    "UnwindRegistersSave.S",
];

/// A symbol of Android's libraries.
#[derive(Debug, Clone, Copy)]
pub struct Symbol {
    /// The library, without `lib` and `.so`.
    pub library: &'static str,
    /// The API level that brought it; 21 for all that is older.
    pub since: u32,
    /// Its name.
    pub name: &'static str,
}

/// All symbols that may be used.
pub fn symbols() -> impl Iterator<Item = Symbol> {
    BIONIC.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (library, since, name) = (words.next()?, words.next()?, words.next()?);
        let since = since.parse().ok()?;
        Some(Symbol {
            library,
            since,
            name,
        })
    })
}

/// Android's libraries that have symbols of the list.
fn libraries() -> Vec<&'static str> {
    let mut all: Vec<&str> = symbols().map(|symbol| symbol.library).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What clang calls the machine, with the API level.
fn clang_target(platform: &Platform) -> String {
    let target = platform.target.replace("armv7-", "armv7a-");
    format!("{target}{ANDROID_API}")
}

/// What compiles and links for a machine.
#[derive(Debug)]
pub struct Toolchain {
    target: String,
    folder: PathBuf,
    /// zig's sources of the unwinder.
    sources: PathBuf,
}

impl Toolchain {
    /// Makes it in a folder of its own.
    ///
    /// # Errors
    /// When a tool fails.
    pub fn new(platform: &Platform, zig: &Found) -> Result<Self> {
        let folder = cache::target().join("work/android").join(platform.name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let made = Self {
            target: clang_target(platform),
            folder,
            sources: zig_library(zig)?.join("libunwind"),
        };
        made.unwinder()?;
        for library in libraries() {
            made.stub(library)?;
        }
        // rustc names these; what is in them has come into libc or is in Rust's own library.
        for empty in ["libgcc.a", "libpthread.a"] {
            made.archive(empty, &[])?;
        }
        made.linker()?;
        Ok(made)
    }

    /// The variables of the environment by which cargo and the build scripts of crates use it.
    #[must_use]
    pub fn environment(&self, platform: &Platform) -> Vec<(String, String)> {
        let small = platform.target.replace('-', "_");
        vec![
            (
                format!("CARGO_TARGET_{}_LINKER", small.to_uppercase()),
                self.driver().display().to_string(),
            ),
            (format!("CC_{small}"), "clang".to_owned()),
            (format!("AR_{small}"), "llvm-ar".to_owned()),
            (format!("CFLAGS_{small}"), self.c_flags().join(" ")),
        ]
    }

    /// rustc knows by its name what arguments it takes.
    fn driver(&self) -> PathBuf {
        self.folder.join(format!("{}-clang", self.target))
    }

    fn c_flags(&self) -> Vec<String> {
        vec![
            format!("--target={}", self.target),
            "-nostdlibinc".to_owned(),
            "-ffreestanding".to_owned(),
            "-isystem".to_owned(),
            cross::headers("android").display().to_string(),
            "-isystem".to_owned(),
            cross::headers("c").display().to_string(),
        ]
    }

    fn unwinder(&self) -> Result<()> {
        let mut objects = Vec::new();
        for source in CXX.iter().chain(&C) {
            let object = self.folder.join(format!("{source}.o"));
            let mut clang = Command::new("clang");
            clang
                .args(self.c_flags())
                .args(["-Os", "-fPIC", "-DNDEBUG", "-fvisibility=hidden"])
                .args(["-D_LIBUNWIND_IS_NATIVE_ONLY", "-D_LIBUNWIND_HIDE_SYMBOLS"])
                .args(["-funwind-tables", "-ffunction-sections", "-w"])
                .arg("-I")
                .arg(self.sources.join("include"));
            match source.ends_with(".cpp") {
                true => clang.args(["-std=c++17", "-fno-exceptions", "-fno-rtti"]),
                false => clang.arg("-fexceptions"),
            };
            clang
                .arg("-c")
                .arg(self.sources.join("src").join(source))
                .arg("-o")
                .arg(&object);
            run::run("compiling the unwinder for Android", &mut clang)?;
            objects.push(object);
        }
        self.archive("libunwind.a", &objects)
    }

    fn archive(&self, name: &str, objects: &[PathBuf]) -> Result<()> {
        run::run(
            &format!("packing {name} for Android"),
            Command::new("llvm-ar")
                .arg("rcsD")
                .arg(self.folder.join(name))
                .args(objects),
        )
    }

    /// A library to link against: it has the names of the real one's symbols.
    fn stub(&self, library: &str) -> Result<()> {
        let source = self.folder.join(format!("{library}.s"));
        let object = source.with_extension("o");
        let mut text = String::new();
        for symbol in symbols().filter(|symbol| symbol.library == library) {
            text.push_str(&format!(".globl {0}\n{0}:\n", symbol.name));
        }
        fs::write(&source, text)?;
        run::run(
            "assembling a library to link against",
            Command::new("clang")
                .arg(format!("--target={}", self.target))
                .arg("-c")
                .arg(&source)
                .arg("-o")
                .arg(&object),
        )?;
        run::run(
            "linking a library to link against",
            Command::new("ld.lld")
                .args(["-shared", "-soname"])
                .arg(format!("lib{library}.so"))
                .arg("-o")
                .arg(self.folder.join(format!("lib{library}.so")))
                .arg(&object),
        )
    }

    fn linker(&self) -> Result<()> {
        let named: Vec<String> = libraries().iter().map(|name| format!("-l{name}")).collect();
        let text = format!(
            "#!/bin/sh\nexec clang --target={} -fuse-ld=lld -nostdlib -Wl,-z,defs -Wl,-z,max-page-size=16384 -L'{}' \"$@\" -Wl,--as-needed {}\n",
            self.target,
            self.folder.display(),
            named.join(" ")
        );
        cross::script(&self.driver(), &text)
    }
}

/// The folder of zig's own sources.
///
/// # Errors
/// When it is not where pip installs it.
pub fn zig_library(zig: &Found) -> Result<PathBuf> {
    let environment = zig.path.parent().and_then(Path::parent);
    let lib = environment.context("zig has no folder")?.join("lib");
    for entry in fs::read_dir(&lib)? {
        let found = entry?.path().join("site-packages/ziglang/lib");
        if found.is_dir() {
            return Ok(found);
        }
    }
    anyhow::bail!("no sources of zig in {}", lib.display())
}

#[cfg(test)]
mod tests {
    use super::{ANDROID_API, BIONIC, libraries, symbols};

    #[test]
    fn every_line_is_a_symbol_that_the_oldest_android_has() {
        let lines = BIONIC.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(symbols().count(), lines.count());
        let newer: Vec<&str> = symbols()
            .filter(|symbol| symbol.since > ANDROID_API)
            .map(|symbol| symbol.name)
            .collect();
        assert!(newer.is_empty(), "{newer:?}");
        assert_eq!(libraries(), ["c", "dl", "log", "m"]);
    }
}
