//! Lists that operations answer, and the functions that every owned object has.

use anyhow::bail;
use spec::ir::Type;

use super::sheet::{Function, Sheet};
use super::surface::{List, Shape, Surface};

/// A list that operations answer.
pub(crate) fn list(sheet: &mut Sheet, surface: &Surface<'_>, list: &List) -> anyhow::Result<()> {
    let name = surface.list_name(&list.item)?;
    let (item, result) = match (&list.item, surface.shape(&list.item)?) {
        (_, Shape::Record(model)) => {
            let ty = Surface::type_name(&model.name);
            (
                format!("record {ty} {}", model.name),
                format!("*const {ty}"),
            )
        }
        (_, Shape::Union(model)) => {
            let ty = Surface::type_name(&model.name);
            (format!("union {ty} {}", model.name), format!("*const {ty}"))
        }
        (Type::Text(_), _) => ("text".to_owned(), "ory_str".to_owned()),
        _ => bail!("C has no list of such items as an answer"),
    };
    sheet.opaque(&name, "A list that an operation returned.");
    sheet.heading(&name);
    life(sheet, &name, "list");
    let own = ("list".to_owned(), format!("*const {name}"));
    sheet.function(Function {
        about: "Number of items.".to_owned(),
        name: format!("{name}_len"),
        arguments: vec![own.clone()],
        result: Some("usize".to_owned()),
    });
    sheet.function(Function {
        about: "Item, borrowed from `list`; NULL or empty beyond its end.".to_owned(),
        name: format!("{name}_at"),
        arguments: vec![own.clone(), ("index".to_owned(), "usize".to_owned())],
        result: Some(result),
    });
    if list.paged {
        sheet.function(Function {
            about: "Value of the option `page_token` for the next page; empty on the last one."
                .to_owned(),
            name: format!("{name}_next_page_token"),
            arguments: vec![own],
            result: Some("ory_str".to_owned()),
        });
    }
    let paged = if list.paged { ", paged" } else { "" };
    sheet.table(&format!("list! {{ {name}, {item}{paged}"), &[]);
    Ok(())
}

/// `from_json`, `get_json` and `free` of what answers hold.
pub(crate) fn life(sheet: &mut Sheet, name: &str, own: &str) {
    sheet.function(Function {
        about: format!("Decodes JSON into `*{own}`."),
        name: format!("{name}_from_json"),
        arguments: vec![
            ("json".to_owned(), "ory_str".to_owned()),
            (own.to_owned(), format!("*mut *mut {name}")),
            ("error".to_owned(), "*mut *mut ory_error".to_owned()),
        ],
        result: Some("ory_result".to_owned()),
    });
    sheet.function(Function {
        about: "The whole as JSON, with fields that this version does not know.".to_owned(),
        name: format!("{name}_get_json"),
        arguments: vec![(own.to_owned(), format!("*const {name}"))],
        result: Some("ory_str".to_owned()),
    });
    sheet.function(Function {
        about: "Frees an owned object; invalidates everything borrowed from it.".to_owned(),
        name: format!("{name}_free"),
        arguments: vec![(own.to_owned(), format!("*mut {name}"))],
        result: None,
    });
}
