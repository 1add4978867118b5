//! What the host programs of `tests/hosts` are run with.

use std::path::{Path, PathBuf};

use super::{Found, Missing, apt, first_of, native, python};

/// Its name on the command line.
pub const NAME: &str = "hosts";

const REQUIREMENTS: &str = include_str!("../../../tests/hosts/requirements.txt");
const PACKAGES: &[&str] = &[
    "python3",
    "python3-venv",
    "util-linux",
    "libcap2-bin",
    "binutils",
    "apache2",
    "libapache2-mod-wsgi-py3",
];
const MOD_WSGI: &str = "/usr/lib/apache2/modules/mod_wsgi.so";

/// Makes sure that the environment is complete; the path found is its `python`.
///
/// The base is the system's Python where there is one: it is built with a shared library, which programs that embed or
/// freeze Python need.
pub fn ready() -> Result<Found, Missing> {
    native::ready()?;
    let base = || {
        let system = Some(PathBuf::from("/usr/bin/python3"));
        system
            .filter(|path| path.is_file())
            .or_else(|| first_of(&["python3"]))
            .filter(|path| python::has_venv(path))
    };
    let tools = ["setpriv", "setcap", "objdump"];
    let complete = || {
        base().is_some()
            && tools.iter().all(|tool| util::run::find(tool).is_some())
            && Path::new(MOD_WSGI).exists()
    };
    if !complete() {
        apt::install(PACKAGES)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(PACKAGES)))?;
    }
    let base =
        base().ok_or_else(|| Missing::new(NAME, "python3 has no venv", apt::advice(PACKAGES)))?;
    python::environment(NAME, &base, REQUIREMENTS)
}
