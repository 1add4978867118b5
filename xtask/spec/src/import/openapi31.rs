//! OpenAPI 3.1 said in the words of 3.0, which the rest of the import reads.

use serde_json::{Map, Value, json};

/// Brings a 3.1 document into the form of 3.0; any other is left alone.
pub(crate) fn downgrade(root: &mut Value) {
    let version = root.get("openapi").and_then(Value::as_str);
    if version.is_some_and(|version| version.starts_with("3.1")) {
        walk(root);
    }
}

fn walk(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(walk),
        Value::Object(map) => {
            map.values_mut().for_each(walk);
            types(map);
            for key in ["anyOf", "oneOf"] {
                or_null(map, key);
            }
        }
        _ => {}
    }
}

/// `type: [string, "null"]` is a text that may be null; several types are no type.
fn types(map: &mut Map<String, Value>) {
    let Some(Value::Array(words)) = map.get("type") else {
        return;
    };
    let mut words = words.clone();
    let all = words.len();
    words.retain(|word| word != "null");
    if words.len() < all {
        map.insert("nullable".to_owned(), json!(true));
    }
    match (words.pop(), words.is_empty()) {
        (Some(word), true) => map.insert("type".to_owned(), word),
        _ => map.remove("type"),
    };
}

/// A choice between one schema and null is that schema, which may be null.
fn or_null(map: &mut Map<String, Value>, key: &str) {
    let Some(Value::Array(choices)) = map.get(key) else {
        return;
    };
    let null = json!({ "type": "null" });
    let mut left: Vec<Value> = choices.clone();
    left.retain(|choice| *choice != null);
    if left.len() == choices.len() || left.len() != 1 {
        return;
    }
    map.remove(key);
    map.insert("nullable".to_owned(), json!(true));
    for choice in left {
        match choice {
            Value::Object(inner) if !inner.contains_key("$ref") => map.extend(inner),
            reference => {
                map.insert("allOf".to_owned(), json!([reference]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn downgraded(schema: Value) -> Value {
        let mut root = json!({ "openapi": "3.1.0", "schema": schema });
        downgrade(&mut root);
        root.get("schema").cloned().unwrap_or_default()
    }

    #[test]
    fn null_becomes_a_word() {
        assert_eq!(
            downgraded(json!({ "type": ["string", "null"], "format": "uuid" })),
            json!({ "type": "string", "format": "uuid", "nullable": true })
        );
        assert_eq!(
            downgraded(json!({ "anyOf": [{ "$ref": "#/a" }, { "type": "null" }] })),
            json!({ "allOf": [{ "$ref": "#/a" }], "nullable": true })
        );
        assert_eq!(
            downgraded(json!({ "oneOf": [{ "type": "null" }, { "type": "integer" }] })),
            json!({ "type": "integer", "nullable": true })
        );
    }

    #[test]
    fn several_types_are_none() {
        assert_eq!(
            downgraded(json!({ "type": ["string", "integer"] })),
            json!({})
        );
        let choice = json!({ "oneOf": [{ "$ref": "#/a" }, { "$ref": "#/b" }] });
        assert_eq!(downgraded(choice.clone()), choice);
    }

    #[test]
    fn an_older_document_is_left_alone() {
        let old = json!({ "openapi": "3.0.3", "x": { "type": ["string", "null"] } });
        let mut root = old.clone();
        downgrade(&mut root);
        assert_eq!(root, old);
    }
}
