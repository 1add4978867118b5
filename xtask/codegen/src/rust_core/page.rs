//! Page records: what a list operation gives back, one page at a time.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, ModelKind, Operation, Pages, Type};
use spec::names::pascal;

use super::{model, model_files, types};
use crate::File;
use crate::rust::{self, ident};

/// Operations whose answer comes in pages, with the type of one item.
#[must_use]
pub fn lists(api: &Api) -> Vec<(&Operation, &Type)> {
    api.operations()
        .filter(|(_, operation)| operation.pages != Pages::None)
        .filter_map(|(_, operation)| Some((operation, item(api, operation.answer()?)?)))
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
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let lists = lists(api);
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let mut items = BTreeSet::new();
    let attributes = model::record_attributes();
    let records: TokenStream = lists
        .iter()
        .map(|(operation, item)| {
            types::reach(api, item, &mut items);
            let name = ident(&name(operation));
            let about = rust::doc(&format!("One page of `{}`.", operation.id));
            let item = types::plain(item);
            quote! {
                #about
                #[derive(Debug, Clone, PartialEq)]
                #attributes
                pub struct #name {
                    /// What is on this page.
                    pub items: Vec<#item>,
                    /// Asks for the next page; nothing on the last one.
                    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
                    pub next_page_token: Option<String>,
                }
            }
        })
        .collect();
    let used = model_files::identifiers(&records);
    let models = items
        .iter()
        .filter(|name| used.contains(*name))
        .map(|name| ident(name));
    Ok(vec![File {
        path: "core/src/model/page.rs".into(),
        text: rust::file(
            "*.yaml",
            "Pages of list operations.",
            &quote! { use super::{#(#models),*}; #records },
        )?,
    }])
}
