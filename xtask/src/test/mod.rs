//! `cargo xtask test`: everything that CI runs, in an order in which the cheap checks fail first.

mod circles;
pub(crate) mod dependencies;
mod languages;
mod links;
pub(crate) mod style;
pub(crate) mod workspace;

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use crate::e2e::{browser, hosts};
use crate::languages::ALL;
use util::counts::Counts;
use util::run;
use util::stdout::Stdout;

/// A part of the tests that can be run alone.
struct Part {
    name: &'static str,
    about: &'static str,
    run: fn(&Path) -> anyhow::Result<Counts>,
}

const PARTS: [Part; 12] = [
    Part {
        name: "style",
        about: "rules that no compiler knows",
        run: style::check,
    },
    Part {
        name: "versions",
        about: "all packages have the same version",
        run: crate::version::check,
    },
    Part {
        name: "dependencies",
        about: "dependencies are used, with allowed licences and sources",
        run: dependencies::check,
    },
    Part {
        name: "spelling",
        about: "typos in names, comments and documents",
        run: workspace::spelling,
    },
    Part {
        name: "format",
        about: "every Rust file as rustfmt writes it",
        run: workspace::format,
    },
    Part {
        name: "generated",
        about: "generated files against api/",
        run: workspace::generated,
    },
    Part {
        name: "export",
        about: "api/ as OpenAPI 3.1, by a validator",
        run: workspace::export,
    },
    Part {
        name: "lint",
        about: "clippy over every crate and feature",
        run: workspace::lint,
    },
    Part {
        name: "unit",
        about: "unit, property and doc tests of the workspace",
        run: workspace::unit,
    },
    Part {
        name: "docs",
        about: "documentation builds without warnings",
        run: workspace::docs,
    },
    Part {
        name: "surface",
        about: "public items of the Rust crate against docs/surface/",
        run: crate::surface::check,
    },
    Part {
        name: "features",
        about: "core builds with each set of features",
        run: workspace::features,
    },
];

/// Runs after the languages, whose packages it uses.
const HOSTS: Part = Part {
    name: "hosts",
    about: "servers and other hosts that load the Python and the C package",
    run: hosts::check,
};

/// Names of environments after it run those alone.
const MATRIX: Part = Part {
    name: "npm-matrix",
    about: "the npm package in every bundler, framework and runtime of the list, or in those named",
    run: browser::matrix,
};

/// What takes too long for every run: `--all` adds it, or its name.
const LONG: [Part; 2] = [
    MATRIX,
    Part {
        name: "platforms",
        about: "packages for other machines: built, looked into, run by qemu and Wine",
        run: crate::e2e::platforms::check,
    },
];

struct Line {
    name: String,
    counts: Counts,
    seconds: u64,
    error: Option<String>,
}

/// Runs the named parts, or all of them.
///
/// # Errors
/// When a part failed; all the others have run by then.
pub(crate) fn command_line(root: &Path, names: &[String]) -> anyhow::Result<()> {
    if names == ["help"] {
        writeln!(Stdout, "{}", known())?;
        return Ok(());
    }
    let with_long = names.iter().any(|name| name == "--all");
    let names: Vec<String> = names
        .iter()
        .filter(|name| *name != "--all")
        .cloned()
        .collect();
    let keep = names.iter().any(|name| name == "--keep");
    if let [language, case] = &*names
        .iter()
        .filter(|name| *name != "--keep")
        .collect::<Vec<_>>()
        && let Some(language) = ALL.iter().find(|known| known.name == *language)
        && !is_known(case)
    {
        return languages::one_case(root, language, case, keep);
    }
    anyhow::ensure!(!keep, "--keep needs a language and a case");
    if let [part, environments @ ..] = &*names
        && part == MATRIX.name
        && !environments.iter().any(|name| is_known(name))
    {
        let run = || browser::matrix_of(root, environments);
        return report(&[timed(part, MATRIX.about, run)]);
    }
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        anyhow::bail!("there is no part `{unknown}`; there are\n{}", known());
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|given| given == name);
    let mut lines = Vec::new();
    for part in PARTS.iter().filter(|part| wanted(part.name)) {
        lines.push(timed(part.name, part.about, || (part.run)(root)));
    }
    let chosen: Vec<_> = ALL
        .iter()
        .filter(|language| wanted(language.name))
        .collect();
    lines.extend(languages::all(root, &chosen)?);
    if wanted(HOSTS.name) {
        lines.push(timed(HOSTS.name, HOSTS.about, || (HOSTS.run)(root)));
    }
    let long = |part: &&Part| with_long || names.iter().any(|name| name == part.name);
    for part in LONG.iter().filter(long) {
        lines.push(timed(part.name, part.about, || (part.run)(root)));
    }
    report(&lines)
}

fn known() -> String {
    let parts = PARTS
        .iter()
        .chain([&HOSTS])
        .chain(&LONG)
        .map(|part| format!("  {:<12} {}", part.name, part.about));
    let languages = ALL.iter().map(|language| {
        format!(
            "  {:<12} packaged, installed and driven against real servers",
            language.name
        )
    });
    let all: Vec<String> = parts.chain(languages).collect();
    all.join("\n")
}

fn is_known(name: &str) -> bool {
    let mut parts = PARTS.iter().chain([&HOSTS]).chain(&LONG);
    parts.any(|part| part.name == name) || ALL.iter().any(|language| language.name == name)
}

fn timed(name: &str, about: &str, work: impl FnOnce() -> anyhow::Result<Counts>) -> Line {
    run::note(&format!("== {name}: {about}"));
    let since = Instant::now();
    let result = work().and_then(something);
    let seconds = since.elapsed().as_secs();
    let (counts, error) = match result {
        Ok(counts) => (counts, None),
        Err(error) => {
            let text = format!("{error:#}");
            run::note(&text);
            (
                Counts {
                    passed: 0,
                    failed: 1,
                },
                Some(text),
            )
        }
    };
    Line {
        name: name.to_owned(),
        counts,
        seconds,
        error,
    }
}

/// What ran nothing has shown nothing.
fn something(counts: Counts) -> anyhow::Result<Counts> {
    anyhow::ensure!(counts.passed + counts.failed > 0, "no test ran");
    Ok(counts)
}

fn report(lines: &[Line]) -> anyhow::Result<()> {
    writeln!(
        Stdout,
        "\n{:<12} {:>7} {:>7} {:>8}",
        "part", "passed", "failed", "seconds"
    )?;
    let mut sum = Counts::default();
    for line in lines {
        writeln!(
            Stdout,
            "{:<12} {:>7} {:>7} {:>8}",
            line.name, line.counts.passed, line.counts.failed, line.seconds
        )?;
        sum += line.counts;
    }
    writeln!(Stdout, "\n{} passed, {} failed", sum.passed, sum.failed)?;
    let broken: Vec<&str> = lines
        .iter()
        .filter(|line| line.error.is_some() || line.counts.failed > 0)
        .map(|line| line.name.as_str())
        .collect();
    if broken.is_empty() {
        return Ok(());
    }
    for line in lines {
        if let Some(error) = &line.error {
            writeln!(Stdout, "\n== {} failed\n{error}", line.name)?;
        }
    }
    anyhow::bail!("failed: {}", broken.join(", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Counts, timed};

    #[test]
    fn a_part_that_runs_nothing_fails() {
        let line = timed("none", "nothing at all", || Ok(Counts::default()));
        assert_eq!(line.counts.failed, 1);
        assert_eq!(line.error.unwrap(), "no test ran");
        assert!(timed("one", "a check", || Ok(Counts::ONE)).error.is_none());
    }
}
