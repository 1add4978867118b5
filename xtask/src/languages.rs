//! The six languages: how each is packaged and driven. Demo, tests and packages walk this one list.

use std::path::Path;

use crate::e2e::{self, Driver, Outcome};
use crate::package;
use setup::{self, Found, Missing};
use util::{cache, run};

/// One language.
pub(crate) struct Language {
    /// As in `tests/cases.yaml` and on the command line.
    pub(crate) name: &'static str,
    /// For people.
    pub(crate) title: &'static str,
    /// Runs the end-to-end tests of the language with that package.
    pub(crate) run: fn(&Driver) -> anyhow::Result<Outcome>,
    /// The toolchains it needs.
    pub(crate) needs: &'static [fn() -> Result<Found, Missing>],
}

/// All of them, in the order in which they are shown.
pub(crate) const ALL: [Language; 6] = [
    Language {
        name: "rust",
        title: "Rust",
        run: e2e::rust::run,
        needs: &[],
    },
    Language {
        name: "browser",
        title: "Browser",
        run: e2e::browser::run,
        needs: &[
            setup::wasm::ready,
            setup::node::ready,
            setup::chromium::ready,
        ],
    },
    Language {
        name: "kotlin",
        title: "Kotlin",
        run: e2e::kotlin::run,
        needs: &[setup::java::ready],
    },
    Language {
        name: "swift",
        title: "Swift",
        run: e2e::swift::run,
        needs: &[setup::swift::ready],
    },
    Language {
        name: "python",
        title: "Python",
        run: e2e::python::run,
        needs: &[setup::python::ready],
    },
    Language {
        name: "c",
        title: "C",
        run: e2e::c::run,
        needs: &[setup::native::ready],
    },
];

impl Language {
    /// Looks for its toolchains and installs what can be installed.
    ///
    /// # Errors
    /// Says what is missing and the command that adds it.
    pub(crate) fn ready(&self) -> anyhow::Result<()> {
        for need in self.needs {
            need().map_err(|missing| missing.error())?;
        }
        Ok(())
    }

    /// The same without the optimisations of a release, unless `ORY_HUB_PROFILE` asks for them.
    ///
    /// # Errors
    /// When the package cannot be made.
    pub(crate) fn package_quickly(&self, root: &Path) -> anyhow::Result<()> {
        let profile = std::env::var("ORY_HUB_PROFILE").unwrap_or_else(|_| "dev".to_owned());
        package::start(root, &[self.name], &[("ORY_HUB_PROFILE", &profile)])
    }

    /// Writes what users of the language install, under `target/package/`.
    ///
    /// # Errors
    /// When the package cannot be made.
    pub(crate) fn package(&self, root: &Path) -> anyhow::Result<()> {
        package::start(root, &[self.name], &[])
    }
}

/// `cargo xtask package [NAME …]`, and `cargo xtask package --all-platforms [--twice] [PLATFORM …]`.
///
/// # Errors
/// When a toolchain is missing or a package cannot be made.
pub(crate) fn package(root: &Path, names: &[String]) -> anyhow::Result<()> {
    if let Some((first, rest)) = names.split_first()
        && first == "--all-platforms"
    {
        return package_platforms(root, rest);
    }
    for language in named(names)? {
        run::note(&format!("== {}", language.title));
        language.ready()?;
        language.package(root)?;
    }
    run::note("the packages are in target/package/");
    Ok(())
}

fn package_platforms(root: &Path, names: &[String]) -> anyhow::Result<()> {
    let (options, names): (Vec<&str>, Vec<&str>) = names
        .iter()
        .map(String::as_str)
        .partition(|name| *name == "--twice");
    package::start(root, &[&["platforms"], &*names].concat(), &[])?;
    if !options.is_empty() {
        let folder = cache::target().join("again");
        let folder = folder.to_string_lossy();
        package::start(
            root,
            &[&["platforms-again"], &*names].concat(),
            &[("CARGO_TARGET_DIR", &*folder)],
        )?;
    }
    run::note("the packages are in target/package/platforms/");
    Ok(())
}

/// Those named, or all of them.
///
/// # Errors
/// When there is no language of that name.
pub(crate) fn named(names: &[String]) -> anyhow::Result<Vec<&'static Language>> {
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
