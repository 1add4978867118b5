//! `cargo xtask bench`: how fast we are beside the peers, measured in the same run. No test depends on it.

mod c;
mod kotlin;
mod npm;
mod server;
mod table;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use self::table::Unit;
use crate::package;
use util::cache;
use util::files::artefact;
use util::run;
use util::stdout::Stdout;

/// A benchmark: its program prints a line a contestant, the peer's first.
struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&Path) -> anyhow::Result<String>,
}

const ALL: [Bench; 18] = [
    Bench {
        name: "rust",
        about: "reading a page of 250 identities in Rust, and as C reads it",
        run: rust,
    },
    Bench {
        name: "python",
        about: "reading 250 identities one by one in Python",
        run: python,
    },
    Bench {
        name: "python-calls",
        about: "one toSession call in Python over loopback, one caller",
        run: |root| python_calls(root, 1),
    },
    Bench {
        name: "python-calls-64",
        about: "one toSession call in Python over loopback, 64 callers at a time",
        run: |root| python_calls(root, 64),
    },
    Bench {
        name: "calls",
        about: "CPU time of one toSession call over loopback, one caller",
        run: |root| calls(root, "1"),
    },
    Bench {
        name: "calls-64",
        about: "CPU time of one toSession call over loopback, 64 callers at a time",
        run: |root| calls(root, "64"),
    },
    Bench {
        name: "instructions",
        about: "instructions of one toSession call over loopback, by valgrind",
        run: |root| calls(root, "instructions"),
    },
    Bench {
        name: "c-calls",
        about: "CPU time of one toSession call in C over loopback, one thread",
        run: |root| c::calls(root, 1),
    },
    Bench {
        name: "c-calls-64",
        about: "CPU time of one toSession call in C over loopback, 64 threads",
        run: |root| c::calls(root, 64),
    },
    Bench {
        name: "c-page",
        about: "reading a page of 250 identities in C, and some fields of each",
        run: |root| c::page(root, &page(root)?),
    },
    Bench {
        name: "kotlin-calls",
        about: "one toSession call in Kotlin over loopback, one caller",
        run: |root| kotlin::calls(root, 1),
    },
    Bench {
        name: "kotlin-calls-64",
        about: "one toSession call in Kotlin over loopback, 64 coroutines at a time",
        run: |root| kotlin::calls(root, 64),
    },
    Bench {
        name: "npm-load",
        about: "from the import to the request of the first call, in Node",
        run: |root| npm::measure(root, "node", "load"),
    },
    Bench {
        name: "npm-call",
        about: "one toSession call in Node over loopback",
        run: |root| npm::measure(root, "node", "call"),
    },
    Bench {
        name: "npm-submit",
        about: "one submit of a form of 15 nodes in Node over loopback",
        run: |root| npm::measure(root, "node", "submit"),
    },
    Bench {
        name: "chromium-load",
        about: "from the script's bytes to the request of the first call, in Chromium",
        run: |root| npm::measure(root, "chromium", "load"),
    },
    Bench {
        name: "chromium-call",
        about: "one toSession call in Chromium over loopback",
        run: |root| npm::measure(root, "chromium", "call"),
    },
    Bench {
        name: "chromium-submit",
        about: "one submit of a form of 15 nodes in Chromium over loopback",
        run: |root| npm::measure(root, "chromium", "submit"),
    },
];

/// Runs the named benchmarks, or all of them, and prints a table each.
///
/// # Errors
/// When there is no benchmark of that name, or a peer cannot be had.
pub(crate) fn command_line(root: &Path, names: &[String]) -> anyhow::Result<()> {
    let known: Vec<String> = ALL
        .iter()
        .map(|bench| format!("  {:<15} {}", bench.name, bench.about))
        .collect();
    let known = known.join("\n");
    if names == ["help"] {
        writeln!(Stdout, "{known}")?;
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|name| chosen(name).next().is_none()) {
        anyhow::bail!("there is no benchmark `{unknown}`; there are\n{known}");
    }
    writeln!(Stdout, "{}", machine()?)?;
    for bench in &ALL {
        let is_named = |name: &String| chosen(name).any(|chosen| chosen.name == bench.name);
        if names.is_empty() || names.iter().any(is_named) {
            let said = (bench.run)(root)?;
            writeln!(Stdout, "\n{}: {}", bench.name, bench.about)?;
            let unit = match bench.name {
                "instructions" => Unit::Instructions,
                _ => Unit::Nanoseconds,
            };
            write!(Stdout, "{}", table::of(&said, unit)?)?;
        }
    }
    Ok(())
}

/// The benchmark of that name, else all that begin with it: `c` is all of C.
fn chosen(name: &str) -> impl Iterator<Item = &'static Bench> {
    let exact = ALL.iter().any(|bench| bench.name == name);
    ALL.iter().filter(move |bench| match exact {
        true => bench.name == name,
        false => bench
            .name
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('-')),
    })
}

/// The program that has all of Rust's contestants, and makes the page for the other languages.
fn program(root: &Path) -> anyhow::Result<PathBuf> {
    let target = cache::target().join("bench");
    run::run(
        "building the benchmark",
        Command::new("cargo")
            .args(["build", "--release", "--manifest-path"])
            .arg(root.join("tests/bench/rust/Cargo.toml"))
            .arg("--target-dir")
            .arg(&target),
    )?;
    Ok(target.join("release/bench"))
}

fn calls(root: &Path, argument: &str) -> anyhow::Result<String> {
    let target = cache::target().join("bench");
    run::run(
        "building the benchmark of calls",
        Command::new("cargo")
            .args(["build", "--release", "--manifest-path"])
            .arg(root.join("tests/bench/calls/Cargo.toml"))
            .arg("--target-dir")
            .arg(&target),
    )?;
    let mut program = Command::new(target.join("release/bench-calls"));
    run::output("measuring calls", program.arg(argument))
}

fn rust(root: &Path) -> anyhow::Result<String> {
    run::output("measuring Rust", &mut Command::new(program(root)?))
}

/// The file of the page that other languages read.
fn page(root: &Path) -> anyhow::Result<PathBuf> {
    let page = cache::target().join("bench/page.json");
    run::run("writing the page", Command::new(program(root)?).arg(&page))?;
    Ok(page)
}

fn python(root: &Path) -> anyhow::Result<String> {
    let page = page(root)?;
    run::output(
        "measuring Python",
        Command::new(python_environment(root)?)
            .arg(root.join("tests/bench/python/decode.py"))
            .arg(&page),
    )
}

fn python_calls(root: &Path, callers: u32) -> anyhow::Result<String> {
    run::output(
        "measuring calls in Python",
        Command::new(python_environment(root)?)
            .arg(root.join("tests/bench/python/calls.py"))
            .arg(callers.to_string()),
    )
}

/// The `python` of an environment with the peers and the wheel.
fn python_environment(root: &Path) -> anyhow::Result<PathBuf> {
    let tools = setup::python::ready().map_err(|missing| missing.error())?;
    // As users have it, whatever profile trials are built with.
    package::start(root, &["python"], &[("ORY_HUB_PROFILE", "dist")])?;
    let folder = cache::target().join("bench/python");
    run::run(
        "making a Python environment",
        Command::new(&tools.path)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    let python = folder.join("bin/python");
    run::run(
        "installing the peer and the Python wheel",
        Command::new(&python)
            .args(["-m", "pip", "install", "--disable-pip-version-check"])
            .args(["--no-deps", "--only-binary", ":all:", "-r"])
            .arg(root.join("tests/bench/python/requirements.txt"))
            .arg(artefact(&root.join("target/package/python"), ".whl")?),
    )?;
    Ok(python)
}

/// What numbers depend on: processor, how many of them, versions.
fn machine() -> anyhow::Result<String> {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("an unnamed processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism()?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown");
    let rustc = run::output(
        "asking rustc for its version",
        Command::new("rustc").arg("--version"),
    )?;
    Ok(format!(
        "{model}, {cores} threads, {} {}; load before the run: {load}; {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        rustc.trim()
    ))
}
