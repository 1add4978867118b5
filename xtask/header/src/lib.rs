//! `include/ory.h`: made by cbindgen from the functions in `bindings-uniffi/c/src`, and compared with what is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use util::symbols::functions;

/// Where the header is, from the root of the repository.
pub const HEADER: &str = "include/ory.h";

const SOURCES: &str = "bindings-uniffi/c/src";

/// Hand-written files, in the order in which their functions shall stand; generated folders follow.
const ORDER: [&str; 10] = [
    "text.rs",
    "error.rs",
    "error/facts.rs",
    "config.rs",
    "config/fields.rs",
    "client.rs",
    "operation",
    "body",
    "model/list.rs",
    "model",
];

/// Writes the header, or says how it differs when `check` is set.
///
/// # Errors
/// When cbindgen cannot read the functions, leaves one out, or the header differs.
pub fn check_or_write(root: &Path, check: bool) -> anyhow::Result<()> {
    let text = text(root)?;
    let path = root.join(HEADER);
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    if old == text {
        return Ok(());
    }
    if check {
        let line = old
            .lines()
            .zip(text.lines())
            .position(|(one, other)| one != other);
        let line = line.unwrap_or_else(|| old.lines().count().min(text.lines().count())) + 1;
        bail!("{HEADER}:{line} does not match {SOURCES}; `cargo xtask generate` writes it anew");
    }
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn text(root: &Path) -> anyhow::Result<String> {
    let config = root.join("bindings-uniffi/c/cbindgen.toml");
    let mut config = cbindgen::Config::from_file(&config)
        .map_err(|error| anyhow::anyhow!("{}: {error}", config.display()))?;
    config.after_includes = Some(macros(env!("CARGO_PKG_VERSION"))?);
    let sources = sources(root)?;
    let mut builder = cbindgen::Builder::new().with_config(config);
    let mut due = BTreeSet::new();
    for path in &sources {
        let rust = std::fs::read_to_string(path)?;
        due.extend(functions_of(&rust));
        builder = builder.with_src(path);
    }
    let mut written = Vec::new();
    builder
        .generate()
        .context("cbindgen cannot read the C functions")?
        .write(&mut written);
    let text = String::from_utf8(written)?;
    let there = functions(&text);
    let missing: Vec<&String> = due.difference(&there).collect();
    if !missing.is_empty() {
        bail!("cbindgen left out {missing:?}");
    }
    Ok(text)
}

/// The functions that Rust sources export.
fn functions_of(rust: &str) -> impl Iterator<Item = String> + '_ {
    rust.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("pub extern \"C\" fn ")?.split_once('(')?;
        Some(name.to_owned())
    })
}

/// Every source with exported functions, in order.
fn sources(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = root.join(SOURCES);
    let mut found = Vec::new();
    for name in ORDER {
        let path = folder.join(name);
        let mut files = if path.is_dir() {
            let entries: Result<Vec<_>, _> = std::fs::read_dir(&path)?.collect();
            entries?.into_iter().map(|entry| entry.path()).collect()
        } else {
            vec![path]
        };
        files.sort();
        found.extend(
            files
                .into_iter()
                .filter(|file| file.file_name() != Some("mod.rs".as_ref())),
        );
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found)
}

/// Macros about the version, and the one that makes texts.
fn macros(version: &str) -> anyhow::Result<String> {
    let parts: Vec<u32> = version
        .split('.')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    let [major, minor, patch] = parts[..] else {
        bail!("the version {version} has not three parts");
    };
    Ok(format!(
        "\n/// Version of this header, as text.\n#define ORY_VERSION \"{version}\"\n\
         /// Its first part.\n#define ORY_VERSION_MAJOR {major}\n\
         /// Its second part.\n#define ORY_VERSION_MINOR {minor}\n\
         /// Its third part.\n#define ORY_VERSION_PATCH {patch}\n\
         \n/// An `ory_str` of a literal or of any zero-closed string.\n#define ORY_STR(text) ory_str_of(text)\n"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_version_has_three_different_parts() {
        let text = macros("1.2.3").unwrap();
        for line in [
            "ORY_VERSION \"1.2.3\"",
            "_MAJOR 1\n",
            "_MINOR 2\n",
            "_PATCH 3\n",
        ] {
            assert!(text.contains(line), "{line}");
        }
        assert!(macros("1.2").is_err());
    }
}
