//! The browser driver: a page in Chromium, Node, a bundler and the TypeScript compiler use the npm package.

use std::path::Path;
use std::process::Command;

use util::files::copy_folder;

use super::{Driver, Outcome};
use setup::{chromium, node};
use util::counts::Counts;
use util::files::artefact;
use util::run;

/// What of the house is JavaScript written by hand.
const LINTED: [&str; 6] = [
    "examples/browser",
    "examples/node",
    "bindings-wasm/npm/src",
    "bindings-wasm/npm/types",
    "tests/e2e/browser",
    "xtask/src/demo/page",
];

/// Installs the package in a copy of the driver and runs it there. The screenshot stays in the driver's folder.
///
/// # Errors
/// When something cannot be installed; failing tests are counted, not errors.
pub fn run(driver: &Driver) -> anyhow::Result<Outcome> {
    node::ready().map_err(|missing| missing.error())?;
    let chromium = chromium::ready().map_err(|missing| missing.error())?;
    lint(&driver.root)?;
    copy_folder(&driver.root.join("tests/e2e/browser"), &driver.work)?;
    for folder in ["examples/browser", "examples/node"] {
        copy_folder(&driver.root.join(folder), &driver.work.join(folder))?;
    }
    copy_folder(
        &driver.root.join("xtask/src/demo/page"),
        &driver.work.join("demo"),
    )?;
    let package = artefact(&driver.root.join("target/package/npm"), ".tgz")?;
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
            .current_dir(&driver.work),
    )?;
    let mut command = Command::new("node");
    command
        .arg("run.mjs")
        .current_dir(&driver.work)
        .env("ORY_HUB_NODE_TOOLS", node::folder())
        .env("ORY_HUB_CHROMIUM", &chromium.path)
        .env("ORY_HUB_CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "));
    driver.run("browser driver", &mut command, count)
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

/// The `CASE` and `TEST` lines, by their verdicts `ok` and `failed`.
fn count(text: &str) -> Counts {
    let lines = |verdict: &str| {
        text.lines()
            .filter(|line| line.starts_with("CASE ") || line.starts_with("TEST "))
            .filter(|line| line.split_whitespace().nth(2) == Some(verdict))
            .count()
    };
    Counts {
        passed: lines("ok"),
        failed: lines("failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, count};

    #[test]
    fn verdicts_are_counted() {
        let text = "CASE a ok 1.0\nTEST b ok 2\nCASE c failed 3\n--- ok\nTESTS failed\n";
        let Counts { passed, failed } = count(text);
        assert_eq!((passed, failed), (2, 1));
    }
}
