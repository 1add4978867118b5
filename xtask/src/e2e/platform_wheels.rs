//! The example of Python with the wheels of several platforms, and with one that pip builds from the sources.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

use setup::emulation;
use setup::platforms::Platform;
use util::files::{artefact, unpack};
use util::{cache, run};

use super::platform_example::{run_example, through};

/// Unpacks the wheel of another machine and runs the example with that machine's own Python.
///
/// # Errors
/// When the example does not do what it does on this machine.
pub(super) fn there(
    root: &Path,
    platform: &Platform,
    work: &Path,
    urls: &[&str],
) -> anyhow::Result<()> {
    let arch = platform.target.split('-').next().unwrap_or_default();
    let arch = if arch == "armv7" { "armv7l" } else { arch };
    let wheel = wheel(&root.join("target/package/platforms"), arch)?;
    let packages = work.join(format!("packages-{arch}"));
    unpack(&wheel, &packages)?;
    let runner = emulation::runner(platform.machine)?;
    let python = emulation::python(platform.machine)?;
    let label = format!("{} example of Python", platform.name);
    let mut python = through(&runner, &python, platform)?;
    python.env("PYTHONPATH", &packages);
    run_with(&label, python, root, work, urls)
}

/// Installs the wheel into an environment of its own and runs the example with it.
///
/// # Errors
/// As for another machine.
pub(super) fn here(
    root: &Path,
    platform: &Platform,
    work: &Path,
    urls: &[&str],
) -> anyhow::Result<()> {
    let tools = setup::python::ready().map_err(|missing| missing.error())?;
    let python = setup::python::fresh(&work.join("environment"), &tools)?;
    let folder = root.join("target/package/platforms");
    let wheel = wheel(&folder, std::env::consts::ARCH)?;
    setup::python::install(&wheel, &python, &tools)?;
    let label = format!("{} example of Python", platform.name);
    run_with(&label, Command::new(&python), root, work, urls)
}

/// As people without a wheel for their machine get it: pip builds the sources. Without optimisations, which take long.
///
/// # Errors
/// When it does not build, or the example does not do what it does with the other wheels.
pub(super) fn from_sources(root: &Path, work: &Path, urls: &[&str]) -> anyhow::Result<()> {
    let tools = setup::python::ready().map_err(|missing| missing.error())?;
    let sources = root
        .join("target/package/platforms")
        .join(format!("ory_hub-{}.tar.gz", env!("CARGO_PKG_VERSION")));
    let out = work.join("from-sources");
    run::run(
        "building a wheel from the Python sources",
        Command::new(&tools.path)
            .args(["-m", "pip", "wheel", "--disable-pip-version-check"])
            .args(["--no-deps", "--no-index", "--no-build-isolation"])
            .arg("--wheel-dir")
            .arg(&out)
            .arg(&sources)
            .env("MATURIN_PEP517_ARGS", "--profile dev")
            // Dependencies that are built already are the same ones.
            .env("CARGO_TARGET_DIR", cache::target())
            .env("PATH", setup::python::path_with(&tools)?)
            .current_dir(work),
    )?;
    let python = setup::python::fresh(&work.join("environment-of-sources"), &tools)?;
    setup::python::install(&artefact(&out, ".whl")?, &python, &tools)?;
    let label = "example of Python with the wheel from the sources";
    run_with(label, Command::new(&python), root, work, urls)
}

/// The wheel for glibc of that machine; its name has the tag and the tag's older form, in an order that maturin chooses.
fn wheel(folder: &Path, arch: &str) -> anyhow::Result<PathBuf> {
    let tag = format!("manylinux2014_{arch}");
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".whl") && name.split(['-', '.']).any(|part| part == tag) {
            return Ok(path);
        }
    }
    bail!("no wheel of {tag} in {}", folder.display())
}

/// Runs the example with a Python that has the wheel.
fn run_with(
    label: &str,
    mut python: Command,
    root: &Path,
    work: &Path,
    urls: &[&str],
) -> anyhow::Result<()> {
    let example = root.join("examples/python/identities.py");
    run_example(label, python.arg(example).args(urls).current_dir(work))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::wheel;

    #[test]
    fn a_wheel_is_found_by_its_tag_in_any_order() {
        let folder = util::cache::target().join("work/tests/wheels");
        std::fs::create_dir_all(&folder).unwrap();
        for name in [
            "a-1-cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
            "a-1-cp39-abi3-manylinux_2_17_aarch64.manylinux2014_aarch64.whl",
        ] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        assert!(wheel(&folder, "x86_64").is_ok());
        assert!(wheel(&folder, "aarch64").is_ok());
        assert!(wheel(&folder, "armv7l").is_err());
    }
}
