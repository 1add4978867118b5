//! What C builds to be sent: objects with setters, unions, lists.

use spec::ir::{Arm, Field, Model, ModelKind, Type};
use spec::names::{screaming, snake};

use super::names::object;
use super::sheet::{Function, Sheet, c_type, join, sentence};
use super::surface::{Shape, Surface};
use crate::rust_core::model::ordered;

/// The builder of a model, and of a list of it where an operation sends one.
pub(crate) fn add(sheet: &mut Sheet, surface: &Surface<'_>, model: &Model) -> anyhow::Result<()> {
    match &model.kind {
        ModelKind::Record { fields, .. } => record(sheet, surface, model, fields)?,
        ModelKind::Union { arms, .. } => union(sheet, surface, model, arms),
        ModelKind::Enum { .. } => {}
    }
    if surface.list_builders.contains(&model.name) {
        list(sheet, surface, model);
    }
    Ok(())
}

/// An object: its type, its life, its setters.
fn record(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    model: &Model,
    fields: &[Field],
) -> anyhow::Result<()> {
    let name = surface.builder_name(&model.name);
    let own = object(&model.name, "body", &["value", "key", "json", "error"]);
    let fields = ordered(fields);
    sheet.opaque(&name, &sentence(model));
    sheet.heading(&format!("{name}: {}", sentence(model)));
    let needs: Vec<String> = fields
        .iter()
        .filter(|field| !field.optional && field.constant.is_none())
        .filter(|field| !matches!(field.ty, Type::List(_) | Type::Map(_)))
        .map(|field| format!("`{}`", field.wire))
        .collect();
    let needs = match needs.as_slice() {
        [] => String::new(),
        needs => format!("Required: {}.", needs.join(", ")),
    };
    new(sheet, &name, &join(&["A new object.", &needs]));
    life(sheet, &name, &own);
    let mut setters = Setters {
        sheet,
        surface,
        model: &name,
        own: &own,
        rows: Vec::new(),
    };
    for (index, field) in fields.iter().enumerate() {
        if field.constant.is_none() {
            setters.field(field, index)?;
        }
    }
    let rows = setters.rows;
    let constants: String = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.optional)
        .filter_map(|(index, field)| Some(format!(", {index} = {:?}", field.constant.as_ref()?)))
        .collect();
    sheet.table(
        &format!("record_builder! {{ {name}, {}{constants};", model.name),
        &rows,
    );
    Ok(())
}

struct Setters<'a> {
    sheet: &'a mut Sheet,
    surface: &'a Surface<'a>,
    model: &'a str,
    own: &'a str,
    rows: Vec<String>,
}

impl Setters<'_> {
    /// The functions that set a field, or add to it.
    fn field(&mut self, field: &Field, index: usize) -> anyhow::Result<()> {
        let (verb, inner) = match &field.ty {
            Type::List(item) => ("add", &**item),
            Type::Map(value) => ("put", &**value),
            ty => ("set", ty),
        };
        let wire = &field.wire;
        let about = field.about.as_deref().unwrap_or_default();
        let named = match verb {
            "add" => format!("Adds to `{wire}`"),
            "put" => format!("Puts an entry into `{wire}`"),
            _ => format!("Sets `{wire}`"),
        };
        let what = |more: &str| match (about, more) {
            (about, "") => join(&[&format!("{named}."), about]),
            (about, more) => join(&[&format!("{named}, {more}."), about]),
        };
        let end = format!("{verb}_{}", snake(wire));
        match self.surface.shape(inner)? {
            Shape::Text => self.row(&end, verb, "text", index, None, &what("")),
            Shape::Time => self.row(&end, verb, "text", index, None, &what("RFC 3339 text")),
            Shape::Json | Shape::List(_) | Shape::Map(_) => {
                self.row(&end, verb, "json", index, None, &what("JSON text"));
            }
            Shape::Bool => self.row(&end, verb, "boolean", index, None, &what("")),
            Shape::Int => self.row(&end, verb, "int", index, None, &what("")),
            Shape::Number => self.row(&end, verb, "number", index, None, &what("")),
            Shape::Enum(model) => {
                let ty = Surface::type_name(&model.name);
                self.row(&end, verb, "text", index, None, &what(""));
                let what = format!(
                    "{named} by its number, one of `ORY_{}_…`.",
                    screaming(&model.name)
                );
                self.row(
                    &format!("{end}_kind"),
                    verb,
                    "kind",
                    index,
                    Some(&ty),
                    &what,
                );
            }
            Shape::Record(model) | Shape::Union(model) => {
                let ty = self.surface.builder_name(&model.name);
                self.row(&end, verb, "copy", index, Some(&ty), &what("a copy"));
            }
        }
        Ok(())
    }

    /// One setter: its row and its signature.
    fn row(
        &mut self,
        end: &str,
        verb: &str,
        kind: &str,
        index: usize,
        ty: Option<&str>,
        about: &str,
    ) {
        self.rows.push(match (kind, ty) {
            ("copy", Some(ty)) => format!("{end} = {verb}({kind} {index} {ty})"),
            _ => format!("{end} = {verb}({kind} {index})"),
        });
        let mut arguments = vec![(self.own.to_owned(), format!("*mut {}", self.model))];
        if verb == "put" {
            arguments.push(("key".to_owned(), "ory_str".to_owned()));
        }
        arguments.push(("value".to_owned(), c_type(kind, ty)));
        self.sheet.function(Function {
            about: about.to_owned(),
            name: format!("{}_{end}", self.model),
            arguments,
            result: None,
        });
    }
}

/// A union: its type, its arms as constructors.
fn union(sheet: &mut Sheet, surface: &Surface<'_>, model: &Model, arms: &[Arm]) {
    let name = surface.builder_name(&model.name);
    let own = object(&model.name, "body", &["arm", "json", "error"]);
    sheet.opaque(&name, &sentence(model));
    sheet.heading(&format!("{name}: {}", sentence(model)));
    let mut rows = Vec::new();
    for arm in arms {
        let record = surface.builder_name(&arm.model);
        let end = format!("from_{}", snake(&arm.tag));
        sheet.function(Function {
            about: format!("A new object: a copy of `arm`, as `{}`.", arm.tag),
            name: format!("{name}_{end}"),
            arguments: vec![("arm".to_owned(), format!("*const {record}"))],
            result: Some(format!("*mut {name}")),
        });
        rows.push(format!("{end} = {record}"));
    }
    life(sheet, &name, &own);
    sheet.table(&format!("union_builder! {{ {name}, {};", model.name), &rows);
}

/// A list that is sent by itself.
fn list(sheet: &mut Sheet, surface: &Surface<'_>, model: &Model) {
    let name = surface.list_builder_name(&model.name);
    let item = surface.builder_name(&model.name);
    sheet.opaque(&name, "A list to be sent.");
    sheet.heading(&name);
    new(sheet, &name, "A new list, empty.");
    life(sheet, &name, "list");
    sheet.function(Function {
        about: "Adds a copy of `item`.".to_owned(),
        name: format!("{name}_add"),
        arguments: vec![
            ("list".to_owned(), format!("*mut {name}")),
            ("item".to_owned(), format!("*const {item}")),
        ],
        result: None,
    });
    let kind = match model.kind {
        ModelKind::Union { .. } => "Union",
        _ => "Record",
    };
    sheet.table(
        &format!("list_builder! {{ {name}, {kind} {item} {}", model.name),
        &[],
    );
}

fn new(sheet: &mut Sheet, name: &str, about: &str) {
    sheet.function(Function {
        about: about.to_owned(),
        name: format!("{name}_new"),
        arguments: Vec::new(),
        result: Some(format!("*mut {name}")),
    });
}

/// `from_json`, `to_json` and `free` of what is sent.
fn life(sheet: &mut Sheet, name: &str, own: &str) {
    let error = || ("error".to_owned(), "*mut *mut ory_error".to_owned());
    sheet.function(Function {
        about: format!("Reads JSON into `*{own}`; what does not fit the description is an error, unknown fields are kept."),
        name: format!("{name}_from_json"),
        arguments: vec![
            ("json".to_owned(), "ory_str".to_owned()),
            (own.to_owned(), format!("*mut *mut {name}")),
            error(),
        ],
        result: Some("ory_result".to_owned()),
    });
    sheet.function(Function {
        about: "Writes the JSON that would be sent into `*json`.".to_owned(),
        name: format!("{name}_to_json"),
        arguments: vec![
            (own.to_owned(), format!("*const {name}")),
            ("json".to_owned(), "*mut *mut ory_text".to_owned()),
            error(),
        ],
        result: Some("ory_result".to_owned()),
    });
    sheet.function(Function {
        about: "Frees it.".to_owned(),
        name: format!("{name}_free"),
        arguments: vec![(own.to_owned(), format!("*mut {name}"))],
        result: None,
    });
}
