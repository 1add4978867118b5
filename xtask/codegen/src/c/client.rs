//! Setters of the configuration and of call options, getters of errors, result codes and events, from `client.yaml`.

use anyhow::bail;
use spec::ir::{Api, ClientField, Type};

use super::names::argument;
use super::sheet::{Function, Sheet, join};
use crate::client::{call_options, number};
use crate::file::File;
use crate::rust;

/// The tables.
pub(crate) fn sheet(api: &Api) -> anyhow::Result<Sheet> {
    let mut sheet = Sheet::default();
    let mut setters = Vec::new();
    for field in &api.client.config {
        // `ory_config_set_header` adds one by one; it is written by hand.
        if !matches!(field.ty, Type::Map(_)) {
            setters.push(setter(&mut sheet, "config", field)?);
        }
    }
    sheet.table("config! {", &setters);
    let mut options = Vec::new();
    for field in call_options(api) {
        if !matches!(field.ty, Type::Map(_)) {
            options.push(setter(&mut sheet, "call_options", &field)?);
        }
    }
    sheet.table("call_options! {", &options);
    let mut getters = Vec::new();
    for field in &api.client.problem {
        getter(&mut sheet, field, &mut getters)?;
    }
    sheet.table("problem! {", &getters);
    Ok(sheet)
}

/// C has no number of 16 bits.
fn c_number(field: &ClientField) -> &'static str {
    match number(field) {
        "u16" => "u32",
        number => number,
    }
}

fn setter(sheet: &mut Sheet, object: &str, field: &ClientField) -> anyhow::Result<String> {
    let name = &field.name;
    let (ty, row, range) = match field.ty {
        Type::Text(_) | Type::Secret => ("ory_str", format!("text({name})"), String::new()),
        Type::Int => {
            let ty = c_number(field);
            let Some((_, most)) = field.range else {
                bail!("client.yaml: `{name}` has no `max`");
            };
            (
                ty,
                format!("{ty}({name} {most})"),
                format!("At most {most}."),
            )
        }
        Type::Bool => ("bool", format!("boolean({name})"), String::new()),
        _ => bail!("client.yaml: C has no setter for the type of `{name}`"),
    };
    let default = match &field.default {
        Some(default) => format!("Default: {default}."),
        None => String::new(),
    };
    let argument_name = if object == "config" {
        object
    } else {
        "options"
    };
    sheet.function(Function {
        about: join(&[&field.about, &default, &range]),
        name: format!("ory_{object}_set_{name}"),
        arguments: vec![
            (argument_name.to_owned(), format!("*mut ory_{object}")),
            (argument(name, &[argument_name]), ty.to_owned()),
        ],
        result: None,
    });
    Ok(format!("set_{name} = {row}"))
}

fn getter(sheet: &mut Sheet, field: &ClientField, rows: &mut Vec<String>) -> anyhow::Result<()> {
    let name = &field.name;
    let (ty, row, more) = match (&field.ty, field.optional) {
        _ if name == "kind" => ("ory_result", "code", "Never `ORY_OK`."),
        (Type::Text(_), true) => ("ory_str", "optional_text", ""),
        (Type::Text(_), false) => ("ory_str", "text", ""),
        (Type::Json, true) => ("ory_str", "optional_json", "JSON text."),
        (Type::Int, true) => (c_number(field), c_number(field), "0 if absent."),
        (Type::Bool, true) => ("bool", "boolean", "False if absent."),
        _ => bail!("client.yaml: C has no getter for the type of `{name}`"),
    };
    let mut function = |end: String, about: String, ty: &str| {
        sheet.function(Function {
            about,
            name: format!("ory_error_{end}"),
            arguments: vec![("error".to_owned(), "*const ory_error".to_owned())],
            result: Some(ty.to_owned()),
        });
    };
    if field.optional {
        rows.push(format!("has_{name} = has({name})"));
        function(
            format!("has_{name}"),
            format!("Whether `{name}` is there."),
            "bool",
        );
    }
    rows.push(format!("get_{name} = {row}({name})"));
    function(format!("get_{name}"), join(&[&field.about, more]), ty);
    Ok(())
}

/// `result.rs` and `event.rs`: types that cbindgen reads where they stand.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let client = &api.client;
    let mut codes = String::from(
        "/// Result of a call: success, or the kind of its error.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ory_result {
    /// Success; the outputs are written.
    ORY_OK = 0,
",
    );
    let mut arms = String::new();
    for (number, (kind, about)) in client.kinds.iter().enumerate() {
        let code = format!("ORY_ERROR_{}", kind.to_uppercase());
        codes.push_str(&format!("    /// {about}\n    {code} = {},\n", number + 1));
        if kind != "internal" {
            let kind = spec::names::pascal(kind);
            arms.push_str(&format!("            ErrorKind::{kind} => Self::{code},\n"));
        }
    }
    let result = format!(
        "// {}
//! The result codes of C.

use ory_hub::ErrorKind;

{codes}}}

impl ory_result {{
    /// The code of a kind.
    pub(crate) fn of(kind: ErrorKind) -> Self {{
        match kind {{
{arms}            _ => Self::ORY_ERROR_INTERNAL,
        }}
    }}
}}
",
        rust::mark("client.yaml")
    );
    vec![
        File {
            path: "bindings-uniffi/c/src/result.rs".to_owned(),
            text: result,
        },
        File {
            path: "bindings-uniffi/c/src/event.rs".to_owned(),
            text: event(&client.event),
        },
    ]
}

fn event(fields: &[ClientField]) -> String {
    let mut members = String::new();
    let mut values = String::new();
    for field in fields {
        let name = &field.name;
        let (name, ty, about, value) = match (name.as_str(), &field.ty, field.optional) {
            ("error_kind", ..) => (
                "result",
                "ory_result",
                "`ORY_OK`, `ORY_ERROR_API` for a status from 400, or why no response came."
                    .to_owned(),
                "event.error_kind.map_or(ory_result::ORY_OK, ory_result::of)".to_owned(),
            ),
            (name, Type::Int, true) => (
                name,
                c_number(field),
                format!("{} 0 if there is none.", field.about),
                format!("event.{name}.map_or(0, {}::from)", c_number(field)),
            ),
            (name, Type::Int, false) => (
                name,
                c_number(field),
                field.about.clone(),
                format!("event.{name}"),
            ),
            (name, _, true) => (
                name,
                "ory_str",
                format!("{} Empty if there is none.", field.about),
                format!("event.{name}.as_deref().map_or(ory_str::EMPTY, ory_str::of)"),
            ),
            (name, _, false) => (
                name,
                "ory_str",
                field.about.clone(),
                format!("ory_str::of(event.{name})"),
            ),
        };
        members.push_str(&format!("    /// {about}\n    pub {name}: {ty},\n"));
        values.push_str(&format!("            {name}: {value},\n"));
    }
    format!(
        "// {}
//! What an observer sees in C.

use ory_hub::RequestEvent;

use crate::result::ory_result;
use crate::text::ory_str;

/// One attempt to send a request: no URL, no header, nothing of a body. Its texts live during the callback only.
#[repr(C)]
pub struct ory_event {{
{members}}}

impl ory_event {{
    /// The same as core's.
    pub(crate) fn of(event: &RequestEvent) -> Self {{
        Self {{
{values}        }}
    }}
}}
",
        rust::mark("client.yaml")
    )
}
