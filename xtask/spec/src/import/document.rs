//! An OpenAPI document: references followed, schemas told apart.

use std::path::Path;

use anyhow::Context;
use serde_json::Value;

use super::{openapi31, sound};

/// A whole document.
pub(crate) struct Document {
    root: Value,
}

/// What a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text, a number, a yes or no, a time.
    Scalar,
    /// A set of texts.
    Enum,
    /// A list.
    List,
    /// Named fields.
    Record,
    /// Any keys, one type of values.
    Map,
    /// Objects told apart by one field.
    Union,
    /// Anything.
    Free,
}

/// The largest document that is read: thirty times the size of Ory's.
const LIMIT: u64 = 32 << 20;

/// The text of a document's file.
///
/// # Errors
/// Where it cannot be read or is too large to be an API description.
pub(crate) fn text_of(file: &Path) -> anyhow::Result<String> {
    let what = || format!("cannot read {}", file.display());
    let size = std::fs::metadata(file).with_context(what)?.len();
    anyhow::ensure!(
        size <= LIMIT,
        "{} has {size} bytes; a document may have {LIMIT}",
        file.display()
    );
    std::fs::read_to_string(file).with_context(what)
}

impl Document {
    /// Parses a document.
    ///
    /// # Errors
    /// Where the text is no JSON or has no paths.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut root: Value = serde_json::from_str(text).context("the document is no JSON")?;
        sound::check(&root)?;
        openapi31::downgrade(&mut root);
        anyhow::ensure!(
            root.get("paths").is_some_and(Value::is_object),
            "the document has no `paths`"
        );
        Ok(Self { root })
    }

    /// (path, method, operation) in document order.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&str, String, &Value)> {
        let paths = self.root.get("paths").and_then(Value::as_object);
        paths.into_iter().flatten().flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods
                .filter(|(_, operation)| operation.get("operationId").is_some())
                .map(move |(method, operation)| (path.as_str(), method.to_uppercase(), operation))
        })
    }

    /// The schema of that name.
    pub(crate) fn schema(&self, name: &str) -> Option<&Value> {
        self.root.get("components")?.get("schemas")?.get(name)
    }

    /// All schemas with their names.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        let schemas = self
            .root
            .get("components")
            .and_then(|parts| parts.get("schemas"));
        schemas.and_then(Value::as_object).into_iter().flatten()
    }

    /// What a reference to a response, parameter or body points to; anything else is itself.
    pub(crate) fn part<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(path) = value.get("$ref").and_then(Value::as_str) else {
            return value;
        };
        self.root
            .pointer(path.trim_start_matches('#'))
            .unwrap_or(value)
    }

    /// What a schema is, its own references left alone.
    pub(crate) fn shape(&self, schema: &Value) -> Shape {
        if schema.get("enum").is_some() {
            return Shape::Enum;
        }
        if schema.get("oneOf").is_some() {
            return match schema.get("discriminator") {
                Some(_) => Shape::Union,
                None => Shape::Free,
            };
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string" | "integer" | "number" | "boolean") => Shape::Scalar,
            Some("array") => Shape::List,
            _ if !fields(schema).is_empty() || schema.get("allOf").is_some() => Shape::Record,
            _ => match schema.get("additionalProperties") {
                Some(values) if values.as_object().is_some_and(|values| !values.is_empty()) => {
                    Shape::Map
                }
                _ => Shape::Free,
            },
        }
    }

    /// Fields of a record with those of its `allOf` parts: (name, schema, required).
    pub(crate) fn record<'a>(&'a self, schema: &'a Value) -> Vec<(&'a str, &'a Value, bool)> {
        let mut found: Vec<(&str, &Value, bool)> = Vec::new();
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            found.extend(self.record(self.part(part)));
        }
        let required: Vec<&str> = texts(schema.get("required"));
        for (name, field) in fields(schema) {
            found.retain(|(known, ..)| *known != name);
            found.push((name, field, required.contains(&name)));
        }
        found
    }
}

/// The name a reference to a schema ends in, also through an `allOf` of one part.
pub(crate) fn reference(schema: &Value) -> Option<&str> {
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        return path.strip_prefix("#/components/schemas/");
    }
    match schema
        .get("allOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([part]) if schema.get("properties").is_none() => reference(part),
        _ => None,
    }
}

/// The properties written in a schema itself.
pub(crate) fn fields(schema: &Value) -> Vec<(&str, &Value)> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(name, field)| (name.as_str(), field))
        .collect()
}

/// The texts of a list.
pub(crate) fn texts(list: Option<&Value>) -> Vec<&str> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).collect()
}

/// The text under a key.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}
