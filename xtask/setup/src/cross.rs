//! What compiles for the platforms of the table, and what stands in for them here: zig for Linux, mingw-w64 for
//! Windows, clang and LLVM's linker for Android ([`super::android`]) and macOS ([`super::macos`]), clang for archives of iOS; qemu
//! and Wine run what they can.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::platforms::{ALL, Platform, System};
use super::{Found, Missing, apt, first_of, python, rust};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "platforms";

const REQUIREMENTS: &str = include_str!("platforms-requirements.txt");
/// Programs, and the Debian packages that hold them.
const PROGRAMS: &[(&str, &str)] = &[
    ("qemu-aarch64", "qemu-user"),
    ("aarch64-linux-gnu-ld", "binutils-aarch64-linux-gnu"),
    ("arm-linux-gnueabihf-ld", "binutils-arm-linux-gnueabihf"),
    ("ld", "binutils"),
    ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"),
    ("wine", "wine"),
    ("clang", "clang"),
    ("ld.lld", "lld"),
    ("llvm-ar", "llvm"),
    ("llvm-dlltool", "llvm"),
    ("llvm-strip", "llvm"),
    (LIPO, "llvm-14"),
];
/// It makes one file of the archives of two machines; Debian has it under this name alone.
pub const LIPO: &str = "llvm-lipo-14";
/// Loads programs with musl; Debian's package of this machine.
const MUSL_LOADER: &str = "/lib/ld-musl-x86_64.so.1";

/// Makes sure that zig, the other compilers, Rust's standard libraries, qemu and Wine are here; the path found is the
/// `python` of the environment that has zig.
pub fn ready() -> Result<Found, Missing> {
    let absent = absent();
    if !absent.is_empty() {
        apt::install(&absent)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(&absent)))?;
    }
    for platform in &ALL {
        match platform.system {
            System::Simulator => rust::add_sources(NAME)?,
            _ => rust::add_target(NAME, platform.target)?,
        };
    }
    let advice = apt::advice(&["python3", "python3-venv"]);
    let base = first_of(&["python3", "python"])
        .filter(|path| python::has_venv(path))
        .ok_or_else(|| Missing::new(NAME, "python3 has no venv", advice))?;
    python::environment(NAME, &base, REQUIREMENTS)
}

fn absent() -> Vec<&'static str> {
    let programs = PROGRAMS
        .iter()
        .filter(|(program, _)| run::find(program).is_none());
    let loader = (!Path::new(MUSL_LOADER).exists()).then_some("musl");
    let mut packages: Vec<&str> = programs
        .map(|(_, package)| *package)
        .chain(loader)
        .collect();
    packages.dedup();
    packages
}

/// `cargo rustc` with zig as C compiler and linker; its arguments come next.
///
/// # Errors
/// When the environment of zig has no folder.
pub fn zigbuild(zig: &Found) -> Result<Command> {
    let bin = zig.path.parent().context("python has no folder")?;
    let mut command = Command::new(bin.join("cargo-zigbuild"));
    command
        .arg("rustc")
        .env("CARGO_ZIGBUILD_PYTHON_PATH", &zig.path)
        .current_dir(cache::project());
    Ok(command)
}

/// zig's C compiler; its arguments come next. What it adds to programs that are not optimised needs a newer musl than
/// Alpine 3.16 has.
#[must_use]
pub fn zig_cc(zig: &Found, platform: &Platform) -> Command {
    let mut command = Command::new(&zig.path);
    command
        .args(["-m", "ziglang", "cc", "-O2", "-target"])
        .arg(platform.zig_target());
    command
}

/// Declarations of ours for what is compiled: those of C, or those of Android or Apple.
#[must_use]
pub fn headers(part: &str) -> PathBuf {
    cache::project().join("xtask/setup/headers").join(part)
}

/// Writes a program that stands for a tool with its arguments.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn script(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
