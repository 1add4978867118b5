//! The Kotlin package: a Maven repository in a folder, whose jar has the library inside.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use setup::java::maven;
use util::cache::{self, Stamp};
use util::files::copy_folder;
use util::run;

use crate::budget;
use crate::kotlin_pages;
use crate::uniffi_patches::{self, library};

/// Where JNA looks for the library inside a jar: the machine that packages are built on.
fn platform() -> String {
    format!("linux-{}", std::env::consts::ARCH.replace('_', "-"))
}

/// Writes `target/package/kotlin/`.
///
/// # Errors
/// When the library, the sources or the jar cannot be made.
pub(crate) fn package(root: &Path) -> Result<()> {
    let library = library::build(root)?;
    budget::hold(&library.shared, budget::KOTLIN)?;
    let project = project(root, "kotlin-project", &library.symbols)?;
    place(
        &project,
        &platform(),
        &library.shared,
        "libory_hub_native.so",
    )?;

    let out = root.join("target/package/kotlin");
    let stamp = Stamp::new(&out, key(&project)?);
    if stamp.holds() {
        return Ok(());
    }
    fresh(&out)?;
    run::run(
        "building the Kotlin package",
        maven()?
            .arg(format!(
                "-DaltDeploymentRepository=package::file://{}",
                out.display()
            ))
            .arg("deploy")
            .current_dir(&project),
    )?;
    std::fs::copy(project.join("README.md"), out.join("README.md"))?;
    stamp.set()
}

/// A Maven project with all sources, those that uniffi makes from the library with symbols among them, and no library.
///
/// # Errors
/// When the sources cannot be made.
pub(crate) fn project(root: &Path, name: &str, symbols: &Path) -> Result<PathBuf> {
    let project = cache::target().join("foreign").join(name);
    fresh(&project)?;
    copy_folder(&root.join("bindings-uniffi/kotlin"), &project)?;
    same_version(&project.join("pom.xml"))?;
    let api = spec::load_generated(root)?;
    write(&project, &codegen::uniffi::kotlin_sources(&api))?;
    uniffi_patches::kotlin(symbols, &api, &project.join("src"))?;
    kotlin_pages::write(&project.join("src"), &project.join("pages"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let inside = project.join("resources/META-INF").join(licence);
        std::fs::copy(root.join(licence), inside)?;
    }
    Ok(project)
}

/// Writes generated sources into a package.
///
/// # Errors
/// When one cannot be written.
pub(crate) fn write(package: &Path, sources: &[codegen::File]) -> Result<()> {
    for source in sources {
        let path = package.join(&source.path);
        std::fs::write(&path, &source.text)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Puts a library where JNA looks for it on that platform.
///
/// # Errors
/// When it cannot be copied.
pub(crate) fn place(project: &Path, platform: &str, library: &Path, name: &str) -> Result<()> {
    let folder = project.join("resources").join(platform);
    std::fs::create_dir_all(&folder)?;
    std::fs::copy(library, folder.join(name))
        .with_context(|| format!("cannot copy {}", library.display()))?;
    Ok(())
}

pub(crate) fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    Ok(())
}

fn same_version(pom: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    ensure!(
        std::fs::read_to_string(pom)?.contains(&format!("<version>{version}</version>")),
        "bindings-uniffi/kotlin/pom.xml has another version than Cargo.toml ({version})"
    );
    Ok(())
}

/// A key over everything that goes into the jar.
fn key(project: &Path) -> Result<String> {
    let mut files = Vec::new();
    let mut folders = vec![project.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.to_string_lossy().into_owned(), std::fs::read(&path)?));
            }
        }
    }
    files.sort();
    Ok(cache::key(files.iter().flat_map(|(name, bytes)| {
        [name.as_bytes(), bytes.as_slice()]
    })))
}
