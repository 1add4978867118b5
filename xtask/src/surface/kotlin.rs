//! The public classes and members of the Kotlin package, as the class files have them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use util::run;

/// Classes of uniffi's runtime: public for the JVM, and no part of what users call.
const RUNTIME: [&str; 9] = [
    "JavaLangRef",
    "Uniffi",
    "uniffi",
    "RustBuffer",
    "FfiConverter",
    "ForeignBytes",
    "IntegrityChecking",
    "NoHandle",
    "InternalException",
];

/// One line for each class and each member.
///
/// # Errors
/// When the package has not been made.
pub(crate) fn lines(root: &Path) -> Result<Vec<String>> {
    let jar = jar(root)?;
    let listed = run::output(
        "listing the classes of the Kotlin package",
        Command::new("jar").arg("tf").arg(&jar),
    )?;
    let classes: Vec<String> = listed
        .lines()
        .filter_map(|file| file.strip_suffix(".class"))
        .filter(|class| class.starts_with("ory/hub/") && is_public_class(class))
        .map(|class| class.replace('/', "."))
        .collect();
    let text = run::output(
        "reading the classes of the Kotlin package",
        Command::new("javap")
            .arg("-public")
            .arg("-classpath")
            .arg(&jar)
            .args(&classes),
    )?;
    Ok(members(&text))
}

fn jar(root: &Path) -> Result<PathBuf> {
    let version = env!("CARGO_PKG_VERSION");
    let jar = root.join(format!(
        "target/package/kotlin/ory/hub/ory-hub/{version}/ory-hub-{version}.jar"
    ));
    jar.exists()
        .then_some(jar)
        .context("there is no Kotlin package; `cargo xtask package kotlin` makes it")
}

/// Neither of uniffi's runtime nor anonymous.
fn is_public_class(class: &str) -> bool {
    let name = class.rsplit('/').next().unwrap_or_default();
    let anonymous = name
        .split('$')
        .skip(1)
        .any(|part| part.starts_with(|first: char| first.is_ascii_digit() || first.is_lowercase()));
    let of_runtime = name
        .split('$')
        .any(|part| RUNTIME.iter().any(|start| part.starts_with(start)));
    !anonymous && !of_runtime
}

/// What the compiler adds: for default arguments, modules, data classes and companions, and uniffi's runtime.
const ADDED: [&str; 14] = [
    "DefaultConstructorMarker",
    "$default(",
    "$ory_hub",
    " component",
    " copy(",
    " access$",
    " equals(java.lang.Object)",
    " hashCode()",
    " toString()",
    "$Companion Companion",
    "ory.hub.Uniffi",
    "ory.hub.NoHandle",
    "uniffi",
    "UNIFFI",
];

/// The classes that `javap` prints, and their members, each with its class. A companion shows by its members only.
fn members(text: &str) -> Vec<String> {
    let mut class = "";
    let mut lines = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_suffix(" {") {
            class = name_of(head);
            if !class.ends_with("$Companion") {
                lines.push(short(head));
            }
        } else if let Some(member) = line.strip_prefix("  ") {
            let member = member.trim_end_matches(';');
            if !ADDED.iter().any(|part| member.contains(part)) {
                lines.push(format!("{}: {}", short(class), short(member)));
            }
        }
    }
    lines
}

/// The class that a head names: the word behind `class`, `interface` or `enum`.
fn name_of(head: &str) -> &str {
    let mut words = head.split(' ');
    words
        .find(|word| matches!(*word, "class" | "interface"))
        .and_then(|_| words.next())
        .map_or(head, |name| name.split('<').next().unwrap_or(name))
}

/// Without `public`, which all are, and without the packages of Java, Kotlin and this one.
fn short(text: &str) -> String {
    [
        "public ",
        "java.lang.",
        "java.util.",
        "kotlin.coroutines.",
        "kotlin.",
        "ory.hub.",
    ]
    .iter()
    .fold(text.to_owned(), |text, word| text.replace(word, ""))
}

#[cfg(test)]
mod tests {
    use super::{is_public_class, members};

    #[test]
    fn members_stand_with_their_class() {
        let text = "\
Compiled from \"Values.kt\"
public final class ory.hub.Config implements java.lang.AutoCloseable {
  public ory.hub.Config(java.lang.String, int, kotlin.jvm.internal.DefaultConstructorMarker);
  public final java.lang.String getUrl();
  public final java.lang.String component1();
  public boolean equals(java.lang.Object);
}
public final class ory.hub.Config$Companion {
  public final ory.hub.Config read(java.util.List<java.lang.String>);
}
";
        assert_eq!(
            members(text),
            [
                "final class Config implements AutoCloseable",
                "Config: final String getUrl()",
                "Config$Companion: final Config read(List<String>)",
            ]
        );
    }

    #[test]
    fn runtime_and_anonymous_classes_are_left_out() {
        assert!(is_public_class("ory/hub/FlowOutcome$Form"));
        assert!(!is_public_class("ory/hub/UniffiLib"));
        assert!(!is_public_class("ory/hub/Ory$use$1"));
        assert!(!is_public_class("ory/hub/PagesKt$asFlow$2"));
    }
}
