//! Where things are kept: the project, what cargo builds, and what outlives both.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of the project, wherever it was cloned to.
pub fn project() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let home = manifest
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file());
    home.unwrap_or(&manifest).to_path_buf()
}

/// What cargo builds, and all else that may be thrown away with it.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| PathBuf::from(folder)),
        None => project().join("target"),
    }
}

/// A folder outside the tree for what is costly to get (servers, toolchains), made if absent:
/// `$ORY_HUB_CACHE/PART`, else `$XDG_CACHE_HOME/ory-hub/PART`, else `~/.cache/ory-hub/PART`.
pub fn dir(part: &str) -> Result<PathBuf> {
    let folder = root()?.join(part);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn root() -> Result<PathBuf> {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let root = set("ORY_HUB_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("ory-hub")))
        .or_else(|| set("HOME").map(|home| home.join(".cache").join("ory-hub")))
        .context("no cache folder: set ORY_HUB_CACHE or HOME")?;
    Ok(std::path::absolute(root)?)
}

/// Waits until no other process fills `folder`; the lock ends with the returned file.
pub fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(".lock");
    let file = File::create(&path).with_context(|| format!("cannot make {}", path.display()))?;
    file.lock()
        .with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(file)
}

/// A short name for contents: the same bytes give the same key on every machine.
pub fn key<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Remembers in `folder` which inputs it was filled from, so that an unchanged one is not filled again.
#[derive(Debug)]
pub struct Stamp {
    path: PathBuf,
    key: String,
}

impl Stamp {
    /// The stamp that `folder` bears when it was filled from what `key` was made of.
    pub fn new(folder: &Path, key: String) -> Self {
        Self {
            path: folder.join(".ory-hub-stamp"),
            key,
        }
    }

    /// A stamp of that name, for a folder with several of them.
    pub fn named(folder: &Path, name: &str, key: String) -> Self {
        Self {
            path: folder.join(format!(".{name}-stamp")),
            key,
        }
    }

    /// Whether the folder was filled from the same inputs.
    pub fn holds(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|text| text == self.key)
    }

    /// Says that the folder is complete.
    pub fn set(&self) -> Result<()> {
        fs::write(&self.path, &self.key)
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn key_tells_apart_where_one_part_ends() {
        let joined = key([b"ab".as_slice(), b"c".as_slice()]);
        assert_ne!(joined, key([b"a".as_slice(), b"bc".as_slice()]));
        assert_eq!(joined, key([b"ab".as_slice(), b"c".as_slice()]));
        assert_eq!(joined.len(), 16);
    }

    #[test]
    fn project_holds_the_workspace() {
        assert!(project().join("xtask").join("Cargo.toml").is_file());
    }

    #[test]
    fn stamp_holds_only_for_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = Stamp::new(folder.path(), "one".into());
        assert!(!stamp.holds());
        stamp.set().unwrap();
        assert!(stamp.holds());
        assert!(!Stamp::new(folder.path(), "two".into()).holds());
    }
}
