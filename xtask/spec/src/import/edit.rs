//! New things put into the files of `api/` without touching what people wrote there.

use super::write;
use crate::ir::{Answer, Arm, Body, Field, Group, Model, OPERATIONS, Operation, Param, Place};
use crate::reader::Source;
use crate::yaml::{self, Entry, Node, Value};

/// Something that `api/` lacks.
pub(crate) enum Addition<'a> {
    /// A whole group.
    Group(&'a Group),
    /// An operation of a group.
    Operation(&'a str, &'a Operation),
    /// A model of a group.
    Model(&'a str, &'a Model),
    /// A parameter of an operation.
    Param(&'a str, &'a Param),
    /// The body of an operation.
    Body(&'a str, &'a Body),
    /// An answer of an operation.
    Answer(&'a str, &'a Answer),
    /// An arm of a union.
    Arm(&'a str, &'a Arm),
    /// A field of a model.
    Field(&'a str, &'a Field),
    /// A value of an enum.
    Value(&'a str, &'a str),
}

/// Puts an addition into the files; `false` where a person has to do it.
pub(crate) fn add(sources: &mut Vec<Source>, addition: &Addition<'_>) -> bool {
    match addition {
        Addition::Group(group) => {
            sources.push((group.file(), write::operations(group)));
            if !group.models.is_empty() {
                sources.push((new_models(&group.name), write::models(&group.models)));
            }
            true
        }
        Addition::Operation(group, operation) => append(
            sources,
            &format!("{group}/{}", OPERATIONS),
            "operations",
            &write::operation(operation),
        ),
        Addition::Model(group, model) => {
            let file = new_models(group);
            if !sources.iter().any(|(name, _)| *name == file) {
                sources.push((file.clone(), String::new()));
            }
            append(sources, &file, "models", &write::model(model))
        }
        Addition::Param(id, param) => {
            let key = match param.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
            };
            let (name, ty) = write::of_param(param);
            let item = format!("{name}: {ty}");
            insert(sources, &["operations", id, key], &item)
                || insert(
                    sources,
                    &["operations", id],
                    &format!("{key}: {{ {item} }}"),
                )
        }
        Addition::Body(id, body) => {
            let item = format!("body: {}", write::of_body(body));
            insert(sources, &["operations", id], &item)
        }
        Addition::Answer(id, answer) => {
            let (status, ty) = write::of_answer(answer);
            insert(
                sources,
                &["operations", id, "answers"],
                &format!("{status}: {ty}"),
            )
        }
        Addition::Arm(model, arm) => {
            let item = format!("{}: {}", write::plain(&arm.tag), arm.model);
            insert(sources, &["models", model, "arms"], &item)
        }
        Addition::Field(model, field) => {
            insert(sources, &["models", model, "fields"], &write::field(field))
        }
        Addition::Value(model, value) => {
            insert(sources, &["models", model, "enum"], &write::plain(value))
        }
    }
}

/// Where new models of a group go until a person puts each to its topic.
fn new_models(group: &str) -> String {
    format!("{group}/models.yaml")
}

/// Puts text at the end of a section of a file.
fn append(sources: &mut [Source], file: &str, section: &str, text: &str) -> bool {
    let Some((name, old)) = sources.iter_mut().find(|(name, _)| name == file) else {
        return false;
    };
    if old.is_empty() {
        *old = format!("{section}:\n{text}");
        return true;
    }
    let Ok(node) = yaml::parse(name, old) else {
        return false;
    };
    match child(&node, section) {
        Some(entry) => put(old, entry.value.end, text.trim_end()),
        None => old.push_str(&format!("\n{section}:\n{text}")),
    }
    true
}

/// Puts an item behind the last one of the mapping or list at that place.
fn insert(sources: &mut [Source], place: &[&str], item: &str) -> bool {
    for (name, old) in sources.iter_mut() {
        let Ok(root) = yaml::parse(name, old) else {
            continue;
        };
        if let Some((line, node)) = find(&root, place) {
            return into(old, line, node, item);
        }
    }
    false
}

/// The value at a place, and the line of its key.
pub(super) fn find<'n>(root: &'n Node, place: &[&str]) -> Option<(usize, &'n Node)> {
    let mut found = (root.line, root);
    for key in place {
        let entry = child(found.1, key)?;
        found = (entry.line, &entry.value);
    }
    Some(found)
}

fn child<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    }
}

fn into(text: &mut String, key_line: usize, node: &Node, item: &str) -> bool {
    let (first, dash) = match &node.value {
        Value::Map(entries) => (entries.first().map(|entry| entry.line), ""),
        Value::List(items) => (items.first().map(|item| item.line), "- "),
        Value::Text(_) => (None, ""),
    };
    match first {
        Some(line) if line > key_line => {
            let item = match (&node.value, documented(&node.value)) {
                (Value::Map(_), true) if !item.contains(':') => format!("{item}: \"\""),
                _ => item.to_owned(),
            };
            let indent = indent(text, line);
            put(text, node.end, &format!("{indent}{dash}{item}"));
            true
        }
        Some(_) if node.end == key_line => inline(text, key_line, item),
        _ => false,
    }
}

/// An enum whose values have texts is a mapping.
fn documented(value: &Value) -> bool {
    matches!(value, Value::Map(entries) if entries.iter().all(|entry| matches!(entry.value.value, Value::Text(_))))
}

fn inline(text: &mut String, line: usize, item: &str) -> bool {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let Some(old) = lines.get_mut(line.saturating_sub(1)) else {
        return false;
    };
    let trimmed = old.trim_end();
    let new = match (trimmed.strip_suffix(']'), trimmed.strip_suffix(" }")) {
        (Some(start), _) => format!("{start}, {item}]"),
        (_, Some(start)) => format!("{start}, {item} }}"),
        _ => return false,
    };
    *old = new;
    *text = lines.join("\n") + "\n";
    true
}

fn indent(text: &str, line: usize) -> String {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    line.chars().take_while(|letter| *letter == ' ').collect()
}

fn put(text: &mut String, after: usize, new: &str) {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = after.min(lines.len());
    lines.insert(at, new);
    *text = lines.join("\n") + "\n";
}
