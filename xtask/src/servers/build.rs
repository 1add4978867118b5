//! Builds the real servers from the Go modules in `tests/servers/`, once a set of pins.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::Which;
use crate::setup::go;
use crate::{cache, run};

const FLAGS: &[&str] = &[
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    "-tags=sqlite,json1",
    "-ldflags=-s -w",
];

/// The binary of a server; the first call for its pins takes a minute or two.
pub fn binary(which: Which) -> Result<PathBuf> {
    let name = which.name();
    let module = cache::project().join("tests").join("servers").join(name);
    let read = |file: &str| {
        let path = module.join(file);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let (pins, sums) = (read("go.mod")?, read("go.sum")?);
    let key = cache::key(
        [pins.as_slice(), &sums]
            .into_iter()
            .chain(FLAGS.iter().map(|flag| flag.as_bytes())),
    );
    let folder = cache::dir(&format!("servers/{name}-{key}"))?;
    let binary = folder.join(name);
    let _only_builder = cache::lock(&folder)?;
    if binary.is_file() {
        return Ok(binary);
    }

    let go = go::ready().map_err(|missing| missing.error())?;
    let partial = folder.join("partial");
    run::run(
        &format!("building {name} from Go modules (once)"),
        Command::new(&go.path)
            .current_dir(&module)
            .env("GOFLAGS", "")
            .env("GOWORK", "off")
            .env("CGO_ENABLED", "1")
            .arg("build")
            .args(FLAGS)
            .arg("-o")
            .arg(&partial)
            .arg(which.package()),
    )?;
    fs::rename(&partial, &binary)?;
    Ok(binary)
}
