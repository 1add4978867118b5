//! A Maven repository with the jar for the JVM, which has the libraries of several systems inside, the AAR for Android, and
//! the metadata by which Gradle picks one of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use setup::Found;
use setup::java::maven;
use setup::platforms::{ANDROID_API, Platform, System};
use util::files::copy_folder;
use util::{cache, run};

use super::gradle::{self, Dependency};
use super::inspect;
use crate::kotlin;
use crate::platforms::build::{Crate, build};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const IN_AAR: [&str; 7] = [
    "AndroidManifest.xml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "R.txt",
    "classes.jar",
    "jni",
    "proguard.txt",
];
const DEPLOY: &str = "org.apache.maven.plugins:maven-deploy-plugin:3.1.3:deploy-file";
/// By this comment in a POM Gradle knows that it finds its metadata beside it.
const MARK: &str = "<!-- do_not_remove: published-with-gradle-metadata -->";
/// What archives are dated, so that the same files give the same bytes.
const DATE: &str = "--date=1980-01-01T00:00:02Z";

/// Writes `maven/` in `out` with the libraries for those machines, and says what was found in each; `suffix` stands in the
/// version of what has not all of them.
///
/// # Errors
/// When a library cannot be built, or is not what the table says.
pub(crate) fn package(
    root: &Path,
    machines: &[&Platform],
    suffix: &str,
    symbols: &Path,
    zig: &Found,
    out: &Path,
) -> Result<Vec<String>> {
    let mut facts = Vec::new();
    let mut built = Vec::new();
    for &platform in machines {
        let folder = build(root, platform, Crate::Native, zig)?;
        let library = stripped(platform, &folder.join(platform.library()))?;
        let said = inspect::shared(platform, &library)?;
        let size = std::fs::metadata(&library)?.len();
        facts.push(format!("{}: {said}, {size} bytes", platform.name));
        built.push((platform, library));
    }
    let version = format!("{VERSION}{suffix}");
    let project = kotlin::project(root, "kotlin-platforms", symbols)?;
    let aar = cache::target().join("foreign/aar");
    kotlin::fresh(&aar)?;
    for (platform, library) in &built {
        if platform.system == System::Android {
            let place = aar.join("jni").join(platform.folder);
            std::fs::create_dir_all(&place)?;
            std::fs::copy(library, place.join(platform.library()))?;
        } else {
            kotlin::place(&project, platform.folder, library, platform.library())?;
        }
    }
    let pom = project.join("pom.xml");
    let text = std::fs::read_to_string(&pom)?;
    let dependencies = gradle::dependencies(&text)?;
    std::fs::write(
        &pom,
        text.replacen("<modelVersion>", &format!("{MARK}\n  <modelVersion>"), 1)
            .replacen(
                &format!("<version>{VERSION}</version>"),
                &format!("<version>{version}</version>"),
                1,
            ),
    )?;
    run::run(
        "building the Kotlin package of all platforms",
        maven()?.arg("package").current_dir(&project),
    )?;
    let repository = out.join("maven");
    kotlin::fresh(&repository)?;
    jar(&project, &version, &repository, &dependencies)?;
    android(
        &Sources {
            root,
            project: &project,
            version: &version,
        },
        &aar,
        &repository,
        &dependencies,
    )?;
    for module in [gradle::JVM, gradle::ANDROID] {
        undated(
            &repository
                .join(gradle::GROUP.replace('.', "/"))
                .join(module),
        )?;
    }
    std::fs::copy(project.join("README.md"), repository.join("README.md"))?;
    Ok(facts)
}

/// Without the list of versions, which has the time of the build in it; repositories write their own when they take a version.
fn undated(module: &Path) -> Result<()> {
    for entry in std::fs::read_dir(module)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("maven-metadata.xml") {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// The library without its symbols where rustc left them for uniffi.
fn stripped(platform: &Platform, library: &Path) -> Result<PathBuf> {
    if platform.system != System::Glibc {
        return Ok(library.to_path_buf());
    }
    let folder = cache::target().join("foreign/stripped").join(platform.name);
    std::fs::create_dir_all(&folder)?;
    let out = folder.join(platform.library());
    run::run(
        "stripping a library",
        Command::new("llvm-strip")
            .arg("--strip-unneeded")
            .arg("-o")
            .arg(&out)
            .arg(library),
    )?;
    Ok(out)
}

fn jar(
    project: &Path,
    version: &str,
    repository: &Path,
    dependencies: &[Dependency],
) -> Result<()> {
    let built = project.join("target");
    let file = |end: &str| built.join(format!("{}-{version}{end}", gradle::JVM));
    let metadata = gradle::root(&file(".jar"), version, dependencies)?;
    std::fs::write(
        file(".module"),
        serde_json::to_string_pretty(&metadata)? + "\n",
    )?;
    run::run(
        "deploying the jar",
        deploy(
            repository,
            &file(".jar"),
            &project.join("pom.xml"),
            &file(".module"),
        )?
        .arg(format!("-Dsources={}", file("-sources.jar").display()))
        .arg(format!("-Djavadoc={}", file("-javadoc.jar").display()))
        .current_dir(project),
    )
}

fn deploy(repository: &Path, file: &Path, pom: &Path, metadata: &Path) -> Result<Command> {
    let mut command = maven()?;
    command
        .arg(DEPLOY)
        .arg(format!("-Durl=file://{}", repository.display()))
        .arg("-DrepositoryId=package")
        .arg(format!("-Dfile={}", file.display()))
        .arg(format!("-DpomFile={}", pom.display()))
        .arg(format!("-Dfiles={}", metadata.display()))
        .args(["-Dtypes=module", "-Dclassifiers="]);
    Ok(command)
}

/// What the AAR is made of.
struct Sources<'a> {
    root: &'a Path,
    /// The project of the jar.
    project: &'a Path,
    version: &'a str,
}

/// The AAR: the classes of the jar without its libraries, those of Android, a manifest and the rules for R8.
fn android(
    sources: &Sources<'_>,
    aar: &Path,
    repository: &Path,
    dependencies: &[Dependency],
) -> Result<()> {
    let Sources {
        root,
        project,
        version: release,
    } = *sources;
    let work = cache::target().join("foreign/aar-work");
    kotlin::fresh(&work)?;
    let classes = work.join("classes");
    copy_folder(&project.join("target/classes/ory"), &classes.join("ory"))?;
    std::fs::create_dir_all(classes.join("META-INF"))?;
    for entry in std::fs::read_dir(project.join("target/classes/META-INF"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "kotlin_module") {
            let name = path.file_name().context("a file has a name")?;
            std::fs::copy(&path, classes.join("META-INF").join(name))?;
        }
    }
    zip(&classes, &["ory", "META-INF"], &aar.join("classes.jar"))?;

    let version = |name: &str| {
        let found = dependencies.iter().find(|one| one.name == name);
        found
            .map(|one| one.version.as_str())
            .with_context(|| format!("pom.xml has no {name}"))
    };
    let filled = |source: &str| -> Result<String> {
        Ok(
            std::fs::read_to_string(root.join("bindings-uniffi/kotlin/android").join(source))?
                .replace("@VERSION@", release)
                .replace("@API@", &ANDROID_API.to_string())
                .replace("@KOTLIN@", version("kotlin-stdlib")?)
                .replace("@COROUTINES@", version("kotlinx-coroutines-core-jvm")?)
                .replace("@JNA@", version("jna")?),
        )
    };
    std::fs::write(
        aar.join("AndroidManifest.xml"),
        filled("AndroidManifest.xml")?,
    )?;
    std::fs::write(aar.join("R.txt"), "")?;
    let rules = project.join("resources/META-INF/proguard/ory-hub.pro");
    std::fs::copy(rules, aar.join("proguard.txt"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        std::fs::copy(root.join(licence), aar.join(licence))?;
    }
    let file = |end: &str| work.join(format!("{}-{release}{end}", gradle::ANDROID));
    zip(aar, &IN_AAR, &file(".aar"))?;
    std::fs::write(file(".pom"), filled("pom.xml.in")?)?;
    let metadata = gradle::android(&file(".aar"), release, dependencies)?;
    std::fs::write(
        file(".module"),
        serde_json::to_string_pretty(&metadata)? + "\n",
    )?;
    run::run(
        "deploying the AAR",
        &mut deploy(repository, &file(".aar"), &file(".pom"), &file(".module"))?,
    )
}

/// Packs entries of a folder by their names: the same files give the same bytes.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn zip(folder: &Path, entries: &[&str], out: &Path) -> Result<()> {
    let mut names = Vec::new();
    let mut open: Vec<PathBuf> = entries.iter().map(|entry| folder.join(entry)).collect();
    while let Some(one) = open.pop() {
        if one.is_dir() {
            for entry in std::fs::read_dir(&one)? {
                open.push(entry?.path());
            }
        } else {
            names.push(one.strip_prefix(folder)?.display().to_string());
        }
    }
    names.sort();
    let list = out.with_extension("list");
    std::fs::write(&list, names.join("\n"))?;
    run::run(
        "packing an archive",
        Command::new("jar")
            .args(["--create", "--no-manifest", DATE, "--file"])
            .arg(out)
            .arg(format!("@{}", list.display()))
            .current_dir(folder),
    )?;
    std::fs::remove_file(&list)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::undated;

    #[test]
    fn only_what_names_the_time_of_the_build_is_removed() {
        let folder = util::cache::target().join("work/tests/module");
        std::fs::create_dir_all(&folder).unwrap();
        for name in ["maven-metadata.xml", "maven-metadata.xml.sha1", "kept.pom"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        undated(&folder).unwrap();
        let left = std::fs::read_dir(&folder).unwrap();
        let names: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["kept.pom"]);
    }
}
