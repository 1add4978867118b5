//! Packages every language and drives it against the real servers.

use std::path::Path;

use anyhow::bail;

use super::{Line, tally::Tally, timed};
use crate::drive::case_list;
use crate::languages::Language;
use crate::run;
use crate::servers::Which;
use crate::stand::Stand;

/// One line a language, and one for its package.
pub fn all(root: &Path, chosen: &[&Language]) -> anyhow::Result<Vec<Line>> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let stand = Stand::start(root, &[Which::Kratos], None)?;
    let mut lines = Vec::new();
    for language in chosen {
        lines.push(timed(language.name, "packaged, installed, driven", || {
            language.ready()?;
            (language.package)(root)?;
            one(root, &stand, language)
        }));
    }
    Ok(lines)
}

fn one(root: &Path, stand: &Stand, language: &Language) -> anyhow::Result<Tally> {
    let (drive, _faults) = stand.drive(root, language.name)?;
    let outcome = (language.drive)(&drive)?;
    let missing = case_list::missing(root, language.name, &outcome)?;
    if outcome.failed > 0 || !missing.is_empty() {
        run::note(&stand.tails());
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
    Ok(Tally {
        passed: outcome.passed,
        failed: outcome.failed,
    })
}
