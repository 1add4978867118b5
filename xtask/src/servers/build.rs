//! Builds the real servers from the Go modules in `tests/servers/`, once a set of pins.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::ServerKind;
use setup::go;
use util::{cache, run};

const FLAGS: &[&str] = &[
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    "-tags=sqlite,json1",
];

/// The binary of a server; the first call for its pins takes a minute or two.
pub(crate) fn binary(which: ServerKind) -> Result<PathBuf> {
    let name = which.name();
    let module = cache::project().join("tests").join("servers").join(name);
    let read = |file: &str| {
        let path = module.join(file);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let (pins, sums) = (read("go.mod")?, read("go.sum")?);
    let pins_text = String::from_utf8_lossy(&pins);
    let version = pinned(&pins_text, which.package())
        .with_context(|| format!("no version of {} in its go.mod", which.package()))?;
    let linker = format!("-ldflags=-s -w -X {}.Version={version}", which.build_info());
    let flags: Vec<&str> = FLAGS.iter().copied().chain([linker.as_str()]).collect();
    let key = cache::key(
        [pins.as_slice(), &sums]
            .into_iter()
            .chain(flags.iter().map(|flag| flag.as_bytes())),
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
            .args(&flags)
            .arg("-o")
            .arg(&partial)
            .arg(which.package()),
    )?;
    fs::rename(&partial, &binary)?;
    Ok(binary)
}

/// The version at which go.mod requires a module.
fn pinned<'a>(pins: &'a str, module: &str) -> Option<&'a str> {
    let mut required = pins.lines().filter(|line| !line.contains("=>"));
    required.find_map(|line| {
        let mut words = line
            .split_whitespace()
            .skip_while(|word| *word == "require");
        (words.next() == Some(module)).then(|| words.next())?
    })
}

#[cfg(test)]
mod tests {
    use super::pinned;

    #[test]
    fn version_is_read_from_both_forms_of_requirements() {
        let pins = "replace (\n\tm.test/b => m.test/c v9\n)\nrequire m.test/a v1.2.3\nrequire (\n\tm.test/b v2.0.0-alpha.0 // indirect\n)\n";
        assert_eq!(pinned(pins, "m.test/a"), Some("v1.2.3"));
        assert_eq!(pinned(pins, "m.test/b"), Some("v2.0.0-alpha.0"));
        assert_eq!(pinned(pins, "m.test/d"), None);
    }
}
