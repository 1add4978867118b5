//! The browser of the browser tests.

use std::path::PathBuf;

use super::{Found, Missing, apt, first_of, version_of};

/// Its name on the command line.
pub const NAME: &str = "chromium";

const PACKAGES: &[&str] = &["chromium", "fonts-dejavu-core"];
const PROGRAMS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// Arguments that a browser of tests needs here: no screen, no sandbox as root, nothing sent to anyone.
pub const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Makes sure that a Chromium is here; `$ORY_HUB_CHROMIUM` names another one.
pub fn ready() -> Result<Found, Missing> {
    if program().is_none() {
        apt::install(PACKAGES)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(PACKAGES)))?;
    }
    let path = program().ok_or_else(|| Missing::new(NAME, "not on PATH", apt::advice(PACKAGES)))?;
    let version = version_of(&path, &["--version"]).ok_or_else(|| {
        Missing::new(
            NAME,
            format!("{} does not run", path.display()),
            apt::advice(PACKAGES),
        )
    })?;
    Ok(Found {
        name: NAME,
        path,
        version,
    })
}

fn program() -> Option<PathBuf> {
    std::env::var_os("ORY_HUB_CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| first_of(PROGRAMS))
}
