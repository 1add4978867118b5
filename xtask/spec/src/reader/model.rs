//! Models as a group file writes them.

use super::mapping::{Mapping, Reader};
use crate::ir::{Arm, EnumValue, Field, Model, ModelKind, Type};
use crate::yaml::{Entry, Node, Value};

const KEYS: [&str; 8] = [
    "about",
    "fields",
    "enum",
    "union",
    "arms",
    "keeps_unknown",
    "was",
    "why",
];

/// A model, and whether its file says if it keeps unknown fields.
pub(crate) struct Read {
    pub model: Model,
    pub keeps_unknown: Option<bool>,
}

/// Reads one model.
pub(crate) fn model(reader: &mut Reader, entry: &Entry) -> Read {
    let what = format!("model `{}`", entry.key);
    let mapping = reader.mapping(&entry.value, &what, &KEYS);
    let keeps_unknown = mapping.yes(reader, "keeps_unknown");
    let model = Model {
        name: entry.key.clone(),
        about: mapping.text(reader, "about").unwrap_or_default(),
        kind: kind(reader, &mapping, &what, entry.line),
        was: mapping.was(reader),
        why: mapping.text(reader, "why"),
        mark: reader.mark(entry.line),
    };
    Read {
        model,
        keeps_unknown,
    }
}

fn kind(reader: &mut Reader, mapping: &Mapping<'_>, what: &str, line: usize) -> ModelKind {
    match (
        mapping.get("fields"),
        mapping.get("enum"),
        mapping.get("union"),
    ) {
        (Some(node), None, None) => ModelKind::Record {
            fields: fields(reader, node, what),
            keeps_unknown: false,
        },
        (None, Some(node), None) => ModelKind::Enum {
            values: values(reader, node, what),
        },
        (None, None, Some(node)) => ModelKind::Union {
            tag: reader.text(node, "union").unwrap_or_default().to_owned(),
            arms: arms(reader, mapping, what),
        },
        _ => {
            reader.wrong(
                line,
                format!("{what} needs one of `fields`, `enum`, `union`"),
            );
            ModelKind::Enum { values: Vec::new() }
        }
    }
}

fn fields(reader: &mut Reader, node: &Node, what: &str) -> Vec<Field> {
    let entries = reader.entries(node, what);
    let mut fields: Vec<Field> = entries
        .into_iter()
        .map(|entry| field(reader, entry, what))
        .collect();
    fields.sort_by_key(|field| (field.optional, field.constant.is_some()));
    fields
}

fn field(reader: &mut Reader, entry: &Entry, what: &str) -> Field {
    let named = format!("{what}, field `{}`", entry.key);
    let mark = reader.mark(entry.line);
    let mut field = Field {
        wire: entry.key.clone(),
        ty: Type::Json,
        optional: false,
        constant: None,
        sensitive: false,
        sends_null: false,
        not_empty: false,
        not_number: false,
        patch_unless: None,
        about: None,
        why: None,
        mark,
    };
    if !matches!(entry.value.value, Value::Map(_)) {
        (field.ty, field.optional) = reader.ty(&entry.value, &named);
        return field;
    }
    let mapping = reader.mapping(
        &entry.value,
        &named,
        &[
            "type",
            "about",
            "why",
            "value",
            "sensitive",
            "sends_null",
            "not_empty",
            "not_number",
            "patch_unless",
        ],
    );
    field.constant = mapping.text(reader, "value");
    field.sensitive = mapping.yes(reader, "sensitive").unwrap_or_default();
    field.sends_null = mapping.yes(reader, "sends_null").unwrap_or_default();
    field.not_empty = mapping.yes(reader, "not_empty").unwrap_or_default();
    field.not_number = mapping.yes(reader, "not_number").unwrap_or_default();
    field.patch_unless = mapping.text(reader, "patch_unless");
    field.about = mapping.text(reader, "about");
    field.why = mapping.text(reader, "why");
    match mapping.get("type") {
        Some(node) => (field.ty, field.optional) = reader.ty(node, &named),
        None => reader.wrong(entry.line, format!("{named} has no type")),
    }
    field
}

fn values(reader: &mut Reader, node: &Node, what: &str) -> Vec<EnumValue> {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut add = |reader: &mut Reader, line: usize, wire: &str, about: Option<String>| {
        if values.iter().any(|value| value.wire == wire) {
            reader.wrong(line, format!("{what}: value `{wire}` stands twice"));
            return;
        }
        values.push(EnumValue {
            wire: wire.to_owned(),
            about: about.filter(|about| !about.is_empty()),
        });
    };
    match &node.value {
        Value::List(items) => {
            for item in items {
                if let Some(text) = reader.text(item, what) {
                    add(reader, item.line, text, None);
                }
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let about = reader.text(&entry.value, &entry.key).map(str::to_owned);
                add(reader, entry.line, &entry.key, about);
            }
        }
        Value::Text(_) => reader.wrong(node.line, format!("{what}: `enum` is a list of values")),
    }
    values
}

fn arms(reader: &mut Reader, mapping: &Mapping<'_>, what: &str) -> Vec<Arm> {
    if mapping.get("arms").is_none() {
        reader.wrong(mapping.line, format!("{what} has no `arms`"));
    }
    mapping
        .pairs(reader, "arms")
        .into_iter()
        .map(|(tag, model)| Arm { tag, model })
        .collect()
}
