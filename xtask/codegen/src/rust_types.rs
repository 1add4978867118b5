//! Types of `api/` as Rust types.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::Type;

use crate::rust::ident;

/// The Rust type of a value that is there.
#[must_use]
pub fn plain(ty: &Type) -> TokenStream {
    match ty {
        Type::Text(_) => quote!(String),
        Type::Bool => quote!(bool),
        Type::Int => quote!(i64),
        Type::Number => quote!(f64),
        Type::Time => quote!(Timestamp),
        Type::Json => quote!(Json),
        Type::Secret => quote!(Secret),
        Type::List(item) => {
            let item = plain(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = plain(value);
            quote!(HashMap<String, #value>)
        }
        Type::Model(name) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// The Rust type of a value that is there, as it is written.
#[must_use]
pub fn text(ty: &Type) -> String {
    plain(ty).to_string().replace(' ', "").replace(',', ", ")
}

/// The same in a file where `taken` is another thing's name: a model of that name is written with its module.
#[must_use]
pub fn text_beside(ty: &Type, taken: &str) -> String {
    match ty {
        Type::List(item) => format!("Vec<{}>", text_beside(item, taken)),
        Type::Map(value) => format!("HashMap<String, {}>", text_beside(value, taken)),
        Type::Model(name) if name == taken => format!("crate::model::{name}"),
        ty => text(ty),
    }
}

/// The Rust type of a field.
#[must_use]
pub fn field(ty: &Type, optional: bool) -> TokenStream {
    let plain = plain(ty);
    if optional {
        quote!(Option<#plain>)
    } else {
        plain
    }
}
