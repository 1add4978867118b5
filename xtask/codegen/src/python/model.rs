//! `core/src/ffi/python/model/`: what the records, enums and unions of a group do in Python.
//!
//! Nearly all of it is calls of core's macros, whose inside neither prettyplease nor rustfmt lays out; so this is text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use spec::ir::{Api, Arm, EnumValue, Field, Model, ModelKind};
use spec::names;

use super::types::{Imports, argument};
use crate::File;
use crate::rust::mark;
use crate::rust_core::model_files::{ModelFile, model_files};
use crate::rust_core::page;
use crate::rust_core::types::plain;

const FOLDER: &str = "core/src/ffi/python/model";

/// One file for each file of models, one for the pages of lists, and the list of them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let model_files = model_files(api);
    let mut files = vec![list(api, &model_files), pages(api)];
    for model_file in &model_files {
        files.push(File {
            path: format!("{FOLDER}/{}.rs", model_file.module),
            text: file(model_file),
        });
    }
    Ok(files)
}

fn list(api: &Api, model_files: &[ModelFile<'_>]) -> File {
    let mut modules: Vec<&str> = model_files
        .iter()
        .map(|model_file| model_file.module.as_str())
        .collect();
    modules.push("page");
    modules.sort_unstable();
    let mut names = vec!["UnknownArm".to_owned()];
    names.extend(
        model_files
            .iter()
            .flat_map(|model_file| &model_file.models)
            .map(|model| model.name.clone()),
    );
    names.extend(
        page::lists(api)
            .into_iter()
            .map(|(operation, _)| page::name(operation)),
    );
    names.sort();
    let mut text = format!(
        "// {}\n//! The models in Python, found by their names.\n\n",
        mark("*.yaml")
    );
    for module in &modules {
        let _ = writeln!(text, "mod {module};");
    }
    text.push_str("\nuse pyo3::prelude::*;\n\nuse crate::model::UnknownArm;\n\n");
    text.push_str("/// The names that `ory_hub.model` has.\npub const MODELS: &[&str] = &[\n");
    for name in names {
        let _ = writeln!(text, "    \"{name}\",");
    }
    text.push_str(
        "];\n\n/// The class or the union of that name.\n///\n/// # Errors\n/// When Python cannot make it.\n\
         pub fn model<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {\n\
         if name == \"UnknownArm\" {\nreturn Ok(Some(py.get_type::<UnknownArm>().into_any()));\n}\n",
    );
    for module in &modules {
        let _ = writeln!(
            text,
            "if let Some(found) = {module}::model(py, name)? {{ return Ok(Some(found)); }}"
        );
    }
    text.push_str("Ok(None)\n}\n");
    File {
        path: format!("{FOLDER}/mod.rs"),
        text,
    }
}

/// A file in the making.
#[derive(Default)]
struct Page {
    imports: Imports,
    macros: BTreeSet<&'static str>,
    /// Whether a union needs its alias.
    aliases: bool,
    body: String,
    /// How each name is found.
    arms: String,
}

impl Page {
    fn text(self, from: &str, about: &str) -> String {
        let mut text = format!("// {}\n//! In Python: {about}.\n\n", mark(from));
        let alias = if self.aliases {
            "use crate::ffi::python::model_class::alias;\n"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{}\nuse pyo3::prelude::*;\n\nuse crate::ffi::python::macros::{{{}}};\n{alias}",
            self.imports.lines("crate"),
            Vec::from_iter(self.macros).join(", ")
        );
        text.push_str(&self.body);
        let _ = writeln!(
            text,
            "/// The class or the union of that name, if it is one of these.\n\
             pub fn model<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {{\n\
             Ok(Some(match name {{\n{}_ => return Ok(None),\n}}))\n}}",
            self.arms
        );
        text
    }
}

fn pages(api: &Api) -> File {
    let mut page = Page::default();
    for (operation, item) in page::lists(api) {
        let name = page::name(operation);
        page.macros.insert("page");
        page.imports.models.insert(name.clone());
        page.imports.add(item);
        let _ = writeln!(
            page.body,
            "page!({name}: {});\n",
            layout(&plain(item).to_string())
        );
        class(&mut page.arms, &name);
    }
    File {
        path: format!("{FOLDER}/page.rs"),
        text: page.text("*.yaml", "pages of list operations"),
    }
}

fn file(model_file: &ModelFile<'_>) -> String {
    let mut page = Page::default();
    for model in &model_file.models {
        page.imports.models.insert(model.name.clone());
        match &model.kind {
            ModelKind::Record {
                fields,
                keeps_unknown,
            } => {
                page.macros.insert("record");
                for field in fields.iter().filter(|field| field.constant.is_none()) {
                    page.imports.add(&field.ty);
                }
                record(&mut page.body, model, fields, *keeps_unknown);
                class(&mut page.arms, &model.name);
            }
            ModelKind::Enum { values } => {
                page.macros.insert("open_enum");
                open_enum(&mut page, model, values);
            }
            ModelKind::Union { arms, .. } => {
                page.macros.insert("union");
                page.aliases = true;
                union(&mut page, model, arms);
            }
        }
    }
    page.text(model_file.file, &model_file.about())
}

fn open_enum(page: &mut Page, model: &Model, values: &[EnumValue]) {
    let class = names::screaming(&model.name);
    let _ = writeln!(
        page.body,
        "open_enum!({class}, {}, {:?}, {{",
        model.name,
        about(model)
    );
    for value in values {
        let _ = writeln!(
            page.body,
            "    {}: {:?},",
            names::constant(&value.wire),
            value.wire
        );
    }
    page.body.push_str("});\n\n");
    let _ = writeln!(
        page.arms,
        "\"{}\" => {class}.class(py)?.into_any(),",
        model.name
    );
}

fn union(page: &mut Page, model: &Model, arms: &[Arm]) {
    let _ = writeln!(page.body, "union!({} {{", model.name);
    let _ = writeln!(page.arms, "\"{}\" => alias(py, vec![", model.name);
    let mut seen = BTreeSet::new();
    for arm in arms {
        page.imports.models.insert(arm.model.clone());
        let _ = writeln!(
            page.body,
            "    {}: {},",
            names::variant(&arm.tag),
            arm.model
        );
        if seen.insert(&arm.model) {
            let _ = writeln!(page.arms, "py.get_type::<{}>(),", arm.model);
        }
    }
    page.imports.models.insert("UnknownArm".into());
    page.body.push_str("});\n\n");
    page.arms.push_str("py.get_type::<UnknownArm>(),])?,\n");
}

fn class(arms: &mut String, name: &str) {
    let _ = writeln!(arms, "\"{name}\" => py.get_type::<{name}>().into_any(),");
}

fn about(model: &Model) -> String {
    match model.about.is_empty() {
        true => format!("{}.", model.name),
        false => model.about.clone(),
    }
}

/// A record; in the longer form where Python reserves the name of a field.
fn record(text: &mut String, model: &Model, fields: &[Field], keeps_unknown: bool) {
    let renamed: Vec<&Field> = fields.iter().filter(|field| is_renamed(field)).collect();
    let long = !renamed.is_empty();
    let entry = |field: &Field, value: &str| {
        let own = names::rust_field(&field.wire);
        match long {
            true => format!(
                "        {} = {own}: {value},\n",
                argument(&names::python_name(&field.wire))
            ),
            false => format!("        {own}: {value},\n"),
        }
    };
    let mut required = String::new();
    let mut constant = String::new();
    let mut optional = String::new();
    for field in fields {
        let ty = layout(&plain(&field.ty).to_string());
        match (&field.constant, field.optional) {
            (Some(value), _) => constant.push_str(&entry(field, &format!("{value:?}"))),
            (None, false) => required.push_str(&entry(field, &ty)),
            (None, true) => optional.push_str(&entry(field, &format!("Option<{ty}>"))),
        }
    }
    let _ = writeln!(
        text,
        "record!({}{} {{",
        if long { "renamed " } else { "" },
        model.name
    );
    for (name, entries) in [
        ("required", required),
        ("constant", constant),
        ("optional", optional),
    ] {
        if !entries.is_empty() {
            let _ = writeln!(text, "    {name} {{\n{entries}    }}");
        }
    }
    if keeps_unknown {
        text.push_str("    keeps extra\n");
    }
    let hidden: Vec<String> = fields
        .iter()
        .filter(|field| field.hidden)
        .map(|field| argument(&names::python_name(&field.wire)))
        .collect();
    if !hidden.is_empty() {
        let _ = writeln!(text, "    hides {{ {} }}", hidden.join(", "));
    }
    if long {
        text.push_str("    also {\n");
        for field in renamed {
            let ty = layout(&plain(&field.ty).to_string());
            let ty = if field.optional {
                format!("Option<{ty}>")
            } else {
                ty
            };
            let name = argument(&names::python_name(&field.wire));
            let own = names::rust_field(&field.wire);
            let _ = writeln!(text, "        {name} = {own}: {ty},");
        }
        text.push_str("    }\n");
    }
    text.push_str("});\n\n");
}

/// Whether Python's name is another than that of the class attribute, which is Rust's.
fn is_renamed(field: &Field) -> bool {
    let own = names::rust_field(&field.wire);
    own.strip_prefix("r#").unwrap_or(&own) != names::python_name(&field.wire)
}

/// A type's tokens without the spaces between them.
fn layout(tokens: &str) -> String {
    tokens.replace(' ', "").replace(',', ", ")
}
