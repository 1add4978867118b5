//! The options of an operation.

use spec::ir::{Group, Operation, Type};
use spec::names::{screaming, snake};

use super::names::row;
use super::sheet::{Function, Sheet, c_type, join};
use super::surface::{Shape, Surface};

/// C's name of the options of an operation.
#[must_use]
pub(crate) fn name(operation: &Operation) -> String {
    format!("ory_{}_options", snake(&operation.id))
}

/// The options of an operation: their type, its life, a setter each.
pub(crate) fn add(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    group: &Group,
    operation: &Operation,
) -> anyhow::Result<()> {
    let name = name(operation);
    sheet.own_opaque(
        &name,
        &format!("Options of `ory_client_{}`.", snake(&operation.id)),
    );
    sheet.function(Function {
        about: "New options, with nothing set.".to_owned(),
        name: format!("{name}_new"),
        arguments: Vec::new(),
        result: Some(format!("*mut {name}")),
    });
    sheet.function(Function {
        about: "Frees options.".to_owned(),
        name: format!("{name}_free"),
        arguments: vec![("options".to_owned(), format!("*mut {name}"))],
        result: None,
    });
    let mut rows = Vec::new();
    for (index, param) in operation.params.iter().enumerate() {
        if !param.optional {
            continue;
        }
        let (verb, inner) = match &param.ty {
            Type::List(item) => ("add", &**item),
            ty => ("set", ty),
        };
        let what = if verb == "add" { "Adds to" } else { "Sets" };
        let if_empty = match verb {
            "add" => "For an array that may be empty there is the setter of all values.",
            _ => "",
        };
        let about = param.about.as_deref().unwrap_or_default();
        let kind = surface.param_kind(inner)?;
        let end = format!("{verb}_{}", snake(&param.wire));
        let mut setter = |end: String, kind: &str, ty: Option<&str>, about: String| {
            sheet.function(Function {
                about,
                name: format!("{name}_{end}"),
                arguments: vec![
                    ("options".to_owned(), format!("*mut {name}")),
                    ("value".to_owned(), c_type(kind, ty)),
                ],
                result: None,
            });
        };
        rows.push(format!("{end} = {verb}({kind} {index})"));
        setter(
            end.clone(),
            kind,
            None,
            join(&[&format!("{what} `{}`.", param.wire), about, if_empty]),
        );
        if let Shape::Enum(model) = surface.shape(inner)? {
            let ty = Surface::type_name(&model.name);
            rows.push(format!("{end}_kind = {verb}(kind {index} {})", model.name));
            let about = format!(
                "{what} `{}` by its number, one of `ORY_{}_…`.",
                param.wire,
                screaming(&model.name)
            );
            setter(format!("{end}_kind"), "kind", Some(&ty), about);
        }
        if verb == "add" {
            let end = format!("set_{}", snake(&param.wire));
            rows.push(format!("{end} = set(texts {index})"));
            sheet.function(Function {
                about: format!(
                    "Sets all values of `{}`. None at all, unlike an option that is not set, is refused by the call: \
                     a server would take it for no filter.",
                    param.wire
                ),
                name: format!("{name}_{end}"),
                arguments: vec![
                    ("options".to_owned(), format!("*mut {name}")),
                    ("values".to_owned(), "*const ory_str".to_owned()),
                    ("count".to_owned(), "usize".to_owned()),
                ],
                result: None,
            });
        }
    }
    sheet.table(
        &format!("options! {{ {name}, {};", row(group, operation)),
        &rows,
    );
    Ok(())
}
