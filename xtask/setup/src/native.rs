//! What the C tests are compiled and watched with.

use super::{Found, Missing, apt, version_of};
use util::run;

/// Its name on the command line.
pub const NAME: &str = "native";

/// Programs, and the Debian packages that hold them.
const PROGRAMS: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("g++", "g++"),
    ("ld", "binutils"),
    ("valgrind", "valgrind"),
    ("cmake", "cmake"),
    ("pkg-config", "pkgconf"),
];

/// Makes sure that compilers, valgrind, CMake and pkg-config are here.
pub fn ready() -> Result<Found, Missing> {
    let absent = || -> Vec<&str> {
        let absent = PROGRAMS
            .iter()
            .filter(|(program, _)| run::find(program).is_none());
        absent.map(|(_, package)| *package).collect()
    };
    let packages = absent();
    if !packages.is_empty() {
        apt::install(&packages)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(&packages)))?;
    }
    let left = absent();
    match run::find("gcc") {
        Some(path) if left.is_empty() => Ok(Found {
            name: NAME,
            version: version_of(&path, &["--version"]).unwrap_or_default(),
            path,
        }),
        _ => Err(Missing::new(NAME, left.join(", "), apt::advice(&left))),
    }
}
