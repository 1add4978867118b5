//! The npm package beside its peer, in Node and in Chromium.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use setup::{chromium, node};
use util::files::artefact;
use util::{cache, run};

use crate::package;

/// Where both are installed; a run does that once.
static INSTALLED: OnceLock<PathBuf> = OnceLock::new();

/// Runs `tests/bench/npm/run.mjs` with both packages installed: `host` is `node` or `chromium`.
pub(super) fn measure(root: &Path, host: &str, what: &str) -> anyhow::Result<String> {
    node::ready().map_err(|missing| missing.error())?;
    let chromium = chromium::ready().map_err(|missing| missing.error())?;
    let folder = match INSTALLED.get() {
        Some(folder) => folder,
        None => {
            let folder = install(root)?;
            INSTALLED.get_or_init(|| folder)
        }
    };
    run::output(
        "measuring npm packages",
        Command::new("node")
            .arg(root.join("tests/bench/npm/run.mjs"))
            .arg(folder)
            .args([host, what])
            .env("ORY_HUB_NODE_TOOLS", node::folder())
            .env("ORY_HUB_CHROMIUM", &chromium.path)
            .env("ORY_HUB_CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" ")),
    )
}

fn install(root: &Path) -> anyhow::Result<PathBuf> {
    package::start(root, &["browser"], &[])?;
    let folder = cache::target().join("bench/npm");
    std::fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        std::fs::copy(root.join("tests/bench/npm").join(file), folder.join(file))?;
    }
    run::run(
        "installing the peer",
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&folder),
    )?;
    node::install_package(
        &artefact(&root.join("target/package/npm"), ".tgz")?,
        &folder,
    )?;
    Ok(folder)
}
