//! The benchmark of Kotlin: calls beside OkHttp with Jackson.

use std::path::Path;

use setup::java::{forget_package, maven};
use util::files::copy_folder;
use util::{cache, run};

use super::server::Server;
use crate::package;

/// Calls with so many coroutines at a time.
pub(super) fn calls(root: &Path, callers: u32) -> anyhow::Result<String> {
    // As users have it, whatever profile trials are built with.
    package::start(root, &["kotlin"], &[("ORY_HUB_PROFILE", "dist")])?;
    let folder = cache::target().join("bench/kotlin");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    copy_folder(&root.join("tests/bench/kotlin"), &folder)?;
    forget_package()?;
    let server = Server::start(root, &folder)?;
    let out = folder.join("times");
    let package = root.join("target/package/kotlin");
    run::run(
        "measuring calls of Kotlin",
        maven()?
            .arg(format!("-Dory.hub.repository=file://{}", package.display()))
            .arg(format!("-Dbench.url=http://127.0.0.1:{}", server.port))
            .arg(format!("-Dbench.callers={callers}"))
            .arg(format!("-Dbench.out={}", out.display()))
            .arg("test")
            .current_dir(&folder),
    )?;
    Ok(std::fs::read_to_string(out)?)
}
