//! The folders in which runs of the servers keep configurations and logs.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use util::cache;

/// Logs are kept this long after their run, so that a failure can be examined.
const KEPT: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// A new folder for one run; those of runs long past are removed.
pub(crate) fn new_folder() -> Result<PathBuf> {
    let all = cache::dir("runs")?;
    remove_old(&all);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let folder = all.join(format!("servers-{}-{}", std::process::id(), now.as_nanos()));
    fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn remove_old(all: &std::path::Path) {
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        let written = newest(&entry.path());
        let old = written.is_some_and(|time| {
            SystemTime::now()
                .duration_since(time)
                .is_ok_and(|age| age > KEPT)
        });
        if old {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn newest(folder: &std::path::Path) -> Option<SystemTime> {
    let files = fs::read_dir(folder).ok()?.flatten();
    files
        .filter_map(|file| file.metadata().ok()?.modified().ok())
        .max()
}
