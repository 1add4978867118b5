//! Looks into libraries in the formats of Apple and of Windows.

use anyhow::{Context as _, Result, bail, ensure};
use goblin::mach::cputype::{CPU_TYPE_ARM64, CPU_TYPE_X86_64};
use goblin::mach::load_command::CommandVariant;
use goblin::mach::{Mach, MachO};
use goblin::pe::PE;

use setup::apps::{self, App, System};

use super::inspect::only_ours;

/// Numbers of platforms as the format has them.
const PLATFORM_MACOS: u32 = 1;
const PLATFORM_IOS: u32 = 2;
const PLATFORM_SIMULATOR: u32 = 7;
/// What a library of macOS may load.
const APPLE: [&str; 3] = [
    "/usr/lib/libSystem.B.dylib",
    "/System/Library/Frameworks/Security.framework/Versions/A/Security",
    "/System/Library/Frameworks/CoreFoundation.framework/Versions/A/CoreFoundation",
];
/// What every Windows from 10 on has; `api-ms-win-` are parts of its C library and of its kernel.
const WINDOWS: [&str; 10] = [
    "advapi32.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "crypt32.dll",
    "kernel32.dll",
    "msvcrt.dll",
    "ntdll.dll",
    "secur32.dll",
    "userenv.dll",
    "ws2_32.dll",
];
const MACHINE_X86_64: u16 = 0x8664;

/// What was found to be right in a shared library.
///
/// # Errors
/// When something is not what the table of machines says.
pub(super) fn shared(app: &App, bytes: &[u8]) -> Result<String> {
    match app.system {
        System::Windows => windows(bytes),
        _ => match Mach::parse(bytes)? {
            Mach::Binary(library) => macos(app, &library),
            Mach::Fat(_) => bail!("it is for several machines"),
        },
    }
}

fn macos(app: &App, library: &MachO<'_>) -> Result<String> {
    let oldest = object(app, library)?;
    let wanted = format!("@rpath/{}", app.library());
    ensure!(
        library.name == Some(wanted.as_str()),
        "it calls itself {:?}",
        library.name
    );
    let needed: Vec<&str> = library
        .libs
        .iter()
        .copied()
        .filter(|name| *name != "self")
        .collect();
    let foreign: Vec<&&str> = needed.iter().filter(|name| !APPLE.contains(name)).collect();
    ensure!(foreign.is_empty(), "it needs {foreign:?}");
    let exports = library.exports()?;
    let functions = only_ours(exports.iter().map(|export| plain(&export.name)))?;
    Ok(format!(
        "{functions} functions, {oldest}, needs {} libraries",
        needed.len()
    ))
}

/// The name as C has it.
fn plain(name: &str) -> &str {
    name.strip_prefix('_').unwrap_or(name)
}

/// What holds for every object: its machine, its system and the oldest version that it runs with.
///
/// # Errors
/// When it is for another machine or a newer system.
pub(super) fn object(app: &App, object: &MachO<'_>) -> Result<String> {
    let machine = match app.target.starts_with("aarch64") {
        true => CPU_TYPE_ARM64,
        false => CPU_TYPE_X86_64,
    };
    ensure!(
        object.header.cputype() == machine,
        "it is for another machine"
    );
    let Some((platform, oldest)) = object.load_commands.iter().find_map(version) else {
        // Objects of assembly say neither.
        return Ok(String::new());
    };
    let (wanted, newest) = match app.system {
        System::Macos => (PLATFORM_MACOS, apps::MACOS),
        System::Ios => (PLATFORM_IOS, apps::IOS),
        System::Simulator => (PLATFORM_SIMULATOR, apps::IOS),
        _ => bail!("no system of Apple"),
    };
    ensure!(
        platform == wanted,
        "it is for platform {platform}, not {wanted}"
    );
    let (major, minor) = (oldest >> 16, (oldest >> 8) & 0xff);
    let limit: u32 = newest
        .split('.')
        .next()
        .and_then(|major| major.parse().ok())
        .context("a version of the table")?;
    ensure!(
        (major, minor) <= (limit, 0),
        "it needs version {major}.{minor}, the table says {newest}"
    );
    Ok(format!("version {major}.{minor} or newer"))
}

/// The platform and the oldest version: an older form of the command says both by its kind.
fn version(command: &goblin::mach::load_command::LoadCommand) -> Option<(u32, u32)> {
    match command.command {
        CommandVariant::BuildVersion(build) => Some((build.platform, build.minos)),
        CommandVariant::VersionMinMacosx(version) => Some((PLATFORM_MACOS, version.version)),
        CommandVariant::VersionMinIphoneos(version) => Some((PLATFORM_IOS, version.version)),
        _ => None,
    }
}

fn windows(bytes: &[u8]) -> Result<String> {
    let library = PE::parse(bytes)?;
    ensure!(
        library.header.coff_header.machine == MACHINE_X86_64,
        "it is for another machine"
    );
    let mut needed: Vec<String> = library
        .libraries
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    needed.sort();
    needed.dedup();
    let foreign: Vec<&String> = needed
        .iter()
        .filter(|name| !WINDOWS.contains(&name.as_str()) && !name.starts_with("api-ms-win-"))
        .collect();
    ensure!(foreign.is_empty(), "it needs {foreign:?}");
    let names = library.exports.iter().filter_map(|export| export.name);
    let functions = only_ours(names)?;
    Ok(format!(
        "{functions} functions, needs {} libraries of Windows",
        needed.len()
    ))
}
