//! `client.yaml`: what every language's client has besides operations.

use super::page::Page;
use crate::ir::{Client, ClientField};
use crate::tree::{Entry, Node};

/// Reads the client's own surface.
pub fn client(page: &mut Page, node: &Node) -> Client {
    let keys = page.keys(node, "client", &["config", "problem", "kinds"]);
    for key in ["config", "problem", "kinds"] {
        if keys.get(key).is_none() {
            page.wrong(keys.line, format!("client has no `{key}`"));
        }
    }
    let config = keys
        .get("config")
        .map_or_else(Vec::new, |node| fields(page, node, "config"));
    let problem = keys
        .get("problem")
        .map_or_else(Vec::new, |node| fields(page, node, "problem"));
    Client {
        config,
        problem,
        kinds: keys.pairs(page, "kinds"),
    }
}

fn fields(page: &mut Page, node: &Node, what: &str) -> Vec<ClientField> {
    let entries = page.entries(node, what);
    entries
        .into_iter()
        .map(|entry| field(page, entry, what))
        .collect()
}

fn field(page: &mut Page, entry: &Entry, what: &str) -> ClientField {
    let named = format!("{what} field `{}`", entry.key);
    let keys = page.keys(&entry.value, &named, &["type", "default", "about"]);
    let (ty, optional) = match keys.get("type") {
        Some(node) => page.ty(node, &named),
        None => {
            page.wrong(entry.line, format!("{named} has no type"));
            (crate::ir::Type::Json, false)
        }
    };
    let about = keys.text(page, "about").unwrap_or_default();
    if about.is_empty() {
        page.wrong(entry.line, format!("{named} has an empty `about`"));
    }
    ClientField {
        name: entry.key.clone(),
        ty,
        optional,
        default: keys.text(page, "default"),
        about,
    }
}
