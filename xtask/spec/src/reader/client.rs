//! `client.yaml`: what every language's client has besides operations.

use super::mapping::Reader;
use crate::ir::{Client, ClientField};
use crate::yaml::{Entry, Node};

/// Reads the client's own surface.
pub fn client(reader: &mut Reader, node: &Node) -> Client {
    let mapping = reader.mapping(node, "client", &["config", "problem", "kinds"]);
    for key in ["config", "problem", "kinds"] {
        if mapping.get(key).is_none() {
            reader.wrong(mapping.line, format!("client has no `{key}`"));
        }
    }
    let config = mapping
        .get("config")
        .map_or_else(Vec::new, |node| fields(reader, node, "config"));
    let problem = mapping
        .get("problem")
        .map_or_else(Vec::new, |node| fields(reader, node, "problem"));
    Client {
        config,
        problem,
        kinds: mapping.pairs(reader, "kinds"),
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
    let mapping = reader.mapping(
        &entry.value,
        &named,
        &["type", "default", "about", "native"],
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
    ClientField {
        name: entry.key.clone(),
        ty,
        optional,
        default: mapping.text(reader, "default"),
        about,
        native: mapping.yes(reader, "native").unwrap_or_default(),
    }
}
