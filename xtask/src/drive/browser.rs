//! The browser driver: a page in Chromium, Node, a bundler and the TypeScript compiler use the npm package.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::{Drive, Outcome, cases, copy_folder};
use crate::package::artefact;
use crate::run;
use crate::setup::{chromium, node};

/// What of the house is JavaScript written by hand.
const LINTED: [&str; 4] = [
    "bindings-wasm/npm/src",
    "bindings-wasm/npm/types",
    "tests/drivers/browser",
    "xtask/src/demo/page",
];

/// Installs the package in a copy of the driver and runs it there. The screenshot stays in the drive's folder.
///
/// # Errors
/// When something cannot be installed; failing tests are counted, not errors.
pub fn drive(drive: &Drive) -> anyhow::Result<Outcome> {
    node::ready().map_err(|missing| missing.error())?;
    let chromium = chromium::ready().map_err(|missing| missing.error())?;
    lint(&drive.root)?;
    copy_folder(&drive.root.join("tests/drivers/browser"), &drive.work)?;
    copy_folder(
        &drive.root.join("xtask/src/demo/page"),
        &drive.work.join("demo"),
    )?;
    let package = artefact(&drive.root.join("target/package/npm"), ".tgz")?;
    run::run(
        "installing the npm package",
        Command::new("npm")
            .args([
                "install",
                "--no-audit",
                "--no-fund",
                "--no-save",
                "--offline",
            ])
            .arg(&package)
            .current_dir(&drive.work),
    )?;
    let log = run::log_path("browser driver")?;
    let output = Command::new("node")
        .arg("run.mjs")
        .current_dir(&drive.work)
        .env("ORY_HUB_NODE_TOOLS", node::folder())
        .env("ORY_HUB_CHROMIUM", &chromium.path)
        .env("ORY_HUB_CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "))
        .envs(drive.env.iter().map(|(name, value)| (name, value)))
        .output()
        .context("cannot start node")?;
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::write(&log, &text)?;
    let (passed, failed) = verdicts(&text);
    if passed + failed == 0 || output.status.success() != (failed == 0) {
        anyhow::bail!(
            "the browser driver did not end well; the end of its output:\n{}",
            run::tail(&log, 40)
        );
    }
    Ok(Outcome {
        passed,
        failed,
        cases: cases(&text),
        log,
    })
}

fn lint(root: &Path) -> anyhow::Result<()> {
    run::run(
        "linting the JavaScript",
        Command::new(node::program("eslint"))
            .args([
                "--max-warnings",
                "0",
                "--config",
                "tests/node/eslint.config.mjs",
            ])
            .args(LINTED)
            .current_dir(root),
    )
}

/// How many `CASE` and `TEST` lines say `ok`, and how many `failed`.
fn verdicts(text: &str) -> (usize, usize) {
    let count = |verdict: &str| {
        text.lines()
            .filter(|line| line.starts_with("CASE ") || line.starts_with("TEST "))
            .filter(|line| line.split_whitespace().nth(2) == Some(verdict))
            .count()
    };
    (count("ok"), count("failed"))
}

#[cfg(test)]
mod tests {
    use super::verdicts;

    #[test]
    fn verdicts_are_counted() {
        let text = "CASE a ok 1.0\nTEST b ok 2\nCASE c failed 3\n--- ok\nTESTS failed\n";
        assert_eq!(verdicts(text), (2, 1));
    }
}
