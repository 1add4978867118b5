//! Go, which builds the servers of the tests.

use super::{Found, Missing, apt, version_of};
use util::run;

/// Its name on the command line.
pub const NAME: &str = "go";
/// The servers' modules name their tools in a way that older ones do not read.
const LEAST: (u32, u32) = (1, 24);

/// Makes sure that a Go is here that is new enough for the servers.
pub fn ready() -> Result<Found, Missing> {
    if run::find("go").is_none() {
        apt::install(&["golang-go"]).map_err(|error| missing(format!("{error:#}")))?;
    }
    let path = run::find("go").ok_or_else(|| missing("not on PATH".into()))?;
    let version = version_of(&path, &["env", "GOVERSION"])
        .ok_or_else(|| missing(format!("{} does not run", path.display())))?;
    if parse(&version).is_none_or(|found| found < LEAST) {
        return Err(missing(format!("{version} is too old")));
    }
    Ok(Found {
        name: NAME,
        path,
        version,
    })
}

fn missing(reason: String) -> Missing {
    let advice = "install Go 1.24 or newer from https://go.dev/dl/ and put it on PATH";
    Missing::new(NAME, reason, advice)
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix("go")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(parse("go1.26.8"), Some((1, 26)));
        assert!(parse("go1.9").is_some_and(|found| found < LEAST));
        assert_eq!(parse("devel"), None);
    }
}
