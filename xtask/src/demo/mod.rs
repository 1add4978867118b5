//! `cargo xtask demo`: the main job, for a newcomer.

mod pages;

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use crate::e2e::fixture::Fixture;
use crate::e2e::{Outcome, cases};
use crate::languages::{self, Language};
use util::run;
use util::stdout::Stdout;

/// The case whose time stands in the table: one call to a real server and back.
const TIMED: [&str; 2] = ["identity-read", "browser-whoami"];

enum Step {
    Done(Outcome),
    Failed(String),
    Absent(String),
}

/// Runs the tour in every language, prints a table, and then serves the login pages unless `--once` is given.
///
/// # Errors
/// When a language that could run failed.
pub(crate) fn command_line(root: &Path, arguments: &[String]) -> anyhow::Result<()> {
    let mut once = false;
    for argument in arguments {
        match argument.as_str() {
            "--once" => once = true,
            "--page" => return page(root),
            other => anyhow::bail!("the demo does not know `{other}`; it takes --once or --page"),
        }
    }
    let fixture = Fixture::start(root)?;
    let mut table = Vec::new();
    for language in &languages::ALL {
        run::note(&format!("== {}", language.title));
        let since = Instant::now();
        let step = tour(root, &fixture, language);
        table.push((language, step, since.elapsed().as_secs()));
    }
    let failed = show(root, &table)?;
    if !failed.is_empty() {
        anyhow::bail!("the tour failed in {}", failed.join(", "));
    }
    if once {
        return Ok(());
    }
    drop(fixture);
    pages::serve(root)
}

/// The page alone: for those who saw the tour.
fn page(root: &Path) -> anyhow::Result<()> {
    for language in languages::named(&["browser".to_owned()])? {
        language.ready()?;
        language.package(root)?;
    }
    pages::serve(root)
}

fn tour(root: &Path, fixture: &Fixture, language: &Language) -> Step {
    if let Err(error) = language.ready() {
        return Step::Absent(format!("{error:#}"));
    }
    let work = || -> anyhow::Result<Outcome> {
        language.package(root)?;
        let (driver, _own) = fixture.driver(root, language.name, None)?;
        (language.run)(&driver)
    };
    match work() {
        Ok(outcome) => Step::Done(outcome),
        Err(error) => Step::Failed(format!("{error:#}")),
    }
}

fn show<'a>(root: &Path, table: &'a [(&Language, Step, u64)]) -> anyhow::Result<Vec<&'a str>> {
    writeln!(
        Stdout,
        "\n{:<10} {:>14} {:>16} {:>10}",
        "language", "steps passed", "time of a call", "seconds"
    )?;
    let mut failed = Vec::new();
    for (language, step, seconds) in table {
        match step {
            Step::Done(outcome) => {
                let due = cases::due(root, language.name)?.len();
                let missing = cases::missing(root, language.name, outcome)?;
                let time = TIMED
                    .iter()
                    .find_map(|id| outcome.cases.iter().find(|(case, _)| case == id))
                    .map_or_else(|| "-".to_owned(), |(_, time)| format!("{time:.1} ms"));
                let steps = format!("{} of {due}", due - missing.len());
                writeln!(
                    Stdout,
                    "{:<10} {steps:>14} {time:>16} {seconds:>10}",
                    language.title
                )?;
                if outcome.failed > 0 || !missing.is_empty() {
                    writeln!(
                        Stdout,
                        "  not passed: {}; see {}",
                        missing.join(", "),
                        outcome.log.display()
                    )?;
                    failed.push(language.title);
                }
            }
            Step::Failed(why) => {
                writeln!(
                    Stdout,
                    "{:<10} {:>14} {:>16} {seconds:>10}",
                    language.title, "failed", "-"
                )?;
                writeln!(Stdout, "{}", indent(why))?;
                failed.push(language.title);
            }
            Step::Absent(how) => {
                writeln!(
                    Stdout,
                    "{:<10} {:>14} {:>16} {seconds:>10}",
                    language.title, "not run", "-"
                )?;
                writeln!(Stdout, "{}", indent(how))?;
            }
        }
    }
    Ok(failed)
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
