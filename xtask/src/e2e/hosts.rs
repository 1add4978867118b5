//! The programs of `tests/hosts`: servers and other hosts that load the Python and the C package.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

use super::fixture::Fixture;
use super::{c, python};
use crate::languages;
use util::counts::Counts;
use util::files::{artefact, copy_folder};
use util::run;

/// Packages both languages, installs them beside a copy of the tests, and runs the tests.
///
/// # Errors
/// When something cannot be installed, or a test failed.
pub(crate) fn check(root: &Path) -> anyhow::Result<Counts> {
    let tools = setup::hosts::ready().map_err(|missing| missing.error())?;
    for language in languages::named(&["python".to_owned(), "c".to_owned()])? {
        language.ready()?;
        language.package(root)?;
    }
    let fixture = Fixture::without_real_servers(root)?;
    let (driver, _own) = fixture.driver(root, "hosts", None)?;
    let folder = driver.work.join("tests");
    copy_folder(&root.join("tests/hosts"), &folder)?;
    let python = setup::python::fresh(&driver.work.join("environment"), &tools)?;
    let wheel = artefact(&root.join("target/package/python"), ".whl")?;
    setup::python::install(&wheel, &python, &tools)?;
    let c_package = c::unpacked(root, &driver.work)?;
    let mut command = Command::new(&python);
    command
        .args(["-m", "pytest"])
        .env("ORY_HUB_C_PACKAGE", c_package)
        .current_dir(&folder);
    let outcome = driver.run("hosts", &mut command, python::count)?;
    if outcome.failed > 0 {
        bail!(
            "{} tests failed; the end of {}:\n{}",
            outcome.failed,
            outcome.log.display(),
            run::tail(&outcome.log, 60)
        );
    }
    Ok(Counts {
        passed: outcome.passed,
        failed: 0,
    })
}
