//! Rust models: each is one macro call (`core/src/macros`), whose inside rustfmt does not lay out; so this is text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::bail;
use spec::ir::{Api, Arm, EnumValue, Field, Model, ModelKind, Text, Type};
use spec::names::{constant, python_name, rust_field, variant};
use spec::reachable;

use super::model_files::{ModelFile, model_files};
use super::page;
use super::text::{doc, head};
use crate::file::File;
use crate::gates::{Gate, Gates};
use crate::rust::{mark, wrap};
use crate::rust_types;

/// One file for each file of models, one for pages, and the module that lists them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    refuse_taken_names(api)?;
    refuse_circles(api)?;
    let sent = only_sent(api);
    let gates = Gates::of(api);
    let model_files = model_files(api);
    let mut files = vec![list(api, &gates, &model_files), page::file(api)];
    files.extend(groups(&gates, &model_files));
    for model_file in &model_files {
        let mut text = head(
            model_file.file,
            &format!("Models of {}.", model_file.about()),
        );
        let outer = model_file.gate(&gates);
        for model in &model_file.models {
            text.push('\n');
            text.push_str(&Gates::line(gates.model(&model.name), &outer));
            text.push_str(&item(model, sent.contains(&model.name)));
        }
        files.push(File {
            path: format!("core/src/model/{}.rs", model_file.path()),
            text,
        });
    }
    Ok(files)
}

/// Every record has `new`, and one that keeps unknown fields has `extra`, so no field may be called so.
fn refuse_taken_names(api: &Api) -> anyhow::Result<()> {
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let ModelKind::Record {
            fields,
            keeps_unknown,
        } = &model.kind
        else {
            continue;
        };
        for field in fields {
            let name = rust_field(&field.wire);
            if name == "new" || (name == "extra" && *keeps_unknown) {
                bail!(
                    "{}: the record has a `{name}` of its own, so {} cannot have a field of that name",
                    field.mark,
                    model.name
                );
            }
        }
    }
    Ok(())
}

/// Models that callers write and servers do not: what they hold is sent as it is, null included.
fn only_sent(api: &Api) -> BTreeSet<String> {
    let operations = || api.operations().map(|(_, operation)| operation);
    let received = reachable::received(api, operations());
    let sent = reachable::sent(api, operations());
    sent.difference(&received).cloned().collect()
}

/// A tree: a list of the model in the model itself.
fn is_own_list(field: &Field, model: &str) -> bool {
    field.ty == Type::List(Box::new(Type::Model(model.to_owned())))
}

/// A model may hold itself as a list; any other way to itself has no description.
fn refuse_circles(api: &Api) -> anyhow::Result<()> {
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let ModelKind::Record { fields, .. } = &model.kind else {
            continue;
        };
        for field in fields
            .iter()
            .filter(|field| !is_own_list(field, &model.name))
        {
            let mut reached = BTreeSet::new();
            reachable::reach(api, &field.ty, &mut reached);
            if reached.contains(&model.name) {
                bail!(
                    "{}: `{}` leads back to {}, and only a list of itself may do so",
                    field.mark,
                    field.wire,
                    model.name
                );
            }
        }
    }
    Ok(())
}

/// Required fields, then constants, then optional ones: the order of struct and description.
#[must_use]
pub fn ordered(fields: &[Field]) -> Vec<&Field> {
    let mut fields: Vec<&Field> = fields.iter().collect();
    fields.sort_by_key(|field| match (&field.constant, field.optional) {
        (None, false) => 0,
        (Some(_), false) => 1,
        (_, true) => 2,
    });
    fields
}

fn item(model: &Model, only_sent: bool) -> String {
    match &model.kind {
        ModelKind::Record {
            fields,
            keeps_unknown,
        } => record(model, fields, *keeps_unknown, only_sent),
        ModelKind::Enum { values } => open_enum(model, values),
        ModelKind::Union { tag, arms } => union(model, tag, arms),
    }
}

fn record(model: &Model, fields: &[Field], keeps_unknown: bool, only_sent: bool) -> String {
    let mut text = format!(
        "record! {{\n{}    pub struct {} {{\n",
        doc(&model.about, 4),
        model.name
    );
    let mut section = |name: &str, is_in: &dyn Fn(&Field) -> bool| {
        let fields: Vec<&Field> = fields.iter().filter(|field| is_in(field)).collect();
        if fields.is_empty() {
            return;
        }
        let _ = writeln!(text, "        {name} {{");
        for field in fields {
            text.push_str(&member(field, &model.name, only_sent));
        }
        text.push_str("        }\n");
    };
    section("required", &|field| {
        field.constant.is_none() && !field.optional
    });
    section("constant", &|field| {
        field.constant.is_some() && !field.optional
    });
    section("optional", &|field| field.optional);
    if keeps_unknown {
        text.push_str("        keeps extra\n");
    }
    text.push_str("    }\n}\n");
    text
}

fn member(field: &Field, model: &str, only_sent: bool) -> String {
    let name = rust_field(&field.wire);
    let own = name.strip_prefix("r#").unwrap_or(&name);
    let python = python_name(&field.wire);
    let mut flags = Vec::new();
    if field.sensitive {
        flags.push("sensitive");
    }
    if only_sent && field.optional && field.ty == Type::Json {
        flags.push("nullable");
    }
    if field.sends_null {
        flags.push("sends_null");
    }
    if is_own_list(field, model) {
        flags.push("own");
    }
    let flags = match flags.is_empty() {
        true => String::new(),
        false => format!("[{}] ", flags.join(" ")),
    };
    let wire = match own == field.wire {
        true => String::new(),
        false => format!(" as {:?}", field.wire),
    };
    let python = match own == python {
        true => String::new(),
        false => format!(" py {python}"),
    };
    let ty = match (&field.constant, field.optional) {
        (Some(constant), false) => format!("{constant:?}"),
        (_, true) => format!("Option<{}>", rust_types::text(&field.ty)),
        (None, false) => rust_types::text(&field.ty),
    };
    format!(
        "{}            {flags}{name}{wire}{python}: {ty},\n",
        doc(&meaning(field), 12)
    )
}

/// What is known of a field besides its name and type.
fn meaning(field: &Field) -> String {
    let mut about = match (&field.about, &field.ty) {
        (Some(about), _) => about.clone(),
        (None, Type::Text(Text::Uuid)) => "A UUID.".to_owned(),
        (None, Type::Text(Text::Uri)) => "A URL.".to_owned(),
        (None, Type::Text(Text::Duration)) => "A duration such as `10m`.".to_owned(),
        (None, _) => String::new(),
    };
    if field.sensitive {
        if !about.is_empty() {
            about.push(' ');
        }
        about.push_str("Printed as `[redacted]`.");
    }
    about
}

fn open_enum(model: &Model, values: &[EnumValue]) -> String {
    let mut text = format!(
        "open_enum! {{\n{}    pub enum {} {{\n",
        doc(&model.about, 4),
        model.name
    );
    for value in values {
        let python = constant(&value.wire);
        let python = match python == capitals(&value.wire) {
            true => String::new(),
            false => format!(" py {python}"),
        };
        text.push_str(&doc(value.about.as_deref().unwrap_or_default(), 8));
        let _ = writeln!(
            text,
            "        {} = {:?}{python},",
            variant(&value.wire),
            value.wire
        );
    }
    text.push_str("    }\n}\n");
    text
}

/// How core names a value's constant in Python if nothing else is said (`ffi/python/enum_class.rs`).
fn capitals(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'a'..='z' => letter.to_ascii_uppercase(),
            'A'..='Z' | '0'..='9' => letter,
            _ => '_',
        })
        .collect()
}

fn union(model: &Model, tag: &str, arms: &[Arm]) -> String {
    let mut text = format!(
        "union! {{\n{}    pub enum {} by {tag:?} {{\n",
        doc(&model.about, 4),
        model.name
    );
    for arm in arms {
        let shared = arms.iter().filter(|other| other.model == arm.model).count() > 1;
        let _ = writeln!(
            text,
            "        {}{}({}) = {:?},",
            if shared { "[shared] " } else { "" },
            variant(&arm.tag),
            arm.model,
            arm.tag
        );
    }
    text.push_str("    }\n}\n");
    text
}

/// One module for each group that has several files.
fn groups(gates: &Gates, model_files: &[ModelFile<'_>]) -> Vec<File> {
    let mut groups: Vec<&str> = Vec::new();
    for file in model_files {
        if !groups.contains(&file.group()) {
            groups.push(file.group());
        }
    }
    let module = |group: &str| {
        let outer = group_gate(gates, model_files, group);
        let mut topics: Vec<(&str, String)> = model_files
            .iter()
            .filter(|file| file.group() == group)
            .map(|file| (file.topic(), Gates::line(&file.gate(gates), &outer)))
            .collect();
        topics.sort_unstable();
        let from = mark(&format!("{group}/"));
        let mut text = format!("// {from}\n//! Models of the group `{group}`.\n\n");
        for (topic, gate) in &topics {
            text.push_str(gate);
            if *topic == group {
                let reason = "a topic of the group has the group's name";
                let _ = writeln!(
                    text,
                    "#[allow(clippy::module_inception, reason = \"{reason}\")]"
                );
            }
            let _ = writeln!(text, "mod {topic};");
        }
        text.push('\n');
        for (topic, gate) in &topics {
            let _ = writeln!(text, "{gate}pub use {topic}::*;");
        }
        File {
            path: format!("core/src/model/{group}/mod.rs"),
            text,
        }
    };
    groups.into_iter().map(module).collect()
}

/// The groups that need one of a group's models.
fn group_gate(gates: &Gates, model_files: &[ModelFile<'_>], group: &str) -> Gate {
    let files = model_files.iter().filter(|file| file.group() == group);
    files.flat_map(|file| file.gate(gates)).collect()
}

/// The list of all models.
fn list(api: &Api, gates: &Gates, model_files: &[ModelFile<'_>]) -> File {
    let mut modules: Vec<&str> = model_files.iter().map(ModelFile::group).collect();
    modules.push("page");
    modules.sort_unstable();
    modules.dedup();
    let mut text = format!(
        "// {}\n//! Models: what the API sends and takes, by group.\n\n",
        mark("")
    );
    let gate = |module: &str| match module {
        "page" => String::new(),
        group => Gates::line(&group_gate(gates, model_files, group), &gates.all),
    };
    for module in &modules {
        let _ = writeln!(text, "{}mod {module};", gate(module));
    }
    text.push('\n');
    for module in &modules {
        let _ = writeln!(text, "{}pub use {module}::*;", gate(module));
    }
    text.push_str("\npub use crate::types::UnknownArm;\n\n");
    let mut lists: BTreeMap<Gate, [Vec<&str>; 3]> = BTreeMap::new();
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let kind = match model.kind {
            ModelKind::Record { .. } => 0,
            _ => 1,
        };
        let gate = gates.model(&model.name).clone();
        lists.entry(gate).or_default()[kind].push(&model.name);
    }
    let pages: Vec<(Gate, String)> = page::lists(api)
        .into_iter()
        .map(|(group, operation, _)| (crate::gates::group(&group.name), page::name(operation)))
        .collect();
    for (gate, name) in &pages {
        lists.entry(gate.clone()).or_default()[2].push(name);
    }
    text.push_str("crate::macros::model_list! {\n");
    for (gate, lists) in lists {
        let condition = Gates::condition(&gate, &gates.all).unwrap_or("all()".to_owned());
        let _ = writeln!(text, "    [{condition}]");
        for (name, mut names) in ["records", "others", "pages"].into_iter().zip(lists) {
            if names.is_empty() {
                let _ = writeln!(text, "    {name} {{}}");
                continue;
            }
            names.sort_unstable();
            let _ = writeln!(text, "    {name} {{");
            for line in wrap(&names.join(", "), 100) {
                let _ = writeln!(text, "        {line}");
            }
            text.push_str("    }\n");
        }
    }
    text.push_str("}\n");
    File {
        path: "core/src/model/mod.rs".into(),
        text,
    }
}
