//! Looks into libraries in the formats of Apple and of Windows.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail, ensure};
use goblin::mach::cputype::{CPU_TYPE_ARM64, CPU_TYPE_X86_64};
use goblin::mach::load_command::CommandVariant;
use goblin::mach::{Mach, MachO};
use goblin::pe::PE;

use setup::platforms::{self, Machine, Platform, System};

use super::signature;
use crate::elf::only_interface;

/// What the names of uniffi's descriptions begin with.
const DESCRIPTION: &str = "UNIFFI_META_";
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
const WINDOWS: [&str; 12] = [
    "advapi32.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "crypt32.dll",
    "dbghelp.dll",
    "kernel32.dll",
    "msvcrt.dll",
    "ntdll.dll",
    "ole32.dll",
    "secur32.dll",
    "userenv.dll",
    "ws2_32.dll",
];
const WINDOWS_SETS: &str = "api-ms-win-";
const MACHINE_X86_64: u16 = 0x8664;

/// What a shared library has to show, and what it may need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interface<'a> {
    /// What the names of its functions begin with; of the others that it may show, they are not counted.
    pub(crate) functions: &'a [&'a str],
    /// What programs look for.
    pub(crate) name: Option<&'a str>,
    /// Libraries beside those of the system.
    pub(crate) needed: &'a [&'a str],
}

/// What was found to be right in a shared library.
///
/// # Errors
/// When something is not what the table of platforms says.
pub(crate) fn shared(
    platform: &Platform,
    bytes: &[u8],
    interface: Interface<'_>,
) -> Result<String> {
    if platform.system == System::Windows {
        return windows(bytes, interface);
    }
    match Mach::parse(bytes)? {
        Mach::Binary(_) => macos(platform, bytes, interface),
        Mach::Fat(_) => bail!("it is for several machines"),
    }
}

/// What a shared library exports, as C has the names.
///
/// # Errors
/// When it is no library of Apple's or Windows' systems.
pub(crate) fn exported(platform: &Platform, bytes: &[u8]) -> Result<BTreeSet<String>> {
    if platform.system == System::Windows {
        let exports = PE::parse(bytes)?.exports;
        let names = exports.iter().filter_map(|export| export.name);
        return Ok(names.map(str::to_owned).collect());
    }
    let library = MachO::parse(bytes, 0)?;
    let exports = library.exports()?;
    let names = exports.iter().map(|export| plain(&export.name).to_owned());
    Ok(names.collect())
}

/// The same as [`shared`] for a library of both kinds of Mac.
///
/// # Errors
/// When it is for one of them alone, or something is not what the table of platforms says.
pub(crate) fn universal(bytes: &[u8], interface: Interface<'_>) -> Result<String> {
    let Mach::Fat(slices) = Mach::parse(bytes)? else {
        bail!("it is for one machine");
    };
    let mut said = Vec::new();
    let macs = platforms::ALL.iter();
    for platform in macs.filter(|one| one.system == System::Macos) {
        let slice = slices
            .iter_arches()
            .filter_map(Result::ok)
            .find(|arch| arch.cputype() == cpu(platform))
            .with_context(|| format!("it is not for {}", platform.name))?;
        let start = usize::try_from(slice.offset)?;
        let end = start + usize::try_from(slice.size)?;
        let slice = bytes.get(start..end).context("it ends early")?;
        let fact = macos(platform, slice, interface)?;
        said.push(format!("{}: {fact}", platform.name));
    }
    Ok(said.join("; "))
}

fn macos(platform: &Platform, bytes: &[u8], interface: Interface<'_>) -> Result<String> {
    let library = &MachO::parse(bytes, 0)?;
    let oldest = object(platform, library)?;
    let pages = signature::verify(library, bytes)?;
    if let Some(name) = interface.name {
        let wanted = format!("@rpath/{name}");
        ensure!(
            library.name == Some(wanted.as_str()),
            "it calls itself {:?}",
            library.name
        );
    }
    let needed: Vec<&str> = library
        .libs
        .iter()
        .copied()
        .filter(|name| *name != "self" && Some(*name) != library.name)
        .collect();
    let foreign: Vec<&&str> = needed.iter().filter(|name| !APPLE.contains(name)).collect();
    ensure!(foreign.is_empty(), "it needs {foreign:?}");
    let exports = library.exports()?;
    let functions = count(
        exports.iter().map(|export| plain(&export.name)),
        interface.functions,
    )?;
    Ok(format!(
        "{functions} functions, {oldest}, {pages} signed pages, needs {}",
        needed
            .iter()
            .map(|name| name.rsplit('/').next().unwrap_or(name))
            .collect::<Vec<_>>()
            .join(" ")
    ))
}

/// Counts the functions among what is exported, of which all has to be of the interface; descriptions are none.
///
/// # Errors
/// When something else is exported, or no function.
pub(crate) fn count<'a>(
    exported: impl Iterator<Item = &'a str>,
    interface: &[&str],
) -> Result<usize> {
    let (ours, unexpected): (Vec<&str>, Vec<&str>) =
        exported.partition(|name| interface.iter().any(|start| name.starts_with(start)));
    let functions = ours.iter().filter(|name| !name.starts_with(DESCRIPTION));
    let functions = functions.count();
    only_interface(functions, &unexpected)?;
    Ok(functions)
}

fn cpu(platform: &Platform) -> u32 {
    match platform.machine {
        Machine::Aarch64 | Machine::Armv7 => CPU_TYPE_ARM64,
        Machine::X86_64 => CPU_TYPE_X86_64,
    }
}

/// The name as C has it.
fn plain(name: &str) -> &str {
    name.strip_prefix('_').unwrap_or(name)
}

/// What holds for every object: its machine, its system and the oldest version that it runs with.
///
/// # Errors
/// When it is for another machine or a newer system.
pub(super) fn object(platform: &Platform, object: &MachO<'_>) -> Result<String> {
    ensure!(
        object.header.cputype() == cpu(platform),
        "it is for another machine"
    );
    let Some((system, oldest)) = object.load_commands.iter().find_map(version) else {
        // Objects of assembly say neither.
        return Ok(String::new());
    };
    let (wanted, newest) = match platform.system {
        System::Macos => (PLATFORM_MACOS, platforms::MACOS),
        System::Ios => (PLATFORM_IOS, platforms::IOS),
        System::Simulator => (PLATFORM_SIMULATOR, platforms::IOS),
        _ => bail!("no system of Apple"),
    };
    ensure!(
        system == wanted,
        "it is for platform {system}, not {wanted}"
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

fn windows(bytes: &[u8], interface: Interface<'_>) -> Result<String> {
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
        .filter(|name| {
            let name = name.as_str();
            let system = WINDOWS.contains(&name) || name.starts_with(WINDOWS_SETS);
            !system && !interface.needed.contains(&name)
        })
        .collect();
    ensure!(foreign.is_empty(), "it needs {foreign:?}");
    let names = library.exports.iter().filter_map(|export| export.name);
    let functions = count(names, interface.functions)?;
    Ok(format!("{functions} functions, needs {}", needed.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn functions_are_counted_and_all_that_is_shown_is_of_the_interface() {
        let shown = ["ffi_a", "uniffi_b", "UNIFFI_META_C"];
        let starts = ["uniffi_", "ffi_", "UNIFFI_META_"];
        assert!(matches!(count(shown.into_iter(), &starts), Ok(2)));
        let unexpected = shown.into_iter().chain(["rust_panic"]);
        let error = count(unexpected, &starts).err().map(|one| one.to_string());
        assert!(error.is_some_and(|text| text.contains("rust_panic")));
        assert!(count(["UNIFFI_META_C"].into_iter(), &starts).is_err());
    }
}
