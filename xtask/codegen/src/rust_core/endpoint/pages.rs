//! The page half of a list endpoint.

use anyhow::bail;
use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Model, ModelKind, Operation, Pages, Type};
use spec::names::rust_field;

use crate::rust::ident;
use crate::rust_core::page;

/// `ListEndpoint`; nothing for an operation without pages.
pub(super) fn pages(
    api: &Api,
    operation: &Operation,
    name: &proc_macro2::Ident,
) -> anyhow::Result<TokenStream> {
    if operation.pages == Pages::None {
        return Ok(TokenStream::new());
    }
    let Some(answer) = operation.answer() else {
        bail!("{}: it has pages but no answer", operation.id);
    };
    let turns = operation.params.iter().any(|param| {
        param.wire == "page_token" && param.optional && matches!(param.ty, Type::Text(_))
    });
    if !turns {
        bail!(
            "{}: it has pages but no `page_token: string?`",
            operation.id
        );
    }
    let (items, count) = match answer {
        Type::List(_) => (quote!(output), quote!(output.len())),
        Type::Model(model) => list_field(operation, api.model(model))?,
        _ => bail!("{}: its pages are no list", operation.id),
    };
    let page = ident(&page::name(operation));
    Ok(quote! {
        impl ListEndpoint for #name {
            type Page = #page;
            fn set_page_token(&mut self, token: &str) { self.page_token = Some(token.to_owned()); }
            fn page(output: Self::Output, next_page_token: Option<String>) -> Self::Page {
                #page { items: #items, next_page_token }
            }
            fn item_count(output: &Self::Output) -> usize { #count }
        }
    })
}

/// The items of a record's first list, and how many they are.
fn list_field(
    operation: &Operation,
    model: Option<&Model>,
) -> anyhow::Result<(TokenStream, TokenStream)> {
    if let Some(ModelKind::Record { fields, .. }) = model.map(|model| &model.kind) {
        for field in fields {
            if matches!(field.ty, Type::List(_)) {
                let name = ident(&rust_field(&field.wire));
                return Ok(if field.optional {
                    (
                        quote!(output.#name.unwrap_or_default()),
                        quote!(output.#name.as_ref().map_or(0, Vec::len)),
                    )
                } else {
                    (quote!(output.#name), quote!(output.#name.len()))
                });
            }
        }
    }
    bail!("{}: its answer has pages but no list", operation.id)
}
