//! Models as a group file writes them.

use super::page::{Keys, Page};
use crate::ir::{Arm, EnumValue, Field, Model, ModelKind, Type};
use crate::tree::{Entry, Node, Value};

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
pub struct Read {
    pub model: Model,
    pub keeps_unknown: Option<bool>,
}

/// Reads one model.
pub fn model(page: &mut Page, entry: &Entry) -> Read {
    let what = format!("model `{}`", entry.key);
    let keys = page.keys(&entry.value, &what, &KEYS);
    let keeps_unknown = keys.yes(page, "keeps_unknown");
    let model = Model {
        name: entry.key.clone(),
        about: keys.text(page, "about").unwrap_or_default(),
        kind: kind(page, &keys, &what, entry.line),
        was: keys.was(page),
        why: keys.text(page, "why"),
        mark: page.mark(entry.line),
    };
    Read {
        model,
        keeps_unknown,
    }
}

fn kind(page: &mut Page, keys: &Keys<'_>, what: &str, line: usize) -> ModelKind {
    match (keys.get("fields"), keys.get("enum"), keys.get("union")) {
        (Some(node), None, None) => ModelKind::Record {
            fields: fields(page, node, what),
            keeps_unknown: false,
        },
        (None, Some(node), None) => ModelKind::Enum {
            values: values(page, node, what),
        },
        (None, None, Some(node)) => ModelKind::Union {
            tag: page.text(node, "union").unwrap_or_default().to_owned(),
            arms: arms(page, keys, what),
        },
        _ => {
            page.wrong(
                line,
                format!("{what} needs one of `fields`, `enum`, `union`"),
            );
            ModelKind::Enum { values: Vec::new() }
        }
    }
}

fn fields(page: &mut Page, node: &Node, what: &str) -> Vec<Field> {
    let entries = page.entries(node, what);
    let mut fields: Vec<Field> = entries
        .into_iter()
        .map(|entry| field(page, entry, what))
        .collect();
    fields.sort_by_key(|field| (field.optional, field.constant.is_some()));
    fields
}

fn field(page: &mut Page, entry: &Entry, what: &str) -> Field {
    let named = format!("{what}, field `{}`", entry.key);
    let mark = page.mark(entry.line);
    let mut field = Field {
        wire: entry.key.clone(),
        ty: Type::Json,
        optional: false,
        constant: None,
        hidden: false,
        about: None,
        why: None,
        mark,
    };
    if !matches!(entry.value.value, Value::Map(_)) {
        (field.ty, field.optional) = page.ty(&entry.value, &named);
        return field;
    }
    let keys = page.keys(
        &entry.value,
        &named,
        &["type", "about", "why", "value", "hidden"],
    );
    field.constant = keys.text(page, "value");
    field.hidden = keys.yes(page, "hidden").unwrap_or_default();
    field.about = keys.text(page, "about");
    field.why = keys.text(page, "why");
    match keys.get("type") {
        Some(node) => (field.ty, field.optional) = page.ty(node, &named),
        None => page.wrong(entry.line, format!("{named} has no type")),
    }
    field
}

fn values(page: &mut Page, node: &Node, what: &str) -> Vec<EnumValue> {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut add = |page: &mut Page, line: usize, wire: &str, about: Option<String>| {
        if values.iter().any(|value| value.wire == wire) {
            page.wrong(line, format!("{what}: value `{wire}` stands twice"));
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
                if let Some(text) = page.text(item, what) {
                    add(page, item.line, text, None);
                }
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let about = page.text(&entry.value, &entry.key).map(str::to_owned);
                add(page, entry.line, &entry.key, about);
            }
        }
        Value::Text(_) => page.wrong(node.line, format!("{what}: `enum` is a list of values")),
    }
    values
}

fn arms(page: &mut Page, keys: &Keys<'_>, what: &str) -> Vec<Arm> {
    if keys.get("arms").is_none() {
        page.wrong(keys.line, format!("{what} has no `arms`"));
    }
    keys.pairs(page, "arms")
        .into_iter()
        .map(|(tag, model)| Arm { tag, model })
        .collect()
}
