//! Packages every language and drives it against the real servers.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};

use util::cache;
use util::counts::Counts;

use super::{Line, timed};
use crate::e2e::cases;
use crate::e2e::fixture::Fixture;
use crate::languages::Language;
use util::run;
use util::stdout::Stdout;

/// One line a language, and one for its package.
pub(crate) fn all(root: &Path, chosen: &[&Language]) -> anyhow::Result<Vec<Line>> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let fixture = Fixture::start(root)?;
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

/// One case of one language, built without the optimisations of a release; in the browser also a page test, or all those
/// whose names begin so. With `keep` the servers stay until this process is interrupted, and the environment to reach
/// them is printed.
pub(crate) fn one_case(
    root: &Path,
    language: &Language,
    case: &str,
    keep: bool,
) -> anyhow::Result<()> {
    let due = cases::due(root, language.name)?;
    let is_page = language.name == "browser" && case.starts_with("page-");
    if !is_page && !due.iter().any(|id| id == case) {
        bail!(
            "{} has no case `{case}`; it has {}",
            language.title,
            due.join(", ")
        );
    }
    language.ready()?;
    language.package_quickly(root)?;
    let fixture = Fixture::start(root)?;
    let (driver, _own) = fixture.driver(root, language.name, Some(case))?;
    let result = (language.run)(&driver).and_then(|outcome| {
        let milliseconds = outcome.cases.iter().find(|(id, _)| id == case);
        match milliseconds {
            None if is_page && outcome.failed == 0 => {
                run::note(&format!("{} passed: {case}", outcome.passed));
                Ok(())
            }
            Some((_, milliseconds)) if outcome.failed == 0 => {
                run::note(&format!("{case} passed in {milliseconds:.1} ms"));
                Ok(())
            }
            _ => bail!("{case} failed:\n{}", run::tail(&outcome.log, 60)),
        }
    });
    if !keep {
        return result;
    }
    if let Err(error) = result {
        run::note(&format!("{error:#}"));
    }
    run::note(&format!("the tests are in {}", driver.work.display()));
    for (name, value) in &driver.env {
        writeln!(Stdout, "export {name}='{value}'")?;
    }
    run::note("the servers run until Ctrl-C");
    loop {
        std::thread::park();
    }
}

fn one(root: &Path, fixture: &Fixture, language: &Language) -> anyhow::Result<Counts> {
    let (driver, _own) = fixture.driver(root, language.name, None)?;
    let logs = fixture.logs();
    let outcome = (language.run)(&driver)?;
    let missing = cases::missing(root, language.name, &outcome)?;
    let api = spec::load(root)?;
    let reached = logs.reached(&api, language.name)?;
    let table = cache::target().join(format!("e2e/{}-operations.txt", language.name));
    std::fs::create_dir_all(cache::target().join("e2e"))?;
    std::fs::write(&table, reached.table(&api, language.name))
        .with_context(|| format!("cannot write {}", table.display()))?;
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
    let unreached = reached.missing(&api, language.name);
    if !unreached.is_empty() {
        bail!(
            "{}: its tests leave out on the real servers:\n{}\nwhat they reach is in {}",
            language.title,
            unreached.join("\n"),
            table.display(),
        );
    }
    let mut counts = Counts {
        passed: outcome.passed,
        failed: outcome.failed,
    };
    counts += crate::surface::check_package(root, language.name)?;
    Ok(counts)
}
