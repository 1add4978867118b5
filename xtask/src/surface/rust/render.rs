//! The public items of a crate, from the JSON that rustdoc writes, as lines of Rust.

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::types::{self, generics};

/// One line per public item, in no order.
///
/// # Errors
/// When the document is not what rustdoc writes.
pub(crate) fn lines(document: &Value) -> Result<Vec<String>> {
    let root = document["root"].to_string();
    let mut walk = Walk {
        index: &document["index"],
        open: Vec::new(),
        lines: Vec::new(),
    };
    let item = walk.item(&root).context("rustdoc has no root")?;
    let name = item["name"].as_str().unwrap_or_default().to_owned();
    walk.module(&name, &item["inner"]["module"]);
    Ok(walk.lines)
}

struct Walk<'a> {
    index: &'a Value,
    /// The modules around the present one; a glob import may lead back to one of them.
    open: Vec<String>,
    lines: Vec<String>,
}

impl<'a> Walk<'a> {
    fn item(&self, id: &str) -> Option<&'a Value> {
        self.index.get(id)
    }

    fn items(&self, ids: &'a Value) -> Vec<&'a Value> {
        let ids = ids.as_array().into_iter().flatten();
        ids.filter_map(|id| self.item(&id.to_string())).collect()
    }

    fn module(&mut self, path: &str, module: &'a Value) {
        for item in self.items(&module["items"]) {
            self.public(path, item);
        }
    }

    fn public(&mut self, path: &str, item: &'a Value) {
        if item["visibility"] != "public" {
            return;
        }
        let Some((kind, inner)) = item["inner"]
            .as_object()
            .and_then(|inner| inner.iter().next())
        else {
            return;
        };
        match item["name"].as_str() {
            Some(name) => self.named(&format!("{path}::{name}"), kind, item, inner),
            None if kind == "use" => self.import(path, inner),
            None => {}
        }
    }

    fn import(&mut self, path: &str, import: &'a Value) {
        let name = import["name"].as_str().unwrap_or_default();
        let target = self.item(&import["id"].to_string());
        let Some(target) = target else {
            let source = import["source"].as_str().unwrap_or_default();
            self.lines
                .push(format!("pub use {path}::{name} = {source}"));
            return;
        };
        let id = target["id"].to_string();
        if self.open.contains(&id) {
            return;
        }
        self.open.push(id);
        let Some((kind, inner)) = target["inner"]
            .as_object()
            .and_then(|inner| inner.iter().next())
        else {
            return;
        };
        if import["is_glob"] == true {
            self.module(path, inner);
        } else {
            self.named(&format!("{path}::{name}"), kind, target, inner);
        }
        self.open.pop();
    }

    fn named(&mut self, path: &str, kind: &str, item: &'a Value, inner: &'a Value) {
        let open = item["attrs"].to_string().contains("non_exhaustive");
        let open = if open { "#[non_exhaustive] " } else { "" };
        match kind {
            "module" => {
                self.lines.push(format!("pub mod {path}"));
                self.module(path, inner);
            }
            "struct" => {
                let traits = self.traits(path, &inner["impls"]);
                let generics = generics(&inner["generics"]);
                self.lines
                    .push(format!("{open}pub struct {path}{generics}{traits}"));
                let fields = &inner["kind"]["plain"]["fields"];
                let tuple = &inner["kind"]["tuple"];
                self.fields(path, "pub ", fields);
                self.fields(path, "pub ", tuple);
            }
            "enum" => {
                let traits = self.traits(path, &inner["impls"]);
                let generics = generics(&inner["generics"]);
                self.lines
                    .push(format!("{open}pub enum {path}{generics}{traits}"));
                for variant in self.items(&inner["variants"]) {
                    let name = variant["name"].as_str().unwrap_or_default();
                    self.variant(&format!("{path}::{name}"), &variant["inner"]["variant"]);
                }
            }
            "trait" => {
                let bounds = types::bounds(&inner["bounds"]);
                let generics = generics(&inner["generics"]);
                self.lines.push(format!(
                    "pub trait {path}{generics}{}",
                    after(": ", &bounds)
                ));
                for member in self.items(&inner["items"]) {
                    self.member(path, "", member);
                }
            }
            "function" => self.lines.push(types::function(path, inner)),
            "type_alias" => {
                let ty = types::ty(&inner["type"]);
                let generics = generics(&inner["generics"]);
                self.lines.push(format!("pub type {path}{generics} = {ty}"));
            }
            "constant" | "static" => {
                let ty = types::ty(&inner["type"]);
                self.lines.push(format!("pub {kind} {path}: {ty}"));
            }
            "macro" | "proc_macro" => self.lines.push(format!("pub macro {path}!")),
            other => self.lines.push(format!("pub {other} {path}")),
        }
    }

    fn fields(&mut self, path: &str, public: &str, ids: &'a Value) {
        for field in self.items(ids) {
            if public.is_empty() || field["visibility"] == "public" {
                let name = field["name"].as_str().unwrap_or_default();
                let ty = types::ty(&field["inner"]["struct_field"]);
                self.lines.push(format!("{public}{path}::{name}: {ty}"));
            }
        }
    }

    fn variant(&mut self, path: &str, variant: &'a Value) {
        let values: Vec<String> = self
            .items(&variant["kind"]["tuple"])
            .iter()
            .map(|field| types::ty(&field["inner"]["struct_field"]))
            .collect();
        let values = if values.is_empty() {
            String::new()
        } else {
            format!("({})", values.join(", "))
        };
        self.lines.push(format!("{path}{values}"));
        self.fields(path, "", &variant["kind"]["struct"]["fields"]);
    }

    /// The traits that a type implements, as the end of its line; its own methods become lines.
    fn traits(&mut self, path: &str, impls: &'a Value) -> String {
        let mut traits = Vec::new();
        for item in self.items(impls) {
            let inner = &item["inner"]["impl"];
            if inner["is_synthetic"] == true || !inner["blanket_impl"].is_null() {
                continue;
            }
            if inner["trait"].is_null() {
                for member in self.items(&inner["items"]) {
                    if member["visibility"] == "public" {
                        self.member(path, "pub ", member);
                    }
                }
                continue;
            }
            let name = types::path(&inner["trait"]);
            // What the compiler derives beside another trait.
            if name != "StructuralPartialEq" {
                traits.push(name);
            }
        }
        traits.sort();
        traits.dedup();
        after(": ", &traits.join(" + "))
    }

    fn member(&mut self, path: &str, public: &str, member: &'a Value) {
        let name = member["name"].as_str().unwrap_or_default();
        let path = format!("{path}::{name}");
        let inner = &member["inner"];
        let line = if inner["function"].is_object() {
            types::function(&path, &inner["function"])
        } else if inner["assoc_const"].is_object() {
            let ty = types::ty(&inner["assoc_const"]["type"]);
            format!("{public}const {path}: {ty}")
        } else {
            let bounds = types::bounds(&inner["assoc_type"]["bounds"]);
            format!("{public}type {path}{}", after(": ", &bounds))
        };
        self.lines.push(line);
    }
}

fn after(sign: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{sign}{text}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::lines;

    #[test]
    fn public_items_become_lines_and_others_do_not() {
        let string = json!({ "resolved_path": { "path": "String", "id": 9, "args": null } });
        let none = json!({ "params": [], "where_predicates": [] });
        let document = json!({ "root": 0, "index": {
            "0": { "id": 0, "name": "it", "visibility": "public", "attrs": [],
                "inner": { "module": { "items": [1, 2] } } },
            "1": { "id": 1, "name": "One", "visibility": "public", "attrs": ["non_exhaustive"],
                "inner": { "struct": { "kind": { "plain": { "fields": [3, 4] } }, "generics": none,
                    "impls": [5] } } },
            "2": { "id": 2, "name": "Two", "visibility": "crate", "attrs": [],
                "inner": { "struct": { "kind": "unit", "generics": none, "impls": [] } } },
            "3": { "id": 3, "name": "id", "visibility": "public", "inner": { "struct_field": string } },
            "4": { "id": 4, "name": "own", "visibility": "crate", "inner": { "struct_field": string } },
            "5": { "id": 5, "inner": { "impl": { "is_synthetic": false, "blanket_impl": null, "items": [],
                "trait": { "path": "Clone", "id": 8, "args": null } } } },
        }});
        let mut found = lines(&document).unwrap();
        found.sort();
        assert_eq!(
            found,
            [
                "#[non_exhaustive] pub struct it::One: Clone",
                "pub it::One::id: String"
            ]
        );
    }
}
