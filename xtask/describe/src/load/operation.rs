//! Operations as a group file writes them.

use super::page::{Keys, Page};
use crate::ir::{Answer, Body, Credential, Operation, Pages, Param, Place, Retry, Service};
use crate::tree::{Entry, Node, Value};

const KEYS: [&str; 15] = [
    "about",
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
    "in_turn",
    "was",
    "why",
];

const SERVICES: [(&str, Service); 10] = [
    ("kratos-public", Service::KratosPublic),
    ("kratos-admin", Service::KratosAdmin),
    ("hydra-public", Service::HydraPublic),
    ("hydra-admin", Service::HydraAdmin),
    ("keto-read", Service::KetoRead),
    ("keto-write", Service::KetoWrite),
    ("keto-opl", Service::KetoOpl),
    ("network", Service::Network),
    ("console", Service::Console),
    ("any", Service::Any),
];

const CREDENTIALS: [(&str, Credential); 7] = [
    ("none", Credential::None),
    ("project_key", Credential::ProjectKey),
    ("workspace_key", Credential::WorkspaceKey),
    ("session", Credential::Session),
    ("session_optional", Credential::SessionOptional),
    ("client_basic", Credential::ClientBasic),
    ("bearer", Credential::Bearer),
];

const PAGES: [(&str, Pages); 6] = [
    ("none", Pages::None),
    ("link_token", Pages::LinkToken),
    ("link_offset", Pages::LinkOffset),
    ("body_token", Pages::BodyToken),
    ("body_token_flag", Pages::BodyTokenFlag),
    ("body_next", Pages::BodyNext),
];

const RETRIES: [(&str, Retry); 3] = [
    ("safe", Retry::Safe),
    ("idempotent", Retry::Idempotent),
    ("unsafe", Retry::Unsafe),
];

impl Service {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&SERVICES, self)
    }
}

impl Credential {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&CREDENTIALS, self)
    }
}

impl Pages {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&PAGES, self)
    }
}

impl Retry {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&RETRIES, self)
    }

    /// What a method promises by itself.
    #[must_use]
    pub fn of_method(method: &str) -> Self {
        match method {
            "GET" => Self::Safe,
            "PUT" | "DELETE" => Self::Idempotent,
            _ => Self::Unsafe,
        }
    }
}

fn word<T: PartialEq + Copy>(table: &[(&'static str, T)], value: T) -> &'static str {
    table
        .iter()
        .find(|(_, known)| *known == value)
        .map_or("none", |(word, _)| word)
}

/// The service of that word.
#[must_use]
pub fn service(word: &str) -> Option<Service> {
    value(&SERVICES, word)
}

/// The credential of that word.
#[must_use]
pub fn credential(word: &str) -> Option<Credential> {
    value(&CREDENTIALS, word)
}

/// The way of that word in which a list goes on.
#[must_use]
pub fn pages(word: &str) -> Option<Pages> {
    value(&PAGES, word)
}

/// Whether something of that word may be sent twice.
#[must_use]
pub fn retry(word: &str) -> Option<Retry> {
    value(&RETRIES, word)
}

fn value<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, value)| *value)
}

/// Reads one operation.
pub fn operation(page: &mut Page, entry: &Entry) -> Operation {
    let id = entry.key.clone();
    let what = format!("operation `{id}`");
    let keys = page.keys(&entry.value, &what, &KEYS);
    let (method, path) = http(page, &keys, &what);
    let mut params = Vec::new();
    for (place, key) in [
        (Place::Path, "path"),
        (Place::Query, "query"),
        (Place::Header, "header"),
    ] {
        if let Some(node) = keys.get(key) {
            let entries = page.entries(node, &format!("{what}, {key}"));
            params.extend(entries.into_iter().map(|entry| param(page, entry, place)));
        }
    }
    Operation {
        about: keys.text(page, "about").unwrap_or_default(),
        service: chosen(page, &keys, &what, "service", &SERVICES).unwrap_or(Service::Any),
        credential: chosen(page, &keys, &what, "credential", &CREDENTIALS)
            .unwrap_or(Credential::None),
        params: in_order(params, &path),
        body: body(page, &keys),
        answers: answers(page, &keys, &what),
        pages: listed(page, &keys, "pages", &PAGES).unwrap_or_default(),
        bucket: keys.text(page, "bucket"),
        retry: listed(page, &keys, "retry", &RETRIES).unwrap_or_else(|| Retry::of_method(&method)),
        in_turn: keys.yes(page, "in_turn").unwrap_or(false),
        was: keys.was(page),
        why: keys.text(page, "why"),
        mark: page.mark(entry.line),
        id,
        method,
        path,
    }
}

fn http(page: &mut Page, keys: &Keys<'_>, what: &str) -> (String, String) {
    let text = keys.must(page, what, "http");
    match text.split_once(' ') {
        Some((method, path))
            if ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method)
                && path.starts_with('/') =>
        {
            (method.to_owned(), path.to_owned())
        }
        _ => {
            let line = keys.get("http").map_or(keys.line, |node| node.line);
            page.wrong(
                line,
                format!("{what}: `http` is like `GET /path/{{id}}`, not `{text}`"),
            );
            ("GET".to_owned(), text)
        }
    }
}

fn chosen<T: Copy>(
    page: &mut Page,
    keys: &Keys<'_>,
    what: &str,
    key: &str,
    table: &[(&str, T)],
) -> Option<T> {
    if keys.get(key).is_none() {
        page.wrong(keys.line, format!("{what} has no `{key}`"));
    }
    listed(page, keys, key, table)
}

fn listed<T: Copy>(page: &mut Page, keys: &Keys<'_>, key: &str, table: &[(&str, T)]) -> Option<T> {
    let node = keys.get(key)?;
    let text = page.text(node, key)?;
    let found = value(table, text);
    if found.is_none() {
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        page.wrong(
            node.line,
            format!("unknown {key} `{text}`; it is one of {}", words.join(", ")),
        );
    }
    found
}

fn param(page: &mut Page, entry: &Entry, place: Place) -> Param {
    let what = format!("parameter `{}`", entry.key);
    let mark = page.mark(entry.line);
    let (mut about, mut why) = (None, None);
    let (ty, optional) = match &entry.value.value {
        Value::Map(_) => {
            let keys = page.keys(&entry.value, &what, &["type", "about", "why"]);
            about = keys.text(page, "about");
            why = keys.text(page, "why");
            match keys.get("type") {
                Some(node) => page.ty(node, &what),
                None => {
                    page.wrong(entry.line, format!("{what} has no type"));
                    (crate::ir::Type::Json, false)
                }
            }
        }
        _ => page.ty(&entry.value, &what),
    };
    Param {
        wire: entry.key.clone(),
        place,
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

fn body(page: &mut Page, keys: &Keys<'_>) -> Option<Body> {
    let node = keys.get("body")?;
    let mut form = false;
    let (ty, optional) = match &node.value {
        Value::Map(_) => {
            let inner = page.keys(node, "body", &["type", "form"]);
            form = inner.yes(page, "form").unwrap_or(false);
            match inner.get("type") {
                Some(ty) => page.ty(ty, "body"),
                None => {
                    page.wrong(node.line, "body has no type");
                    return None;
                }
            }
        }
        _ => page.ty(node, "body"),
    };
    Some(Body { ty, optional, form })
}

fn answers(page: &mut Page, keys: &Keys<'_>, what: &str) -> Vec<Answer> {
    let Some(node) = keys.get("answers") else {
        page.wrong(keys.line, format!("{what} has no `answers`"));
        return Vec::new();
    };
    let entries = page.entries(node, "answers");
    let mut answers: Vec<Answer> = entries
        .into_iter()
        .filter_map(|entry| answer(page, entry))
        .collect();
    answers.sort_by_key(|answer| answer.status);
    answers
}

fn answer(page: &mut Page, entry: &Entry) -> Option<Answer> {
    let status = entry
        .key
        .parse()
        .ok()
        .filter(|status| (200..600).contains(status));
    if status.is_none() {
        page.wrong(
            entry.line,
            format!("answers: `{}` is no HTTP status", entry.key),
        );
    }
    let ty = match is_empty(&entry.value) {
        true => None,
        false => Some(page.ty(&entry.value, "answer").0),
    };
    status.map(|status| Answer { status, ty })
}

fn is_empty(node: &Node) -> bool {
    matches!(&node.value, Value::Text(text) if text == "empty")
}
