//! Paths of the machine that builds, which no library is to contain.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use util::cache;

use crate::profile;

/// Where rustc reads `CARGO_ENCODED_RUSTFLAGS` apart.
const SEPARATOR: &str = "\x1f";

/// `CARGO_ENCODED_RUSTFLAGS` for every crate of a package: paths are shown without the folders of this machine, and `more`.
///
/// # Errors
/// When it is not known where cargo and rustup keep their files.
pub(crate) fn flags(more: &[&str]) -> Result<String> {
    let mut flags: Vec<String> = folders()?
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect();
    flags.extend(more.iter().map(|&flag| flag.to_owned()));
    Ok(flags.join(SEPARATOR))
}

/// The folders of this machine that rustc reads sources from, and what stands for each: dependencies, the toolchain, the
/// project, and the standard library, whose paths are the same as where its sources are not installed. The last that fits
/// counts.
fn folders() -> Result<[(PathBuf, String); 4]> {
    let rustc = |question: &str| -> Result<String> {
        let output = Command::new("rustc")
            .args(question.split(' '))
            .current_dir(cache::project())
            .output()
            .context("cannot start rustc")?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let version = rustc("-vV")?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .context("rustc does not say what it was built from")?;
    let sysroot = rustc("--print sysroot")?;
    Ok([
        (home("CARGO_HOME", ".cargo")?, "/cargo".to_owned()),
        (home("RUSTUP_HOME", ".rustup")?, "/rustup".to_owned()),
        (cache::project(), "/ory-hub".to_owned()),
        (
            Path::new(sysroot.trim()).join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ),
    ])
}

fn home(variable: &str, folder: &str) -> Result<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(folder)))
        .with_context(|| format!("neither {variable} nor HOME is set"))
}

/// Whether packages are built without those paths; quick ones for trying things out keep them.
pub(crate) fn are_removed() -> bool {
    profile::name() != "dev"
}

/// No path of this machine is in a library that was built without them.
///
/// # Errors
/// Names the path.
pub(crate) fn none_in(library: &Path) -> Result<()> {
    if !are_removed() {
        return Ok(());
    }
    let bytes = std::fs::read(library)?;
    none_in_bytes(&bytes).with_context(|| library.display().to_string())
}

fn none_in_bytes(bytes: &[u8]) -> Result<()> {
    for (path, _) in folders()? {
        let path = path.to_string_lossy().into_owned();
        let place = bytes
            .windows(path.len())
            .position(|window| window == path.as_bytes());
        ensure!(place.is_none(), "{path} is in it at {place:?}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::{flags, none_in_bytes};
    use util::cache;

    #[test]
    fn a_path_of_the_build_is_found() {
        let path = cache::project().join("core/src/lib.rs");
        let bytes = [b"\0", path.to_string_lossy().as_bytes(), b"\0"].concat();
        assert!(none_in_bytes(&bytes).is_err());
        assert!(none_in_bytes(b"/ory-hub/core/src/lib.rs").is_ok());
    }

    #[test]
    fn flags_rename_every_folder_and_keep_the_rest() {
        let flags = flags(&["-C", "target-feature=-crt-static"]).unwrap();
        let words: Vec<&str> = flags.split('\x1f').collect();
        assert_eq!(words.len(), 6);
        assert!(words.iter().any(|word| word.ends_with("=/ory-hub")));
        // Later ones win, and this folder is within an earlier one.
        assert!(
            words[3].contains("/lib/rustlib/src/rust=/rustc/"),
            "{words:?}"
        );
        assert!(flags.ends_with("-C\x1ftarget-feature=-crt-static"));
    }
}
