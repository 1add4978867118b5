//! The toolchains that the other commands need: looked for, installed where a package manager can,
//! otherwise named with the one command that a person has to run.

pub mod android;
pub mod apt;
pub mod chosen;
pub mod chromium;
pub mod cross;
pub mod emulation;
pub mod go;
pub mod hosts;
pub mod java;
pub mod macos;
pub mod native;
pub mod node;
pub mod openapi;
pub mod platforms;
pub mod python;
mod rust;
pub mod swift;
pub mod wasm;

use std::fmt;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

use util::run;
use util::stdout::Stdout;

/// A toolchain that is ready.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its name on the command line of `setup`.
    pub name: &'static str,
    /// Its main program or folder.
    pub path: PathBuf,
    /// What it says about itself.
    pub version: String,
}

/// A toolchain that is not here and could not be installed.
#[derive(Debug, Clone)]
pub struct Missing {
    /// Its name on the command line of `setup`.
    pub name: &'static str,
    /// What happened.
    pub reason: String,
    /// The command that a person has to run.
    pub command: String,
}

impl Missing {
    fn new(name: &'static str, reason: impl fmt::Display, command: impl Into<String>) -> Self {
        Self {
            name,
            reason: reason.to_string(),
            command: command.into(),
        }
    }

    /// The same as an error of the command that needed it.
    pub fn error(&self) -> anyhow::Error {
        anyhow::anyhow!("{self}")
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            reason,
            command,
        } = self;
        write!(out, "{name} is missing ({reason}). Run: {command}")
    }
}

type Ready = fn() -> Result<Found, Missing>;

/// All toolchains, quick ones first.
pub const ALL: &[(&str, Ready)] = &[
    (wasm::NAME, wasm::ready),
    (go::NAME, go::ready),
    (native::NAME, native::ready),
    (node::NAME, node::ready),
    (python::NAME, python::ready),
    (openapi::NAME, openapi::ready),
    (hosts::NAME, hosts::ready),
    (java::NAME, java::ready),
    (chromium::NAME, chromium::ready),
    (swift::NAME, swift::ready),
    (cross::NAME, cross::ready),
];

/// `cargo xtask setup [NAME…]`.
pub fn command_line(names: &[String]) -> Result<()> {
    let known: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!(
            "there is no toolchain `{name}`; known: {}",
            known.join(", ")
        );
    }
    let mut missing = Vec::new();
    for (name, ready) in ALL {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        let start = Instant::now();
        match ready() {
            Ok(found) => writeln!(
                Stdout,
                "{:<9} {} ({}; {:.1} s)",
                found.name,
                found.version,
                found.path.display(),
                start.elapsed().as_secs_f64()
            )?,
            Err(absent) => {
                writeln!(Stdout, "{:<9} missing: {}", absent.name, absent.reason)?;
                missing.push(absent.command);
            }
        }
    }
    if !missing.is_empty() {
        bail!("to add what is missing, run:\n{}", missing.join("\n"));
    }
    Ok(())
}

/// The first line of what `program ARGUMENTS` answers, if it runs.
fn version_of(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = std::process::Command::new(program)
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    let text = if output.stdout.is_empty() {
        output.stderr
    } else {
        output.stdout
    };
    let text = String::from_utf8_lossy(&text);
    text.lines().next().map(|line| line.trim().to_string())
}

/// The first of these programs that is on PATH.
fn first_of(programs: &[&str]) -> Option<PathBuf> {
    programs.iter().find_map(|program| run::find(program))
}
