//! What every language needs to know about the fields of `api/client.yaml`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, ClientField, Type};

use crate::rust_types;

/// The Rust type of a number: times have 64 bits, a status 16, counts 32.
#[must_use]
pub(crate) fn number(field: &ClientField) -> &'static str {
    match field.name.as_str() {
        "status" => "u16",
        "milliseconds" | "retry_after" => "u64",
        name if name.ends_with("_ms") => "u64",
        _ => "u32",
    }
}

/// The Rust type of a field's value.
#[must_use]
pub(crate) fn plain_type(field: &ClientField) -> TokenStream {
    match &field.ty {
        Type::Int => {
            let number = format_ident!("{}", number(field));
            quote!(#number)
        }
        ty => rust_types::plain(ty),
    }
}

/// The Rust type of a field.
#[must_use]
pub(crate) fn field_type(field: &ClientField) -> TokenStream {
    or_none(field, plain_type(field))
}

/// A type, or `Option` of it for a field that may be left out.
pub(crate) fn or_none(field: &ClientField, plain: TokenStream) -> TokenStream {
    match field.optional {
        true => quote!(Option<#plain>),
        false => plain,
    }
}

/// Whether a field is the kind of an error, for which `api/client.yaml` has no type but text.
#[must_use]
pub(crate) fn is_kind(field: &ClientField) -> bool {
    matches!(field.name.as_str(), "kind" | "error_kind")
}

/// The fields of the configuration that single calls may have otherwise, with what they mean there.
#[must_use]
pub(crate) fn call_options(api: &Api) -> Vec<ClientField> {
    let fields = &api.client.config;
    api.client
        .call_options
        .iter()
        .filter_map(|(name, about)| {
            let field = fields.iter().find(|field| field.name == *name)?;
            Some(ClientField {
                optional: !matches!(field.ty, Type::Map(_)),
                default: None,
                about: about.clone(),
                ..field.clone()
            })
        })
        .collect()
}
