//! The six languages: how each is packaged and driven. Demo, tests and packages walk this one list.

use std::path::Path;

use crate::drive::{self, Drive, Outcome};
use crate::package;
use crate::setup::{self, Found, Missing};

/// One language.
pub struct Language {
    /// As in `tests/cases.yaml` and on the command line.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Writes what users of the language install, under `target/package/`.
    pub package: fn(&Path) -> anyhow::Result<()>,
    /// Runs the language's driver over that.
    pub drive: fn(&Drive) -> anyhow::Result<Outcome>,
    /// The toolchains it needs.
    pub needs: &'static [fn() -> Result<Found, Missing>],
}

/// All of them, in the order in which they are shown.
pub const ALL: [Language; 6] = [
    Language {
        name: "rust",
        title: "Rust",
        package: package::rust::package,
        drive: drive::rust::drive,
        needs: &[],
    },
    Language {
        name: "browser",
        title: "Browser",
        package: package::npm::package,
        drive: drive::browser::drive,
        needs: &[
            setup::wasm::ready,
            setup::node::ready,
            setup::chromium::ready,
        ],
    },
    Language {
        name: "kotlin",
        title: "Kotlin",
        package: package::kotlin::package,
        drive: drive::kotlin::drive,
        needs: &[setup::java::ready],
    },
    Language {
        name: "swift",
        title: "Swift",
        package: package::swift::package,
        drive: drive::swift::drive,
        needs: &[setup::swift::ready],
    },
    Language {
        name: "python",
        title: "Python",
        package: package::python::package,
        drive: drive::python::drive,
        needs: &[setup::python::ready],
    },
    Language {
        name: "c",
        title: "C",
        package: package::c::package,
        drive: drive::c::drive,
        needs: &[setup::native::ready],
    },
];

impl Language {
    /// Looks for its toolchains and installs what can be installed.
    ///
    /// # Errors
    /// Says what is missing and the command that adds it.
    pub fn ready(&self) -> anyhow::Result<()> {
        for need in self.needs {
            need().map_err(|missing| missing.error())?;
        }
        Ok(())
    }
}

/// Those named, or all of them.
///
/// # Errors
/// When there is no language of that name.
pub fn named(names: &[String]) -> anyhow::Result<Vec<&'static Language>> {
    if names.is_empty() {
        return Ok(ALL.iter().collect());
    }
    names
        .iter()
        .map(|name| {
            ALL.iter()
                .find(|language| language.name == name)
                .ok_or_else(|| {
                    let known: Vec<&str> = ALL.iter().map(|language| language.name).collect();
                    anyhow::anyhow!(
                        "there is no language `{name}`; there are {}",
                        known.join(", ")
                    )
                })
        })
        .collect()
}
