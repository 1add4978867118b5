//! Setters of the configuration and getters of errors, from `client.yaml`.

use anyhow::bail;
use spec::ir::{Api, ClientField, Type};

use super::names::argument;
use super::sheet::{Function, Sheet, join};

/// Both tables.
pub fn sheet(api: &Api) -> anyhow::Result<Sheet> {
    let mut sheet = Sheet::default();
    let mut setters = Vec::new();
    for field in &api.client.config {
        // `ory_config_set_header` adds one by one; it is written by hand.
        if !matches!(field.ty, Type::Map(_)) {
            setters.push(setter(&mut sheet, field)?);
        }
    }
    sheet.table("config! {", &setters);
    let mut getters = Vec::new();
    for field in &api.client.problem {
        getter(&mut sheet, field, &mut getters)?;
    }
    sheet.table("problem! {", &getters);
    Ok(sheet)
}

/// Times have 64 bits, counts and statuses 32.
fn number(field: &ClientField) -> &'static str {
    if field.name.ends_with("_ms") || field.name.ends_with("_after") {
        "u64"
    } else {
        "u32"
    }
}

/// The largest sensible number: a day of milliseconds, or ten thousand of anything.
fn most(field: &ClientField) -> u64 {
    match field.name.as_str() {
        name if name.ends_with("_ms") => 86_400_000,
        "max_retries" => 100,
        _ => 10_000,
    }
}

fn setter(sheet: &mut Sheet, field: &ClientField) -> anyhow::Result<String> {
    let name = &field.name;
    let (ty, row, range) = match field.ty {
        Type::Text(_) | Type::Secret => ("ory_str", format!("text({name})"), String::new()),
        Type::Int => {
            let most = most(field);
            let ty = number(field);
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
    sheet.function(Function {
        about: join(&[&field.about, &default, &range]),
        name: format!("ory_config_set_{name}"),
        arguments: vec![
            ("config".to_owned(), "*mut ory_config".to_owned()),
            (argument(name, &["config"]), ty.to_owned()),
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
        (Type::Int, true) => (number(field), number(field), "0 if absent."),
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
