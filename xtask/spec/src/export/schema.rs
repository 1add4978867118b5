//! Types and models as JSON schemas.

use serde_json::{Map, Value, json};

use super::{EXTENSION, put, was, words};
use crate::ir::{Arm, EnumValue, Field, Group, Model, ModelKind, Text, Type};

/// A type, by reference where it has a name.
pub(crate) fn ty(ty: &Type) -> Value {
    match ty {
        Type::Text(Text::Plain) => json!({ "type": "string" }),
        Type::Text(Text::Uuid) => json!({ "type": "string", "format": "uuid" }),
        Type::Text(Text::Uri) => json!({ "type": "string", "format": "uri" }),
        Type::Text(Text::Duration) => {
            json!({ "type": "string", "pattern": "^([0-9]+(ns|us|ms|s|m|h))*$" })
        }
        Type::Bool => json!({ "type": "boolean" }),
        Type::Int => json!({ "type": "integer", "format": "int64" }),
        Type::Number => json!({ "type": "number", "format": "double" }),
        Type::Time => json!({ "type": "string", "format": "date-time" }),
        Type::Json => json!({}),
        Type::Secret => json!({ "type": "string", "format": "password" }),
        Type::List(item) => json!({ "type": "array", "items": self::ty(item) }),
        Type::Map(value) => json!({ "type": "object", "additionalProperties": self::ty(value) }),
        Type::Model(name) => json!({ "$ref": reference(name) }),
    }
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// A model, under its name.
pub(crate) fn model(group: &Group, model: &Model) -> Value {
    let mut written = match &model.kind {
        ModelKind::Record {
            fields,
            keeps_unknown,
        } => record(fields, *keeps_unknown),
        ModelKind::Enum { values } => enumeration(values),
        ModelKind::Union { tag, arms } => union(tag, arms),
    };
    put(&mut written, "description", words(&model.about));
    let mut facts = json!({ "group": group.name });
    put(&mut facts, "was", was(&model.was));
    put(&mut written, EXTENSION, Some(facts));
    written
}

fn record(fields: &[Field], keeps_unknown: bool) -> Value {
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| !field.optional)
        .map(|field| field.wire.as_str())
        .collect();
    let properties: Map<String, Value> = fields
        .iter()
        .map(|one| (one.wire.clone(), field(one)))
        .collect();
    let mut written = json!({ "type": "object", "properties": properties });
    let some = (!required.is_empty()).then(|| json!(required));
    put(&mut written, "required", some);
    put(
        &mut written,
        "additionalProperties",
        keeps_unknown.then(|| json!(true)),
    );
    written
}

fn field(field: &Field) -> Value {
    let mut written = ty(&field.ty);
    match &field.constant {
        Some(text) => put(&mut written, "const", Some(json!(text))),
        None if field.optional => written = or_null(written),
        None => {}
    }
    let about = field.about.as_deref().and_then(words);
    put(&mut written, "description", about);
    let facts = field.sensitive.then(|| json!({ "sensitive": true }));
    put(&mut written, EXTENSION, facts);
    written
}

/// What may be left out may be null as well; servers do either.
fn or_null(mut schema: Value) -> Value {
    match schema.get("type").and_then(Value::as_str) {
        Some(word) => {
            let both = json!([word, "null"]);
            put(&mut schema, "type", Some(both));
            schema
        }
        None if schema.get("$ref").is_some() => json!({ "anyOf": [schema, { "type": "null" }] }),
        None => schema,
    }
}

fn enumeration(values: &[EnumValue]) -> Value {
    let texts: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
    let mut written = json!({ "type": "string", "enum": texts });
    if values.iter().any(|value| value.about.is_some()) {
        let abouts: Vec<&str> = values
            .iter()
            .map(|value| value.about.as_deref().unwrap_or_default())
            .collect();
        put(&mut written, "x-enum-descriptions", Some(json!(abouts)));
    }
    written
}

fn union(tag: &str, arms: &[Arm]) -> Value {
    let mapping: Map<String, Value> = arms
        .iter()
        .map(|arm| (arm.tag.clone(), json!(reference(&arm.model))))
        .collect();
    let choices: Vec<Value> = arms
        .iter()
        .map(|arm| ty(&Type::Model(arm.model.clone())))
        .collect();
    json!({
        "oneOf": choices,
        "discriminator": { "propertyName": tag, "mapping": mapping },
    })
}
