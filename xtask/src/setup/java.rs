//! The JDK and Maven, which build and test the Kotlin package.

use super::{Found, Missing, apt, version_of};
use crate::run;

/// Its name on the command line.
pub const NAME: &str = "java";

const PACKAGES: &[&str] = &["default-jdk-headless", "maven"];

/// Makes sure that `javac` and `mvn` are here.
pub fn ready() -> Result<Found, Missing> {
    let here = || run::find("javac").and(run::find("mvn"));
    if here().is_none() {
        apt::install(PACKAGES)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(PACKAGES)))?;
    }
    let path = here()
        .ok_or_else(|| Missing::new(NAME, "javac or mvn is not on PATH", apt::advice(PACKAGES)))?;
    let version = version_of("javac", &["-version"]).unwrap_or_default();
    Ok(Found {
        name: NAME,
        path,
        version,
    })
}
