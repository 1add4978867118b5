//! Operations as a group file writes them.

use super::mapping::{Mapping, Reader};
use super::words::{CALLERS, CREDENTIALS, PAGES, RETRIES, SERVICES, value};
use crate::ir::{
    Answer, Batch, Body, CalledBy, Credential, Operation, Param, Place, Retry, Service,
};
use crate::yaml::{Entry, Node, Value};

const KEYS: [&str; 20] = [
    "about",
    "called_by",
    "deprecated",
    "http",
    "service",
    "credential",
    "path",
    "query",
    "header",
    "body",
    "answers",
    "pages",
    "bucket",
    "retry",
    "serialized",
    "needs_any",
    "needs_any_unless",
    "batch",
    "was",
    "why",
];

/// Reads one operation.
pub(crate) fn operation(reader: &mut Reader, entry: &Entry) -> Operation {
    let id = entry.key.clone();
    let what = format!("operation `{id}`");
    let mapping = reader.mapping(&entry.value, &what, &KEYS);
    let (method, path) = http(reader, &mapping, &what);
    let mut params = Vec::new();
    for (place, key) in [
        (Place::Path, "path"),
        (Place::Query, "query"),
        (Place::Header, "header"),
    ] {
        if let Some(node) = mapping.get(key) {
            let entries = reader.entries(node, &format!("{what}, {key}"));
            params.extend(entries.into_iter().map(|entry| param(reader, entry, place)));
        }
    }
    let called_by = listed(reader, &mapping, "called_by", &CALLERS).unwrap_or_default();
    let deprecated = mapping.text(reader, "deprecated");
    Operation {
        about: about(reader, &mapping, called_by, deprecated.as_deref()),
        called_by,
        deprecated,
        service: chosen(reader, &mapping, &what, "service", &SERVICES).unwrap_or(Service::Any),
        credential: chosen(reader, &mapping, &what, "credential", &CREDENTIALS)
            .unwrap_or(Credential::None),
        params: in_order(params, &path),
        body: body(reader, &mapping),
        answers: answers(reader, &mapping, &what),
        pages: listed(reader, &mapping, "pages", &PAGES).unwrap_or_default(),
        bucket: mapping.text(reader, "bucket"),
        retry: listed(reader, &mapping, "retry", &RETRIES)
            .unwrap_or_else(|| Retry::of_method(&method)),
        serialized: mapping.yes(reader, "serialized").unwrap_or(false),
        needs_any: mapping.texts(reader, "needs_any"),
        needs_any_unless: mapping.text(reader, "needs_any_unless"),
        batch: batch(reader, &mapping),
        was: mapping.was(reader),
        why: mapping.text(reader, "why"),
        mark: reader.mark(entry.line),
        id,
        method,
        path,
    }
}

/// How many items one call may have.
fn batch(reader: &mut Reader, mapping: &Mapping<'_>) -> Option<Batch> {
    let node = mapping.get("batch")?;
    let inner = reader.mapping(node, "batch", &["limit", "plaintext_passwords"]);
    if inner.get("limit").is_none() {
        reader.wrong(node.line, "batch has no `limit`");
    }
    Some(Batch {
        limit: inner.number(reader, "limit")?,
        plaintext_passwords: inner.number(reader, "plaintext_passwords"),
    })
}

/// The full documentation; there is none without a first line.
fn about(
    reader: &mut Reader,
    mapping: &Mapping<'_>,
    called_by: CalledBy,
    deprecated: Option<&str>,
) -> String {
    let mut about = mapping.text(reader, "about").unwrap_or_default();
    if about.is_empty() {
        return about;
    }
    if let Some(sentence) = called_by.sentence() {
        about.push('\n');
        about.push_str(sentence);
    }
    if let Some(instead) = deprecated {
        about.push_str("\nDeprecated: ");
        about.push_str(instead);
    }
    about
}

fn http(reader: &mut Reader, mapping: &Mapping<'_>, what: &str) -> (String, String) {
    let text = mapping.must(reader, what, "http");
    match text.split_once(' ') {
        Some((method, path))
            if ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method)
                && path.starts_with('/') =>
        {
            (method.to_owned(), path.to_owned())
        }
        _ => {
            let line = mapping.get("http").map_or(mapping.line, |node| node.line);
            reader.wrong(
                line,
                format!("{what}: `http` is like `GET /path/{{id}}`, not `{text}`"),
            );
            ("GET".to_owned(), text)
        }
    }
}

fn chosen<T: Copy>(
    reader: &mut Reader,
    mapping: &Mapping<'_>,
    what: &str,
    key: &str,
    table: &[(&str, T)],
) -> Option<T> {
    if mapping.get(key).is_none() {
        reader.wrong(mapping.line, format!("{what} has no `{key}`"));
    }
    listed(reader, mapping, key, table)
}

fn listed<T: Copy>(
    reader: &mut Reader,
    mapping: &Mapping<'_>,
    key: &str,
    table: &[(&str, T)],
) -> Option<T> {
    let node = mapping.get(key)?;
    let text = reader.text(node, key)?;
    let found = value(table, text);
    if found.is_none() {
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        reader.wrong(
            node.line,
            format!("unknown {key} `{text}`; it is one of {}", words.join(", ")),
        );
    }
    found
}

fn param(reader: &mut Reader, entry: &Entry, place: Place) -> Param {
    let what = format!("parameter `{}`", entry.key);
    let mark = reader.mark(entry.line);
    let (mut about, mut why, mut may_be_empty) = (None, None, false);
    let (ty, optional) = match &entry.value.value {
        Value::Map(_) => {
            let mapping = reader.mapping(
                &entry.value,
                &what,
                &["type", "about", "may_be_empty", "why"],
            );
            about = mapping.text(reader, "about");
            why = mapping.text(reader, "why");
            may_be_empty = mapping.yes(reader, "may_be_empty").unwrap_or_default();
            match mapping.get("type") {
                Some(node) => reader.ty(node, &what),
                None => {
                    reader.wrong(entry.line, format!("{what} has no type"));
                    (crate::ir::Type::Json, false)
                }
            }
        }
        _ => reader.ty(&entry.value, &what),
    };
    Param {
        wire: entry.key.clone(),
        place,
        may_be_empty,
        ty,
        optional,
        about,
        why,
        mark,
    }
}

/// Path order for path parameters, then required before optional query, then headers.
fn in_order(mut params: Vec<Param>, path: &str) -> Vec<Param> {
    params.sort_by_key(|param| match param.place {
        Place::Path => (
            0,
            path.find(&format!("{{{}}}", param.wire))
                .unwrap_or(usize::MAX),
        ),
        Place::Query => (1 + usize::from(param.optional), 0),
        Place::Header => (3, 0),
    });
    params
}

fn body(reader: &mut Reader, mapping: &Mapping<'_>) -> Option<Body> {
    let node = mapping.get("body")?;
    let mut form = false;
    let (ty, optional) = match &node.value {
        Value::Map(_) => {
            let inner = reader.mapping(node, "body", &["type", "form"]);
            form = inner.yes(reader, "form").unwrap_or(false);
            match inner.get("type") {
                Some(ty) => reader.ty(ty, "body"),
                None => {
                    reader.wrong(node.line, "body has no type");
                    return None;
                }
            }
        }
        _ => reader.ty(node, "body"),
    };
    Some(Body { ty, optional, form })
}

fn answers(reader: &mut Reader, mapping: &Mapping<'_>, what: &str) -> Vec<Answer> {
    let Some(node) = mapping.get("answers") else {
        reader.wrong(mapping.line, format!("{what} has no `answers`"));
        return Vec::new();
    };
    let entries = reader.entries(node, "answers");
    let mut answers: Vec<Answer> = entries
        .into_iter()
        .filter_map(|entry| answer(reader, entry))
        .collect();
    answers.sort_by_key(|answer| answer.status);
    answers
}

fn answer(reader: &mut Reader, entry: &Entry) -> Option<Answer> {
    let status = entry
        .key
        .parse()
        .ok()
        .filter(|status| (200..600).contains(status));
    if status.is_none() {
        reader.wrong(
            entry.line,
            format!("answers: `{}` is no HTTP status", entry.key),
        );
    }
    let ty = match is_empty(&entry.value) {
        true => None,
        false => Some(reader.ty(&entry.value, "answer").0),
    };
    status.map(|status| Answer { status, ty })
}

fn is_empty(node: &Node) -> bool {
    matches!(&node.value, Value::Text(text) if text == "empty")
}
