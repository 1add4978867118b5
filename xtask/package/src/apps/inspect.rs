//! Looks into libraries for machines that are not here: whether each is for its machine, what it needs of the system, and
//! what it shows.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use goblin::elf::Elf;
use goblin::elf::header::{EM_AARCH64, EM_ARM, EM_X86_64};
use goblin::elf::program_header::PT_LOAD;
use goblin::elf::sym::STB_WEAK;

use setup::android;
use setup::platforms::{ANDROID_API, GLIBC, Machine, Platform, System};

use crate::build_paths;
use crate::elf::{glibc_versions, is_glibc};
use crate::platforms::formats::{self, Interface};

/// What the names that uniffi's code looks for begin with, and those of its descriptions.
const OURS: [&str; 3] = ["uniffi_", "ffi_", "UNIFFI_META_"];
/// Google Play asks for segments that can be mapped with pages of that size.
const PAGE: u64 = 16 * 1024;

/// What a shared library of ELF says about itself.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Facts {
    machine: u16,
    soname: Option<String>,
    needed: Vec<String>,
    /// The smallest alignment of a segment that is loaded.
    alignment: u64,
    /// What the system has to have.
    undefined: Vec<String>,
    exported: Vec<String>,
    /// The versions of glibc that its symbols ask for.
    versions: Vec<String>,
}

/// What was found to be right in the shared library.
///
/// # Errors
/// When something is not what the table of machines says.
pub(super) fn shared(platform: &Platform, library: &Path) -> Result<String> {
    build_paths::none_in(library)?;
    let bytes = std::fs::read(library)?;
    let said = match platform.system {
        System::Android | System::Glibc | System::Musl => {
            judge(platform, &read(&Elf::parse(&bytes)?))
        }
        _ => formats::shared(
            platform,
            &bytes,
            Interface {
                functions: &OURS,
                name: Some(platform.library()),
                needed: &[],
            },
        ),
    };
    said.with_context(|| library.display().to_string())
}

fn read(elf: &Elf<'_>) -> Facts {
    let mut facts = Facts {
        machine: elf.header.e_machine,
        soname: elf.soname.map(str::to_owned),
        needed: elf.libraries.iter().map(|&name| name.to_owned()).collect(),
        ..Facts::default()
    };
    let loaded = elf
        .program_headers
        .iter()
        .filter(|one| one.p_type == PT_LOAD);
    facts.alignment = loaded.map(|one| one.p_align).min().unwrap_or_default();
    for symbol in elf.dynsyms.iter().filter(|symbol| symbol.st_name != 0) {
        let name = elf.dynstrtab.get_at(symbol.st_name).unwrap_or_default();
        let list = match symbol.st_shndx {
            // What is weak may be absent: the library asks whether it is there.
            0 if symbol.st_bind() == STB_WEAK => continue,
            0 => &mut facts.undefined,
            _ => &mut facts.exported,
        };
        list.push(name.to_owned());
    }
    facts.versions = glibc_versions(elf).map(str::to_owned).collect();
    facts
}

fn judge(platform: &Platform, facts: &Facts) -> Result<String> {
    let machine = match platform.machine {
        Machine::Aarch64 => EM_AARCH64,
        Machine::Armv7 => EM_ARM,
        Machine::X86_64 => EM_X86_64,
    };
    ensure!(
        facts.machine == machine,
        "it is for machine {}",
        facts.machine
    );
    ensure!(
        facts.soname.as_deref() == Some(platform.library()),
        "it calls itself {:?}",
        facts.soname
    );
    let functions = formats::count(facts.exported.iter().map(String::as_str), &OURS)?;
    let system = match platform.system {
        System::Android => bionic(facts)?,
        _ => glibc(facts)?,
    };
    Ok(format!("{functions} functions, {system}"))
}

fn bionic(facts: &Facts) -> Result<String> {
    let known: Vec<android::Symbol> = android::symbols().collect();
    let mut newest = 0;
    for name in &facts.undefined {
        let symbol = known
            .iter()
            .find(|symbol| symbol.name == name)
            .with_context(|| format!("it needs `{name}`, which bionic.txt does not list"))?;
        newest = newest.max(symbol.since);
    }
    ensure!(
        newest <= ANDROID_API,
        "it needs Android API {newest}, the table says {ANDROID_API}"
    );
    let foreign = facts.needed.iter().find(|name| {
        let library = name
            .strip_prefix("lib")
            .and_then(|name| name.strip_suffix(".so"));
        !known.iter().any(|symbol| Some(symbol.library) == library)
    });
    ensure!(foreign.is_none(), "it needs {foreign:?}");
    ensure!(
        facts.alignment >= PAGE,
        "its segments are aligned to {} bytes",
        facts.alignment
    );
    Ok(format!(
        "{} symbols of Android, all in API {newest} or older, segments of {} KB, needs {}",
        facts.undefined.len(),
        facts.alignment / 1024,
        facts.needed.join(" ")
    ))
}

fn glibc(facts: &Facts) -> Result<String> {
    let foreign = facts.needed.iter().find(|name| !is_glibc(name));
    ensure!(foreign.is_none(), "it needs {foreign:?}");
    let numbers = |version: &str| -> Vec<u32> {
        version
            .split('.')
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    let newest = facts.versions.iter().max_by_key(|version| numbers(version));
    let newest = newest.context("it asks for no version of glibc")?;
    ensure!(
        numbers(newest) <= numbers(GLIBC),
        "it needs glibc {newest}, the table says {GLIBC}"
    );
    Ok(format!("glibc {newest} or newer"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use setup::platforms::ALL;

    fn platform(name: &str) -> &'static Platform {
        ALL.iter().find(|platform| platform.name == name).unwrap()
    }

    fn good() -> Facts {
        Facts {
            machine: EM_AARCH64,
            soname: Some("libory_hub_native.so".to_owned()),
            needed: vec!["libc.so".to_owned(), "libdl.so".to_owned()],
            alignment: PAGE,
            undefined: vec!["malloc".to_owned(), "stderr".to_owned()],
            exported: vec!["uniffi_a".to_owned(), "UNIFFI_META_A".to_owned()],
            versions: Vec::new(),
        }
    }

    #[test]
    fn a_library_as_the_table_says_is_described() {
        let said = judge(platform("android-arm64-v8a"), &good()).unwrap();
        assert!(
            said.starts_with("1 functions, 2 symbols of Android, all in API 23"),
            "{said}"
        );
        let linux = Facts {
            needed: vec!["libc.so.6".to_owned(), "ld-linux-aarch64.so.1".to_owned()],
            versions: vec!["2.4".to_owned(), "2.17".to_owned()],
            ..good()
        };
        let said = judge(platform("linux-aarch64-glibc"), &linux).unwrap();
        assert!(said.ends_with("glibc 2.17 or newer"), "{said}");
    }

    #[test]
    fn each_difference_to_the_table_is_named() {
        let with = |change: fn(&mut Facts)| {
            let mut facts = good();
            change(&mut facts);
            judge(platform("android-arm64-v8a"), &facts)
                .unwrap_err()
                .to_string()
        };
        assert!(with(|facts| facts.machine = EM_ARM).contains("for machine"));
        assert!(with(|facts| facts.soname = None).contains("calls itself"));
        assert!(with(|facts| facts.alignment = 4096).contains("4096 bytes"));
        assert!(with(|facts| facts.needed.push("libssl.so".into())).contains("libssl"));
        assert!(
            with(|facts| facts.undefined.push("__fprintf_chk".into())).contains("does not list")
        );
        assert!(with(|facts| facts.exported.push("rust_panic".into())).contains("rust_panic"));
        let newer = Facts {
            needed: vec!["libc.so.6".to_owned()],
            versions: vec!["2.34".to_owned()],
            ..good()
        };
        let error = judge(platform("linux-aarch64-glibc"), &newer)
            .unwrap_err()
            .to_string();
        assert!(error.contains("needs glibc 2.34"), "{error}");
    }
}
