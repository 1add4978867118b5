//! Whether a document can be read at all: its version, its references, its operation ids.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// Checks what the reader relies on.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub(crate) fn check(root: &Value) -> anyhow::Result<()> {
    let version = root.get("openapi").and_then(Value::as_str);
    anyhow::ensure!(
        version.is_some_and(|version| version.starts_with("3.")),
        "the document is no OpenAPI 3: `openapi` is {}",
        version.unwrap_or("absent")
    );
    let paths = root.get("paths").and_then(Value::as_object);
    let Some(paths) = paths else {
        anyhow::bail!("the document has no `paths`");
    };
    let mut seen: HashMap<&str, String> = HashMap::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let place = format!("{} {path}", method.to_uppercase());
            if let Some(first) = seen.insert(id, place.clone()) {
                anyhow::bail!("the operation `{id}` stands twice: {first} and {place}");
            }
            anyhow::ensure!(
                operation.get("responses").is_some_and(Value::is_object),
                "the operation `{id}` has no `responses`"
            );
        }
    }
    references(root, root, "#")?;
    cycles(root)
}

/// Every reference leads somewhere inside the document.
fn references(root: &Value, value: &Value, place: &str) -> anyhow::Result<()> {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(to)) = map.get("$ref") {
                let found = to
                    .strip_prefix('#')
                    .is_some_and(|pointer| root.pointer(pointer).is_some());
                anyhow::ensure!(found, "{place}: `{to}` leads nowhere");
            }
            for (key, child) in map {
                references(root, child, &format!("{place}/{key}"))?;
            }
        }
        Value::Array(items) => {
            for (index, child) in items.iter().enumerate() {
                references(root, child, &format!("{place}/{index}"))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// No schema is only another name of itself, nor a part of itself by `allOf`.
fn cycles(root: &Value) -> anyhow::Result<()> {
    let schemas = root.pointer("/components/schemas");
    for name in schemas.and_then(Value::as_object).into_iter().flatten() {
        let mut seen = HashSet::new();
        let mut todo = vec![name.0.as_str()];
        while let Some(next) = todo.pop() {
            let schema = schemas.and_then(|schemas| schemas.get(next));
            for part in schema.into_iter().flat_map(parents) {
                anyhow::ensure!(
                    part != name.0.as_str(),
                    "the schema `{}` is made of itself",
                    name.0
                );
                if seen.insert(part) {
                    todo.push(part);
                }
            }
        }
    }
    Ok(())
}

/// The schemas that a schema is another name of or takes its fields from.
fn parents(schema: &Value) -> Vec<&str> {
    let own = std::iter::once(schema);
    let parts = schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    own.chain(parts)
        .filter_map(|part| part.get("$ref")?.as_str())
        .filter_map(|path| path.strip_prefix("#/components/schemas/"))
        .collect()
}
