//! Looks into what was built for a machine that is not this one: whether it is for that machine, with which C library it
//! runs, and what it shows to programs.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use goblin::archive::Archive;
use goblin::elf::Elf;
use goblin::elf::header::{EM_386, EM_AARCH64, EM_ARM, EM_X86_64};
use goblin::elf::sym::STB_LOCAL;

use setup::platforms::{GLIBC, Machine, Platform, System};

use crate::elf::{glibc_versions, is_glibc, only_interface};
use crate::{build_paths, c_systems};

/// What the functions of the headers begin with, and the one of a Python module.
pub(super) const HEADERS: &str = "ory_";
pub(super) const PYTHON: &str = "PyInit_";
/// The unwinder of gcc.
const UNWINDER: &str = "libgcc_s.so.1";
const MUSL: &str = "libc.so";

/// What a file of ELF says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct Facts {
    machine: u16,
    soname: Option<String>,
    needed: Vec<String>,
    /// The versions of glibc that its symbols ask for.
    versions: Vec<Vec<u32>>,
    /// The global symbols that it defines, but for those of its interface.
    unexpected: Vec<String>,
    /// How many functions of its interface it defines.
    functions: usize,
}

/// What was found to be right in the folder that is packed.
///
/// # Errors
/// When something is not what the table of platforms says.
pub(crate) fn inspect(platform: &Platform, staged: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let lib = staged.join("lib");
    let shared = std::fs::read(lib.join(c_systems::soname(platform.system)?))?;
    let elf = Elf::parse(&shared)?;
    let facts = read(&elf, true, HEADERS)?;
    found.push(judge_shared(platform, &facts)?);

    let archive = std::fs::read(lib.join("libory-hub.a"))?;
    let members = Archive::parse(&archive)?;
    let names = members.members();
    ensure!(
        names.len() == 1,
        "the static library has {} objects",
        names.len()
    );
    let name = names.first().context("no object")?;
    let object = members.extract(name, &archive)?;
    let object = Elf::parse(object)?;
    let facts = read(&object, false, HEADERS)?;
    found.push(judge_static(platform, &facts)?);
    for library in ["libory-hub.so", "libory-hub.a"] {
        build_paths::none_in(&lib.join(library))?;
    }

    Ok(found)
}

/// What was found to be right in a Python module.
///
/// # Errors
/// When something is not what the table of platforms says.
pub(crate) fn module(platform: &Platform, module: &Path) -> Result<String> {
    build_paths::none_in(module)?;
    let bytes = std::fs::read(module)?;
    judge_needs(platform, &read(&Elf::parse(&bytes)?, true, PYTHON)?)
}

fn read(elf: &Elf<'_>, dynamic: bool, ours: &str) -> Result<Facts> {
    let (symbols, names) = if dynamic {
        (&elf.dynsyms, &elf.dynstrtab)
    } else {
        (&elf.syms, &elf.strtab)
    };
    let mut facts = Facts {
        machine: elf.header.e_machine,
        soname: elf.soname.map(str::to_owned),
        needed: elf.libraries.iter().map(|&name| name.to_owned()).collect(),
        ..Facts::default()
    };
    facts.versions = glibc_versions(elf).map(numbers).collect::<Result<_>>()?;
    for symbol in symbols.iter() {
        if symbol.st_shndx == 0 || symbol.st_bind() == STB_LOCAL {
            continue;
        }
        let name = names.get_at(symbol.st_name).unwrap_or_default();
        if name.starts_with(ours) {
            facts.functions += 1;
        } else {
            facts.unexpected.push(name.to_owned());
        }
    }
    Ok(facts)
}

fn judge_shared(platform: &Platform, facts: &Facts) -> Result<String> {
    let soname = c_systems::soname(platform.system)?;
    ensure!(
        facts.soname.as_deref() == Some(soname.as_str()),
        "the shared library calls itself {:?}",
        facts.soname
    );
    Ok(format!(
        "shared library with {}",
        judge_needs(platform, facts)?
    ))
}

/// What a shared library or a module needs of the system.
fn judge_needs(platform: &Platform, facts: &Facts) -> Result<String> {
    judge_object(platform, facts)?;
    let is_known = |name: &str| match platform.system {
        System::Glibc => is_glibc(name) || name == UNWINDER,
        _ => [MUSL, UNWINDER].contains(&name) || name.starts_with("ld-musl"),
    };
    let needed = facts.needed.iter();
    let foreign: Vec<&String> = needed.filter(|name| !is_known(name)).collect();
    ensure!(foreign.is_empty(), "it needs {foreign:?}");
    let newest = facts.versions.iter().max();
    let version = match (platform.system, newest) {
        (System::Glibc, Some(newest)) => {
            ensure!(
                *newest <= numbers(GLIBC)?,
                "it needs glibc {newest:?}, the table says {GLIBC}"
            );
            let words: Vec<String> = newest.iter().map(u32::to_string).collect();
            format!("glibc {} or newer", words.join("."))
        }
        (System::Musl, None) => "musl".to_owned(),
        (system, newest) => anyhow::bail!("it asks for {newest:?} of {system:?}"),
    };
    Ok(format!(
        "{version}, {} functions, needs {}",
        facts.functions,
        facts.needed.join(" ")
    ))
}

fn judge_static(platform: &Platform, facts: &Facts) -> Result<String> {
    judge_object(platform, facts)?;
    Ok(format!(
        "static library of one object, {} functions",
        facts.functions
    ))
}

/// What holds for both libraries.
fn judge_object(platform: &Platform, facts: &Facts) -> Result<()> {
    let wanted = match platform.machine {
        Machine::X86_64 => EM_X86_64,
        Machine::Aarch64 => EM_AARCH64,
        Machine::Armv7 => EM_ARM,
    };
    let name = |machine| match machine {
        EM_X86_64 => "x86-64",
        EM_AARCH64 => "aarch64",
        EM_ARM => "arm",
        EM_386 => "x86",
        _ => "another machine",
    };
    ensure!(
        facts.machine == wanted,
        "a library for {} is for {}",
        name(wanted),
        name(facts.machine)
    );
    only_interface(facts.functions, &facts.unexpected)
}

fn numbers(version: &str) -> Result<Vec<u32>> {
    version
        .split('.')
        .map(|part| part.parse().with_context(|| format!("version {version}")))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use setup::platforms::ALL;

    fn platform(name: &str) -> &'static Platform {
        ALL.iter().find(|one| one.name == name).unwrap()
    }

    fn good() -> Facts {
        Facts {
            machine: EM_AARCH64,
            soname: Some(c_systems::soname(System::Glibc).unwrap()),
            needed: vec!["libc.so.6".into(), "ld-linux-aarch64.so.1".into()],
            versions: vec![vec![2, 4], vec![2, 17]],
            unexpected: Vec::new(),
            functions: 3,
        }
    }

    #[test]
    fn a_library_as_the_table_says_is_described() {
        let said = judge_shared(platform("linux-aarch64-glibc"), &good()).unwrap();
        assert!(said.contains("glibc 2.17 or newer, 3 functions"), "{said}");
        let musl = Facts {
            needed: vec!["libc.so".into()],
            versions: Vec::new(),
            ..good()
        };
        assert!(judge_shared(platform("linux-aarch64-musl"), &musl).is_ok());
    }

    #[test]
    fn each_difference_to_the_table_is_named() {
        let glibc = platform("linux-aarch64-glibc");
        let faults: [(Facts, &str); 6] = [
            (
                Facts {
                    machine: EM_X86_64,
                    ..good()
                },
                "a library for aarch64 is for x86-64",
            ),
            (
                Facts {
                    versions: vec![vec![2, 34]],
                    ..good()
                },
                "needs glibc [2, 34]",
            ),
            (
                Facts {
                    needed: vec!["libssl.so.3".into()],
                    ..good()
                },
                "needs [\"libssl.so.3\"]",
            ),
            (
                Facts {
                    unexpected: vec!["rust_panic".into()],
                    ..good()
                },
                "rust_panic",
            ),
            (
                Facts {
                    soname: None,
                    ..good()
                },
                "calls itself None",
            ),
            (
                Facts {
                    functions: 0,
                    ..good()
                },
                "no function",
            ),
        ];
        for (facts, wanted) in faults {
            let error = judge_shared(glibc, &facts).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
        let error = judge_shared(platform("linux-aarch64-musl"), &good());
        assert!(error.is_err());
    }
}
