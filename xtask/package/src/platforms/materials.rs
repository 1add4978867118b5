//! The bill of materials: which crates are in the libraries, as CycloneDX has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use setup::platforms::ALL;
use util::run;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes `ory-hub-VERSION-LANGUAGE.cdx.json` into `out`: the crates in the library of that language on the platforms of the
/// table.
///
/// # Errors
/// When cargo does not say what the crate depends on.
pub(crate) fn write(root: &Path, language: &str, out: &Path) -> Result<()> {
    let name = match language {
        "kotlin" | "swift" => "ory-hub-native".to_owned(),
        other => format!("ory-hub-{other}"),
    };
    let mut tree = Command::new("cargo");
    tree.args(["tree", "--locked", "--package", &name])
        .args(["--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(root);
    for target in targets(language) {
        tree.args(["--target", target]);
    }
    let told = run::output("asking cargo for crates of a library", &mut tree)?;
    let crates = crates(&told);
    let metadata = run::output(
        "asking cargo for dependencies",
        Command::new("cargo")
            .args(["metadata", "--format-version", "1", "--locked"])
            .current_dir(root),
    )?;
    let text = bill(&serde_json::from_str(&metadata)?, &name, &crates)?;
    let file = out.join(format!("ory-hub-{VERSION}-{language}.cdx.json"));
    std::fs::write(file, serde_json::to_string_pretty(&text)? + "\n")?;
    Ok(())
}

fn targets(language: &str) -> impl Iterator<Item = &'static str> {
    let platforms = ALL.iter().filter(move |one| one.has(language));
    platforms.map(|one| one.target)
}

/// `NAME vVERSION` is what a line of `cargo tree` begins with; its metadata knows more of a crate, but lists what any feature
/// and any platform could need.
fn crates(tree: &str) -> BTreeSet<String> {
    tree.lines()
        .filter_map(|line| {
            let (name, rest) = line.split_once(" v")?;
            let version = rest.split_whitespace().next()?;
            Some(format!("pkg:cargo/{name}@{version}"))
        })
        .collect()
}

/// The same text for the same dependencies: it has neither a date nor a number of its own.
fn bill(metadata: &Value, root: &str, crates: &BTreeSet<String>) -> Result<Value> {
    let packages: BTreeMap<&str, &Value> = list(metadata, "/packages")
        .filter(|package| crates.contains(&reference(package)))
        .filter_map(|package| Some((package.get("id")?.as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(metadata, "/resolve/nodes")
        .filter_map(|node| Some((node.get("id")?.as_str()?, node)))
        .collect();
    let (start, package) = packages
        .iter()
        .find(|(_, package)| package.get("name").and_then(Value::as_str) == Some(root))
        .with_context(|| format!("cargo does not know {root}"))?;
    let mut reached = BTreeSet::new();
    let mut open = vec![*start];
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let next = linked(nodes.get(id).copied().unwrap_or(&Value::Null));
            open.extend(next.filter(|id| packages.contains_key(id)));
        }
    }
    let components: Vec<Value> = reached
        .iter()
        .filter(|id| *id != start)
        .filter_map(|id| packages.get(id))
        .map(|package| component(package))
        .collect();
    let dependencies: Vec<Value> = reached
        .iter()
        .filter_map(|id| {
            let on: BTreeSet<String> = linked(nodes.get(id)?)
                .filter_map(|id| packages.get(id))
                .map(|package| reference(package))
                .collect();
            Some(json!({ "ref": reference(packages.get(id)?), "dependsOn": on }))
        })
        .collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(package) },
        "components": components,
        "dependencies": dependencies,
    }))
}

fn list<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The ids of what is linked in: neither build scripts nor tests.
fn linked(node: &Value) -> impl Iterator<Item = &str> {
    list(node, "/deps")
        .filter(|dependency| {
            list(dependency, "/dep_kinds").any(|kind| kind.get("kind") == Some(&Value::Null))
        })
        .filter_map(|dependency| dependency.get("pkg")?.as_str())
}

fn field<'a>(package: &'a Value, name: &str) -> &'a str {
    package
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn reference(package: &Value) -> String {
    format!(
        "pkg:cargo/{}@{}",
        field(package, "name"),
        field(package, "version")
    )
}

fn component(package: &Value) -> Value {
    let reference = reference(package);
    json!({
        "type": "library",
        "bom-ref": reference,
        "name": field(package, "name"),
        "version": field(package, "version"),
        "purl": reference,
        "licenses": [{ "expression": field(package, "license").replace('/', " OR ") }],
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_what_is_linked_is_listed() {
        let package = |id: &str| json!({ "id": id, "name": id, "version": "1.0.0", "license": "MIT/Apache-2.0" });
        let on = |id: &str, kind: Value| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("a"), package("b"), package("c"), package("d"), package("e")],
            "resolve": { "nodes": [
                { "id": "a", "deps": [on("b", Value::Null), on("d", json!("build")), on("e", Value::Null)] },
                { "id": "b", "deps": [on("c", Value::Null)] },
                { "id": "c", "deps": [] },
                { "id": "d", "deps": [] },
            ] },
        });
        let tree = "a v1.0.0 (/somewhere)\nb v1.0.0\nc v1.0.0\nc v1.0.0 (*)\nd v1.0.0\n";
        let bill = bill(&metadata, "a", &crates(tree)).unwrap();
        let names: Vec<&str> = list(&bill, "/components")
            .map(|one| field(one, "purl"))
            .collect();
        assert_eq!(names, ["pkg:cargo/b@1.0.0", "pkg:cargo/c@1.0.0"]);
        let licence = bill.pointer("/components/0/licenses/0/expression");
        assert_eq!(licence.unwrap(), "MIT OR Apache-2.0");
        let edge = bill.pointer("/dependencies/0/dependsOn/0");
        assert_eq!(edge.unwrap(), "pkg:cargo/b@1.0.0");
        assert!(super::bill(&metadata, "z", &crates(tree)).is_err());
    }
}
