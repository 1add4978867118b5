//! Page records: what a list operation gives back, one page at a time.

use std::fmt::Write as _;

use spec::ir::{Api, Group, ModelKind, Operation, Pages, Type};
use spec::names::pascal;

use super::text::head;
use crate::file::File;
use crate::gates::{self, Gates};
use crate::rust::mark;
use crate::rust_types;

/// Operations whose answer comes in pages, with their group and the type of one item.
#[must_use]
pub fn lists(api: &Api) -> Vec<(&Group, &Operation, &Type)> {
    api.operations()
        .filter(|(_, operation)| operation.pages != Pages::None)
        .filter_map(|(group, operation)| Some((group, operation, item(api, operation.answer()?)?)))
        .collect()
}

/// The name of the page record of an operation.
#[must_use]
pub fn name(operation: &Operation) -> String {
    format!("{}Page", pascal(&operation.id))
}

/// The items of a list, or of the one list in a record.
fn item<'a>(api: &'a Api, answer: &'a Type) -> Option<&'a Type> {
    match answer {
        Type::List(item) => Some(item),
        Type::Model(name) => match &api.model(name)?.kind {
            ModelKind::Record { fields, .. } => fields.iter().find_map(|field| match &field.ty {
                Type::List(item) => Some(item.as_ref()),
                _ => None,
            }),
            _ => None,
        },
        _ => None,
    }
}

/// The one file of page records.
pub(super) fn file(api: &Api) -> File {
    let mut text = head("", "Pages of list operations.");
    let lists = lists(api);
    let all = Gates::of(api).all;
    if lists.is_empty() {
        text.clear();
        let _ = writeln!(text, "// {}\n//! No operation has pages.", mark(""));
    }
    for group in &api.groups {
        let mut rows = String::new();
        for (_, operation, item) in lists.iter().filter(|(of, ..)| of.name == group.name) {
            let _ = writeln!(
                rows,
                "    /// One page of `{}`.\n    {}: {},",
                operation.id,
                name(operation),
                rust_types::text(item)
            );
        }
        if !rows.is_empty() {
            let gate = Gates::line(&gates::group(&group.name), &all);
            let _ = write!(text, "\n{gate}pages! {{\n{rows}}}\n");
        }
    }
    File {
        path: "core/src/model/page.rs".into(),
        text,
    }
}
