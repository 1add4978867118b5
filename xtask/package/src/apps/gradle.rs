//! Gradle's module metadata: what it reads in place of a POM, to pick the jar for the JVM and the AAR for Android.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub(crate) const GROUP: &str = "ory.hub";
pub(crate) const JVM: &str = "ory-hub";
pub(crate) const ANDROID: &str = "ory-hub-android";

/// What both variants depend on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) group: String,
    pub(crate) name: String,
    pub(crate) version: String,
}

/// The dependencies that `pom.xml` names.
///
/// # Errors
/// When it has none, or one whose version it does not say.
pub(crate) fn dependencies(pom: &str) -> Result<Vec<Dependency>> {
    let (_, rest) = pom
        .split_once("<dependencies>")
        .context("pom.xml has no dependencies")?;
    let (list, _) = rest
        .split_once("</dependencies>")
        .context("pom.xml has no end of dependencies")?;
    list.split("<dependency>")
        .skip(1)
        .map(|one| {
            let version = element(one, "version")?;
            let version = match version
                .strip_prefix("${")
                .and_then(|rest| rest.strip_suffix('}'))
            {
                Some(property) => element(pom, property)?,
                None => version,
            };
            Ok(Dependency {
                group: element(one, "groupId")?,
                name: element(one, "artifactId")?,
                version,
            })
        })
        .collect()
}

fn element(text: &str, name: &str) -> Result<String> {
    text.split_once(&format!("<{name}>"))
        .and_then(|(_, rest)| rest.split_once(&format!("</{name}>")))
        .map(|(value, _)| value.trim().to_owned())
        .with_context(|| format!("no <{name}> in pom.xml"))
}

/// The metadata of the module that people name: a jar here, an AAR elsewhere.
///
/// # Errors
/// When the jar cannot be read.
pub(crate) fn root(jar: &Path, version: &str, dependencies: &[Dependency]) -> Result<Value> {
    let mut variants = Vec::new();
    for (name, usage) in [
        ("jvmApiElements", "java-api"),
        ("jvmRuntimeElements", "java-runtime"),
    ] {
        variants.push(json!({
            "name": name,
            "attributes": attributes(usage, "standard-jvm", "jvm", "jar"),
            "dependencies": named(dependencies, "jar"),
            "files": [file(jar)?],
        }));
    }
    for (name, usage) in [
        ("androidApiElements", "java-api"),
        ("androidRuntimeElements", "java-runtime"),
    ] {
        variants.push(json!({
            "name": name,
            "attributes": attributes(usage, "android", "androidJvm", "aar"),
            "available-at": {
                "url": format!("../../{ANDROID}/{version}/{ANDROID}-{version}.module"),
                "group": GROUP,
                "module": ANDROID,
                "version": version,
            },
        }));
    }
    Ok(module(JVM, version, &variants))
}

/// The metadata of the AAR's module.
///
/// # Errors
/// When the AAR cannot be read.
pub(crate) fn android(aar: &Path, version: &str, dependencies: &[Dependency]) -> Result<Value> {
    let mut variants = Vec::new();
    for (name, usage) in [
        ("apiElements", "java-api"),
        ("runtimeElements", "java-runtime"),
    ] {
        variants.push(json!({
            "name": name,
            "attributes": attributes(usage, "android", "androidJvm", "aar"),
            "dependencies": named(dependencies, "aar"),
            "files": [file(aar)?],
        }));
    }
    Ok(module(ANDROID, version, &variants))
}

fn module(name: &str, version: &str, variants: &[Value]) -> Value {
    json!({
        "formatVersion": "1.1",
        "component": {
            "group": GROUP,
            "module": name,
            "version": version,
            "attributes": { "org.gradle.status": "release" },
        },
        "variants": variants,
    })
}

fn attributes(usage: &str, environment: &str, kotlin: &str, elements: &str) -> Value {
    let mut all = json!({
        "org.gradle.category": "library",
        "org.gradle.dependency.bundling": "external",
        "org.gradle.jvm.environment": environment,
        "org.gradle.libraryelements": elements,
        "org.gradle.usage": usage,
        "org.jetbrains.kotlin.platform.type": kotlin,
    });
    if elements == "jar" {
        all["org.gradle.jvm.version"] = json!(11);
    }
    all
}

/// JNA's AAR has its libraries for Android, its jar those for the JVM.
fn named(dependencies: &[Dependency], elements: &str) -> Vec<Value> {
    dependencies
        .iter()
        .map(|one| {
            let mut value = json!({
                "group": one.group,
                "module": one.name,
                "version": { "requires": one.version },
            });
            if one.name == "jna" && elements == "aar" {
                value["thirdPartyCompatibility"] = json!({
                    "artifactSelector": { "name": one.name, "type": "aar", "extension": "aar" },
                });
            }
            value
        })
        .collect()
}

fn file(path: &Path) -> Result<Value> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let name = path.file_name().context("a file has a name")?;
    let name = name.to_string_lossy();
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(json!({ "name": name, "url": name, "size": bytes.len(), "sha256": hash }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn dependencies_are_those_of_the_pom() {
        let pom = "<properties><k>2.0</k></properties><dependencies>\
            <dependency><groupId>a</groupId><artifactId>b</artifactId><version>${k}</version></dependency>\
            <dependency><groupId>c</groupId><artifactId>jna</artifactId><version>5</version></dependency>\
            </dependencies>";
        let found = dependencies(pom).unwrap();
        let versions: Vec<&str> = found.iter().map(|one| one.version.as_str()).collect();
        assert_eq!(versions, ["2.0", "5"]);
        assert!(dependencies("<project></project>").is_err());
    }

    #[test]
    fn the_jar_is_for_the_jvm_and_the_aar_for_android() {
        let folder = cache_file(b"jar");
        let jna = Dependency {
            group: "net".to_owned(),
            name: "jna".to_owned(),
            version: "5".to_owned(),
        };
        let one = root(&folder, "1", std::slice::from_ref(&jna)).unwrap();
        let attribute = |variant: usize, name: &str| {
            let pointer = format!("/variants/{variant}/attributes/{name}");
            one.pointer(&pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        assert_eq!(attribute(1, "org.gradle.libraryelements").unwrap(), "jar");
        assert_eq!(attribute(3, "org.gradle.libraryelements").unwrap(), "aar");
        let place = one.pointer("/variants/3/available-at/module").unwrap();
        assert_eq!(place, ANDROID);
        let two = android(&folder, "1", &[jna]).unwrap();
        let selector = "/variants/0/dependencies/0/thirdPartyCompatibility/artifactSelector/type";
        assert_eq!(two.pointer(selector).unwrap(), "aar");
        assert_eq!(two.pointer("/variants/0/files/0/size").unwrap(), 3);
    }

    fn cache_file(bytes: &[u8]) -> std::path::PathBuf {
        let folder = util::cache::target().join("work/tests");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("library-of-the-tests.jar");
        std::fs::write(&path, bytes).unwrap();
        path
    }
}
