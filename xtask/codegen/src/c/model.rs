//! What C reads: opaque models with their getters, lists, the numbers of enums; and what it builds, beside that.

use anyhow::bail;
use spec::ir::{Arm, EnumValue, Field, Group, Model, ModelKind, Type};
use spec::names::{constant, screaming, snake};

use super::body;
use super::list::{life, list};
use super::names::object;
use super::sheet::{Function, Sheet, c_type, join, sentence};
use super::surface::{Shape, Surface};
use crate::gates::Gates;
use crate::rust_core::model::ordered;

/// Everything of the models of a group.
pub(crate) fn add(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    gates: &Gates,
    group: &Group,
) -> anyhow::Result<()> {
    for model in &group.models {
        sheet.gate = Gates::line(gates.model(&model.name), &gates.all);
        let read = surface.read.contains(&model.name);
        match &model.kind {
            ModelKind::Enum { values } => enumeration(sheet, model, values),
            ModelKind::Record { fields, .. } if read => record(sheet, surface, model, fields)?,
            ModelKind::Union { arms, .. } if read => union(sheet, model, arms),
            _ => {}
        }
        for listed in &surface.lists {
            if listed.item == Type::Model(model.name.clone()) {
                list(sheet, surface, listed)?;
            }
        }
        if surface.written.contains(&model.name) {
            body::add(sheet, surface, model)?;
        }
    }
    for model in &group.models {
        sheet.gate = Gates::line(gates.model(&model.name), &gates.all);
        error_flow(sheet, surface, model);
    }
    sheet.gate.clear();
    let first = surface.api.groups.first().map(|group| &group.name);
    for listed in &surface.lists {
        // Lists of texts belong to no model; they stand in the first group.
        if !matches!(listed.item, Type::Model(_)) && first == Some(&group.name) {
            list(sheet, surface, listed)?;
        }
    }
    Ok(())
}

/// The numbers of an open enum.
fn enumeration(sheet: &mut Sheet, model: &Model, values: &[EnumValue]) {
    let name = Surface::type_name(&model.name);
    let start = format!("ORY_{}", screaming(&model.name));
    sheet.integer(
        &name,
        &join(&[
            &sentence(model),
            &format!("One of `{start}_…`; 0 for an unknown text."),
        ]),
    );
    sheet.constant(&format!("{start}_UNKNOWN"), 0, "");
    for (index, value) in values.iter().enumerate() {
        let name = match constant(&value.wire) {
            name if name == "UNKNOWN" => format!("{start}_UNKNOWN_VALUE"),
            name => format!("{start}_{name}"),
        };
        sheet.constant(&name, index + 1, value.about.as_deref().unwrap_or_default());
    }
    sheet.heading(&name);
    sheet.function(Function {
        about: "The text of a number; empty for 0. It lives as long as the program.".to_owned(),
        name: format!("{name}_text"),
        arguments: vec![("kind".to_owned(), name.clone())],
        result: Some("ory_str".to_owned()),
    });
    sheet.table(&format!("enumeration! {{ {name}, {}", model.name), &[]);
}

/// A record: its type and its getters.
fn record(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    model: &Model,
    fields: &[Field],
) -> anyhow::Result<()> {
    let name = Surface::type_name(&model.name);
    let own = object(&model.name, "model", &["index", "unix_ms", "json", "error"]);
    sheet.opaque(&name, &sentence(model));
    sheet.heading(&format!("{name}: {}", sentence(model)));
    life(sheet, &name, &own);
    let mut getters = Getters {
        sheet,
        surface,
        model: &name,
        own: &own,
        rows: Vec::new(),
    };
    for (index, field) in ordered(fields).into_iter().enumerate() {
        getters.field(field, index)?;
    }
    let rows = getters.rows;
    sheet.table(&format!("record! {{ {name}, {};", model.name), &rows);
    Ok(())
}

/// The getters of a record.
struct Getters<'a> {
    sheet: &'a mut Sheet,
    surface: &'a Surface<'a>,
    model: &'a str,
    own: &'a str,
    rows: Vec<String>,
}

impl Getters<'_> {
    fn field(&mut self, field: &Field, index: usize) -> anyhow::Result<()> {
        let wire = snake(&field.wire);
        let about = field.about.as_deref().unwrap_or_default();
        if field.optional {
            let what = format!("Whether `{}` is there and not null.", field.wire);
            self.row(&format!("has_{wire}"), "field", "has", index, None, &what);
        }
        match self.surface.shape(&field.ty)? {
            Shape::List(item) => {
                let what = join(&[&format!("Number of items in `{}`.", field.wire), about]);
                self.row(&format!("{wire}_len"), "field", "len", index, None, &what);
                self.value(field, item, &format!("{wire}_at"), "at", index)?;
            }
            Shape::Map(value) => {
                let what = join(&[&format!("Number of entries in `{}`.", field.wire), about]);
                self.row(&format!("{wire}_len"), "field", "len", index, None, &what);
                let what = format!("Key of an entry of `{}`.", field.wire);
                self.row(&format!("{wire}_key_at"), "key", "text", index, None, &what);
                self.value(field, value, &format!("{wire}_value_at"), "value", index)?;
            }
            _ => self.value(field, &field.ty, &format!("get_{wire}"), "field", index)?,
        }
        Ok(())
    }

    /// The functions that read one value.
    fn value(
        &mut self,
        field: &Field,
        ty: &Type,
        end: &str,
        place: &str,
        index: usize,
    ) -> anyhow::Result<()> {
        let wire = &field.wire;
        let named = match place {
            "at" => format!("Item of `{wire}`"),
            "value" => format!("Value of an entry of `{wire}`"),
            _ => format!("`{wire}`"),
        };
        let own = match place {
            "field" => field.about.as_deref().unwrap_or_default(),
            _ => "",
        };
        // The name says it all where nothing else does.
        let what = |more: &str| match (own, more) {
            ("", "") => format!("{named}."),
            ("", more) => format!("{named}, {more}."),
            (own, "") => own.to_owned(),
            (own, more) => format!("{} ({more}).", own.trim_end_matches('.')),
        };
        match self.surface.shape(ty)? {
            Shape::Text if *ty == Type::Secret => {
                self.row(end, place, "text", index, None, &what("a secret"));
            }
            Shape::Text => self.row(end, place, "text", index, None, &what("")),
            Shape::Json => self.row(end, place, "text", index, None, &what("JSON text")),
            Shape::Bool => self.row(end, place, "boolean", index, None, &what("")),
            Shape::Int => self.row(end, place, "int", index, None, &what("")),
            Shape::Number => self.row(end, place, "number", index, None, &what("")),
            Shape::Time => {
                self.row(
                    end,
                    place,
                    "text",
                    index,
                    None,
                    &what("as the server wrote it"),
                );
                let what = format!(
                    "Writes {named} as milliseconds since 1970; false if it is absent or no time."
                )
                .replace("Writes Item", "Writes an item")
                .replace("Writes Value", "Writes the value");
                self.row(
                    &format!("{end}_unix_ms"),
                    place,
                    "unix_ms",
                    index,
                    None,
                    &what,
                );
            }
            Shape::Enum(model) => {
                let ty = Surface::type_name(&model.name);
                let start = format!("one of `ORY_{}_…`", screaming(&model.name));
                self.row(end, place, "kind", index, Some(&ty), &what(&start));
                let text_end = match end.strip_suffix("_at") {
                    Some(start) => format!("{start}_text_at"),
                    None => format!("{end}_text"),
                };
                self.row(
                    &text_end,
                    place,
                    "text",
                    index,
                    None,
                    &format!("{named} as text."),
                );
            }
            Shape::Record(model) => {
                let ty = Surface::type_name(&model.name);
                self.row(end, place, "record", index, Some(&ty), &what(""));
            }
            Shape::Union(model) => {
                let ty = Surface::type_name(&model.name);
                self.row(end, place, "union", index, Some(&ty), &what(""));
            }
            Shape::List(_) | Shape::Map(_) => {
                bail!(
                    "{}: `{wire}`: C has no getters for a list in a list",
                    self.model
                )
            }
        }
        Ok(())
    }

    /// One getter: its row and its signature.
    fn row(
        &mut self,
        end: &str,
        place: &str,
        kind: &str,
        index: usize,
        ty: Option<&str>,
        about: &str,
    ) {
        let row = match (place, kind, ty) {
            ("key", _, _) => format!("{end} = key({index})"),
            (_, "record" | "union", Some(ty)) => format!("{end} = {place}({kind} {index} {ty})"),
            _ => format!("{end} = {place}({kind} {index})"),
        };
        self.rows.push(row);
        let mut arguments = vec![(self.own.to_owned(), format!("*const {}", self.model))];
        if place != "field" {
            arguments.push(("index".to_owned(), "usize".to_owned()));
        }
        let result = match kind {
            "unix_ms" => {
                arguments.push(("unix_ms".to_owned(), "*mut i64".to_owned()));
                "bool".to_owned()
            }
            kind => c_type(kind, ty),
        };
        self.sheet.function(Function {
            about: about.to_owned(),
            name: format!("{}_{end}", self.model),
            arguments,
            result: Some(result),
        });
    }
}

/// A union: its type, which arm it holds, and the arms.
fn union(sheet: &mut Sheet, model: &Model, arms: &[Arm]) {
    let name = Surface::type_name(&model.name);
    let start = format!("ORY_{}", screaming(&model.name));
    let own = object(&model.name, "model", &["json", "error"]);
    sheet.opaque(&name, &sentence(model));
    sheet.constant(&format!("{start}_UNKNOWN"), 0, "");
    for (index, arm) in arms.iter().enumerate() {
        sheet.constant(&format!("{start}_{}", constant(&arm.tag)), index + 1, "");
    }
    sheet.heading(&format!("{name}: {}", sentence(model)));
    life(sheet, &name, &own);
    let argument = vec![(own.clone(), format!("*const {name}"))];
    let mut getter = |end: &str, about: &str, result: &str| {
        sheet.function(Function {
            about: about.to_owned(),
            name: format!("{name}_{end}"),
            arguments: argument.clone(),
            result: Some(result.to_owned()),
        });
    };
    getter(
        "kind",
        &format!("One of `{start}_…`; 0 for an unknown object, which still has its JSON."),
        "u32",
    );
    getter("tag", "The text that tells which it is.", "ory_str");
    let mut rows = Vec::new();
    for (index, arm) in arms.iter().enumerate() {
        let (end, record) = (
            format!("as_{}", snake(&arm.tag)),
            Surface::type_name(&arm.model),
        );
        getter(
            &end,
            &format!("As `{}`; NULL if it is another.", arm.tag),
            &format!("*const {record}"),
        );
        rows.push(format!("{end} = {} {record}", index + 1));
    }
    sheet.table(&format!("tagged_union! {{ {name}, {};", model.name), &rows);
}

/// The getter of an error whose body is such a flow: a record with a form.
fn error_flow(sheet: &mut Sheet, surface: &Surface<'_>, model: &Model) {
    let ModelKind::Record { fields, .. } = &model.kind else {
        return;
    };
    if !fields.iter().any(|field| field.wire == "ui") {
        return;
    }
    let mut from = Vec::new();
    for (_, operation) in surface.api.operations() {
        for answer in &operation.answers {
            if answer.status >= 300 && answer.ty == Some(Type::Model(model.name.clone())) {
                from.push(format!("\"{}\" {}", operation.id, answer.status));
            }
        }
    }
    if from.is_empty() {
        return;
    }
    let (name, flow) = (snake(&model.name), Surface::type_name(&model.name));
    sheet.heading(&format!(
        "ory_error: the form of a refused submission, as {flow}"
    ));
    sheet.function(Function {
        about: "The flow in the body of an error, borrowed from it; NULL if there is none."
            .to_owned(),
        name: format!("ory_error_get_{name}"),
        arguments: vec![("error".to_owned(), "*const ory_error".to_owned())],
        result: Some(format!("*const {flow}")),
    });
    sheet.table(
        &format!("error_flow! {{ get_{name}, {flow}; {}", from.join(", ")),
        &[],
    );
}
