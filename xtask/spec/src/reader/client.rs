//! `client.yaml`: what every language's client has besides operations.

use super::mapping::Reader;
use crate::ir::{Client, ClientField};
use crate::yaml::{Entry, Node, Value};

const KEYS: [&str; 5] = ["config", "call_options", "event", "problem", "kinds"];

/// Reads the client's own surface.
pub(crate) fn client(reader: &mut Reader, node: &Node) -> Client {
    let mapping = reader.mapping(node, "client", &KEYS);
    for key in KEYS {
        if mapping.get(key).is_none() {
            reader.wrong(mapping.line, format!("client has no `{key}`"));
        }
    }
    let mut fields = |key: &str| {
        mapping
            .get(key)
            .map_or_else(Vec::new, |node| fields(reader, node, key))
    };
    let (config, problem, event) = (fields("config"), fields("problem"), fields("event"));
    let call_options = mapping.pairs(reader, "call_options");
    for (name, _) in &call_options {
        if !config.iter().any(|field| field.name == *name) {
            reader.wrong(mapping.line, format!("config has no field `{name}`"));
        }
    }
    let kinds = mapping.pairs(reader, "kinds");
    if let Some(Value::Map(entries)) = mapping.get("kinds").map(|node| &node.value) {
        for entry in entries {
            let named = format!("kind `{}`", entry.key);
            check_name(reader, entry.line, &named, &entry.key);
            if entry.value.as_str().is_some_and(str::is_empty) {
                reader.wrong(entry.line, format!("{named} is not described"));
            }
        }
    }
    Client {
        config,
        call_options,
        event,
        problem,
        kinds,
    }
}

/// Every language spells it in its own way, so it has to be words: `max_retries`.
fn check_name(reader: &mut Reader, line: usize, what: &str, name: &str) {
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word
                .bytes()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    if !name.split('_').all(is_word) {
        reader.wrong(
            line,
            format!("{what}: a name is words of small letters with `_` between"),
        );
    }
}

fn fields(reader: &mut Reader, node: &Node, what: &str) -> Vec<ClientField> {
    let entries = reader.entries(node, what);
    entries
        .into_iter()
        .map(|entry| field(reader, entry, what))
        .collect()
}

fn field(reader: &mut Reader, entry: &Entry, what: &str) -> ClientField {
    let named = format!("{what} field `{}`", entry.key);
    check_name(reader, entry.line, &named, &entry.key);
    let mapping = reader.mapping(
        &entry.value,
        &named,
        &[
            "type",
            "default",
            "about",
            "min",
            "max",
            "browser",
            "native",
            "sensitive",
        ],
    );
    let (ty, optional) = match mapping.get("type") {
        Some(node) => reader.ty(node, &named),
        None => {
            reader.wrong(entry.line, format!("{named} has no type"));
            (crate::ir::Type::Json, false)
        }
    };
    let about = mapping.text(reader, "about").unwrap_or_default();
    if about.is_empty() {
        reader.wrong(entry.line, format!("{named} has an empty `about`"));
    }
    let mut number = |key: &str| {
        let text = mapping.text(reader, key)?;
        let number = text.parse().ok();
        if number.is_none() {
            reader.wrong(entry.line, format!("{named}: `{key}` is no number"));
        }
        number
    };
    let (min, max) = (number("min"), number("max"));
    ClientField {
        name: entry.key.clone(),
        ty,
        optional,
        default: mapping.text(reader, "default"),
        about,
        range: max.map(|max| (min.unwrap_or_default(), max)),
        browser: mapping.yes(reader, "browser").unwrap_or_default(),
        native: mapping.yes(reader, "native").unwrap_or_default(),
        sensitive: mapping.yes(reader, "sensitive").unwrap_or_default(),
    }
}
