//! Operations and models as text of `api/<group>/*.yaml`.

use std::fmt::Write as _;

use crate::ir::{
    Answer, Body, CalledBy, Group, Model, ModelKind, Operation, Pages, Param, Place, Retry,
};
use crate::types;

const WIDTH: usize = 120;

/// The operations file of a new group.
pub(crate) fn operations(group: &Group) -> String {
    let mut out = "about: \"\"\n\noperations:\n".to_owned();
    for operation in &group.operations {
        out.push_str(&self::operation(operation));
    }
    out
}

/// A file of models.
pub(crate) fn models(models: &[Model]) -> String {
    let mut out = "models:\n".to_owned();
    for model in models {
        out.push_str(&self::model(model));
    }
    out
}

/// One operation, indented as under `operations:`.
pub(crate) fn operation(operation: &Operation) -> String {
    let mut out = format!("  {}:\n", operation.id);
    line(&mut out, "about", &quoted(&operation.about));
    if operation.called_by != CalledBy::Client {
        line(&mut out, "called_by", operation.called_by.word());
    }
    if let Some(instead) = &operation.deprecated {
        line(&mut out, "deprecated", &quoted(instead));
    }
    line(
        &mut out,
        "http",
        &format!("{} {}", operation.method, operation.path),
    );
    line(&mut out, "service", operation.service.word());
    line(&mut out, "credential", operation.credential.word());
    for (place, key) in [
        (Place::Path, "path"),
        (Place::Query, "query"),
        (Place::Header, "header"),
    ] {
        let list: Vec<&Param> = operation
            .params
            .iter()
            .filter(|param| param.place == place)
            .collect();
        pairs(
            &mut out,
            key,
            &list.into_iter().map(of_param).collect::<Vec<_>>(),
        );
    }
    if let Some(body) = &operation.body {
        line(&mut out, "body", &of_body(body));
    }
    let answers: Vec<(String, String)> = operation.answers.iter().map(of_answer).collect();
    pairs(&mut out, "answers", &answers);
    if operation.pages != Pages::None {
        line(&mut out, "pages", operation.pages.word());
    }
    if let Some(bucket) = &operation.bucket {
        line(&mut out, "bucket", bucket);
    }
    if operation.retry != Retry::of_method(&operation.method) {
        line(&mut out, "retry", operation.retry.word());
    }
    was(&mut out, &operation.was);
    out
}

/// One model, indented as under `models:`.
pub(crate) fn model(model: &Model) -> String {
    let mut out = format!("  {}:\n", model.name);
    line(&mut out, "about", &quoted(&model.about));
    was(&mut out, &model.was);
    match &model.kind {
        ModelKind::Record { fields, .. } => {
            out.push_str("    fields:\n");
            for found in fields {
                let _ = writeln!(out, "      {}", field(found));
            }
        }
        ModelKind::Enum { values } => {
            let values: Vec<String> = values.iter().map(|value| plain(&value.wire)).collect();
            let short = format!("    enum: [{}]\n", values.join(", "));
            if short.len() <= WIDTH {
                out.push_str(&short);
            } else {
                out.push_str("    enum:\n");
                for value in values {
                    let _ = writeln!(out, "      - {value}");
                }
            }
        }
        ModelKind::Union { tag, arms } => {
            line(&mut out, "union", tag);
            let arms: Vec<(String, String)> = arms
                .iter()
                .map(|arm| (arm.tag.clone(), arm.model.clone()))
                .collect();
            block(&mut out, "arms", &arms);
        }
    }
    out
}

/// One field, as `name: type`.
pub(crate) fn field(field: &crate::ir::Field) -> String {
    let mark = if field.optional { "?" } else { "" };
    let ty = plain(&format!("{}{mark}", types::text(&field.ty)));
    match &field.constant {
        Some(value) => format!("{}: {{ type: {ty}, value: {} }}", field.wire, plain(value)),
        None => format!("{}: {ty}", field.wire),
    }
}

/// One parameter, as `name: type`.
pub(crate) fn of_param(param: &Param) -> (String, String) {
    let mark = if param.optional { "?" } else { "" };
    (
        param.wire.clone(),
        plain(&format!("{}{mark}", types::text(&param.ty))),
    )
}

/// One answer, as `status: type`.
pub(crate) fn of_answer(answer: &Answer) -> (String, String) {
    let ty = answer
        .ty
        .as_ref()
        .map_or_else(|| "empty".to_owned(), |ty| plain(&types::text(ty)));
    (answer.status.to_string(), ty)
}

/// One body, as its type or as a mapping.
pub(crate) fn of_body(body: &Body) -> String {
    let mark = if body.optional { "?" } else { "" };
    let ty = plain(&format!("{}{mark}", types::text(&body.ty)));
    match body.form {
        true => format!("{{ type: {ty}, form: true }}"),
        false => ty,
    }
}

/// Names of one seed stand in one text, with commas between.
fn was(out: &mut String, names: &[(String, String)]) {
    let mut seeds: Vec<(String, String)> = Vec::new();
    for (seed, name) in names {
        match seeds.iter_mut().find(|(known, _)| known == seed) {
            Some((_, all)) => {
                all.push_str(", ");
                all.push_str(name);
            }
            None => seeds.push((seed.clone(), name.clone())),
        }
    }
    for (_, all) in &mut seeds {
        *all = plain(all);
    }
    pairs(out, "was", &seeds);
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "    {key}: {value}");
}

fn pairs(out: &mut String, key: &str, pairs: &[(String, String)]) {
    if pairs.is_empty() {
        return;
    }
    let inner: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let short = format!("    {key}: {{ {} }}\n", inner.join(", "));
    if short.len() <= WIDTH {
        out.push_str(&short);
    } else {
        block(out, key, pairs);
    }
}

fn block(out: &mut String, key: &str, pairs: &[(String, String)]) {
    let _ = writeln!(out, "    {key}:");
    for (name, value) in pairs {
        let _ = writeln!(out, "      {name}: {value}");
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text as a plain YAML scalar where that is safe in `{…}` and `[…]`, quoted where not.
pub(crate) fn plain(text: &str) -> String {
    let safe = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "_-.<>?/ ".contains(letter))
        && !text.ends_with(' ');
    match safe {
        true => text.to_owned(),
        false => quoted(text),
    }
}
