//! The six languages: how each is packaged and driven. Demo, tests and packages walk this one list.

use std::path::Path;

use crate::e2e::{self, Drive, Outcome};
use crate::package;
use setup::{self, Found, Missing};
use util::run;

/// One language.
pub struct Language {
    /// As in `tests/cases.yaml` and on the command line.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
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
        drive: e2e::rust::drive,
        needs: &[],
    },
    Language {
        name: "browser",
        title: "Browser",
        drive: e2e::browser::drive,
        needs: &[
            setup::wasm::ready,
            setup::node::ready,
            setup::chromium::ready,
        ],
    },
    Language {
        name: "kotlin",
        title: "Kotlin",
        drive: e2e::kotlin::drive,
        needs: &[setup::java::ready],
    },
    Language {
        name: "swift",
        title: "Swift",
        drive: e2e::swift::drive,
        needs: &[setup::swift::ready],
    },
    Language {
        name: "python",
        title: "Python",
        drive: e2e::python::drive,
        needs: &[setup::python::ready],
    },
    Language {
        name: "c",
        title: "C",
        drive: e2e::c::drive,
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

    /// Writes what users of the language install, under `target/package/`.
    ///
    /// # Errors
    /// When the package cannot be made.
    pub fn package(&self, root: &Path) -> anyhow::Result<()> {
        package::start(root, self.name, &[])
    }
}

/// `cargo xtask package [NAME …]`.
///
/// # Errors
/// When a toolchain is missing or a package cannot be made.
pub fn package(root: &Path, names: &[String]) -> anyhow::Result<()> {
    for language in named(names)? {
        run::note(&format!("== {}", language.title));
        language.ready()?;
        language.package(root)?;
    }
    run::note("the packages are in target/package/");
    Ok(())
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
