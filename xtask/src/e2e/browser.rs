//! The browser driver: a page in Chromium, Node, a bundler and the TypeScript compiler use the npm package.

use std::path::{Path, PathBuf};
use std::process::Command;

use util::files::copy_folder;

use super::{Driver, Outcome};
use setup::{chromium, node};
use util::counts::Counts;
use util::files::artefact;
use util::{cache, run};

/// Folders of JavaScript that is written by hand.
const LINTED: [&str; 9] = [
    "examples/browser",
    "examples/login-ui",
    "examples/node",
    "examples/react",
    "bindings-wasm/npm/src",
    "bindings-wasm/npm/types",
    "tests/bench/login-pages",
    "tests/bench/npm",
    "tests/e2e/browser",
];

/// Installs the package in a copy of the driver and runs it there. Pictures of the pages stay in `target/e2e/`.
///
/// # Errors
/// When something cannot be installed; failing tests are counted, not errors.
pub(crate) fn run(driver: &Driver) -> anyhow::Result<Outcome> {
    node::ready().map_err(|missing| missing.error())?;
    let chromium = chromium::ready().map_err(|missing| missing.error())?;
    lint(&driver.root)?;
    copy_folder(&driver.root.join("tests/e2e/browser"), &driver.work)?;
    for name in ["browser", "login-ui", "node", "react"] {
        let folder = format!("examples/{name}");
        copy_folder(&driver.root.join(&folder), &driver.work.join(&folder))?;
    }
    let package = artefact(&driver.root.join("target/package/npm"), ".tgz")?;
    node::install_package(&package, &driver.work)?;
    for folder in ["rules", "flow", "bench/login-pages"] {
        let source = driver.root.join("tests").join(folder);
        copy_folder(&source, &driver.work.join(folder))?;
    }
    let pictures = cache::target().join("e2e/screenshots");
    std::fs::create_dir_all(&pictures)?;
    let mut command = Command::new("node");
    command
        .arg("run.mjs")
        .env("ORY_HUB_SCREENSHOTS", &pictures)
        .current_dir(&driver.work)
        .env("ORY_HUB_LOADERS", loaders(&driver.root, "ordinary")?)
        .env("ORY_HUB_TARBALL", &package)
        .env("ORY_HUB_NODE_TOOLS", node::folder())
        .env("ORY_HUB_CHROMIUM", &chromium.path)
        .env("ORY_HUB_CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "));
    write_environment(driver, &command)?;
    driver.run("browser driver", &mut command, count)
}

/// All that the tests are given, for a shell that runs them again: `. ./environment && node run.mjs`.
fn write_environment(driver: &Driver, command: &Command) -> anyhow::Result<()> {
    let servers = driver.env.iter().cloned();
    let own = command
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_str()?.to_owned(), value?.to_str()?.to_owned())));
    let lines: String = servers
        .chain(own)
        .map(|(name, value)| format!("export {name}='{value}'\n"))
        .collect();
    std::fs::write(driver.work.join("environment"), lines)?;
    Ok(())
}

/// `cargo xtask test npm-matrix`: the package in every environment of the long list. It needs the package.
///
/// # Errors
/// When something cannot be installed, or an environment does not load the package.
pub(crate) fn matrix(root: &Path) -> anyhow::Result<Counts> {
    matrix_of(root, &[])
}

/// The same in the environments of these names; without names, in all.
///
/// # Errors
/// As there.
pub(crate) fn matrix_of(root: &Path, environments: &[String]) -> anyhow::Result<Counts> {
    node::ready().map_err(|missing| missing.error())?;
    let chromium = chromium::ready().map_err(|missing| missing.error())?;
    crate::package::start(root, &["browser"], &[])?;
    let mut sum = Counts::default();
    for name in ["ordinary", "long"] {
        let text = run::output(
            &format!("loading the npm package: {name} list"),
            Command::new("node")
                .arg(root.join("tests/e2e/browser/matrix/run.mjs"))
                .arg(name)
                .args(environments)
                .env("ORY_HUB_LOADERS", loaders(root, name)?)
                .env(
                    "ORY_HUB_TARBALL",
                    artefact(&root.join("target/package/npm"), ".tgz")?,
                )
                .env("ORY_HUB_NODE_TOOLS", node::folder())
                .env("ORY_HUB_CHROMIUM", &chromium.path)
                .env("ORY_HUB_CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" ")),
        )?;
        run::note(&text);
        sum += count(&text);
    }
    Ok(sum)
}

/// The pinned bundlers, frameworks and runtimes of a list, installed outside the sources.
fn loaders(root: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let folder = cache::target().join("npm-matrix").join(name);
    std::fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        let source = root.join("tests/e2e/browser/matrix").join(name).join(file);
        std::fs::copy(source, folder.join(file))?;
    }
    node::install(&folder)?;
    Ok(folder)
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
