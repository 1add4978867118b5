//! Packages every language and drives it against the real servers.

use std::path::Path;

use anyhow::bail;

use util::counts::Counts;

use super::{Line, timed};
use crate::e2e::cases;
use crate::e2e::fixture::Fixture;
use crate::languages::Language;
use crate::servers::Which;
use util::run;

/// One line a language, and one for its package.
pub fn all(root: &Path, chosen: &[&Language]) -> anyhow::Result<Vec<Line>> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let fixture = Fixture::start(root, &[Which::Kratos], None)?;
    let mut lines = Vec::new();
    for language in chosen {
        lines.push(timed(language.name, "packaged, installed, driven", || {
            language.ready()?;
            language.package(root)?;
            one(root, &fixture, language)
        }));
    }
    Ok(lines)
}

fn one(root: &Path, fixture: &Fixture, language: &Language) -> anyhow::Result<Counts> {
    let (drive, _faults) = fixture.drive(root, language.name)?;
    let outcome = (language.drive)(&drive)?;
    let missing = cases::missing(root, language.name, &outcome)?;
    if outcome.failed > 0 || !missing.is_empty() {
        run::note(&fixture.tails());
        bail!(
            "{}: {} of its tests failed; cases without an `ok` line: {}; the end of {}:\n{}",
            language.title,
            outcome.failed,
            if missing.is_empty() {
                "none".to_owned()
            } else {
                missing.join(", ")
            },
            outcome.log.display(),
            run::tail(&outcome.log, 60),
        );
    }
    Ok(Counts {
        passed: outcome.passed,
        failed: outcome.failed,
    })
}
