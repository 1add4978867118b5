//! `cargo xtask export`: the description as a standard OpenAPI 3.1 document, for any other tool.

mod operation;
mod schema;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::ir::Api;

const USAGE: &str = "cargo xtask export [FILE]";

/// Where our facts stand that OpenAPI has no word for: on operations, models and fields.
pub const EXTENSION: &str = "x-ory-hub";

const ABOUT: &str = "The API of Ory, as ory-hub describes it. Every enum is open: servers may send values that are not \
                     listed. Objects may have more fields than are named, unions more arms. What OpenAPI has no word \
                     for stands under `x-ory-hub`: the service that answers, the credential it takes, how a list goes \
                     on, whether a call may be repeated.";

/// Runs the command; the document goes into the file, or to `out` where none is named.
///
/// # Errors
/// When the description cannot be read or the file not written.
pub fn command_line(root: &Path, arguments: &[String], out: &mut dyn Write) -> anyhow::Result<()> {
    let text = format!("{:#}\n", document(&crate::load(root)?)?);
    match arguments {
        [] => write!(out, "{text}")?,
        [file] if !file.starts_with('-') => {
            std::fs::write(file, text).with_context(|| format!("cannot write {file}"))?;
        }
        _ => anyhow::bail!("usage: {USAGE}"),
    }
    Ok(())
}

/// The whole document.
///
/// # Errors
/// When two operations have the same method and path, which OpenAPI cannot say.
pub fn document(api: &Api) -> anyhow::Result<Value> {
    let groups = api.groups.iter();
    let tags: Vec<Value> = groups
        .map(|group| json!({ "name": group.name, "description": group.about }))
        .collect();
    let mut schemas = Map::new();
    for group in &api.groups {
        for model in &group.models {
            schemas.insert(model.name.clone(), schema::model(group, model));
        }
    }
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Ory",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            EXTENSION: { "version": env!("CARGO_PKG_VERSION") },
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "tags": tags,
        "paths": paths(api)?,
        "components": { "schemas": schemas, "securitySchemes": operation::schemes() },
    }))
}

fn paths(api: &Api) -> anyhow::Result<Map<String, Value>> {
    let mut paths: Map<String, Value> = Map::new();
    for (group, operation) in api.operations() {
        let methods = paths
            .entry(operation.path.clone())
            .or_insert_with(|| json!({}));
        let method = operation.method.to_lowercase();
        let written = operation::operation(api, group, operation);
        let before = methods
            .as_object_mut()
            .and_then(|methods| methods.insert(method, written));
        anyhow::ensure!(
            before.is_none(),
            "{} {} stands twice; an OpenAPI document can have it once",
            operation.method,
            operation.path
        );
    }
    Ok(paths)
}

/// Sets a key where there is something to say.
fn put(map: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(map), Some(value)) = (map.as_object_mut(), value) {
        map.insert(key.to_owned(), value);
    }
}

/// A text, where it has any words.
fn words(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(text))
}

/// Earlier names by client.
fn was(names: &[(String, String)]) -> Option<Value> {
    let names: Map<String, Value> = names
        .iter()
        .map(|(seed, name)| (seed.clone(), json!(name)))
        .collect();
    (!names.is_empty()).then_some(Value::Object(names))
}
