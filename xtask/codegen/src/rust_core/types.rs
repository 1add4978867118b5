//! Types of `api/` as Rust types, and what a model reaches.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, ModelKind, Type};

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

/// Adds the models that a type names, and those behind them.
pub fn reach(api: &Api, ty: &Type, reached: &mut BTreeSet<String>) {
    match ty {
        Type::List(inner) | Type::Map(inner) => reach(api, inner, reached),
        Type::Model(name) => {
            if !reached.insert(name.clone()) {
                return;
            }
            match api.model(name).map(|model| &model.kind) {
                Some(ModelKind::Record { fields, .. }) => {
                    for field in fields {
                        reach(api, &field.ty, reached);
                    }
                }
                Some(ModelKind::Union { arms, .. }) => {
                    for arm in arms {
                        reach(api, &Type::Model(arm.model.clone()), reached);
                    }
                }
                _ => {}
            }
        }
        _ => {}
    }
}

/// Models that a caller writes: those behind request bodies.
#[must_use]
pub fn written(api: &Api) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for (_, operation) in api.operations() {
        if let Some(body) = &operation.body {
            reach(api, &body.ty, &mut reached);
        }
    }
    reached
}

/// Models that a caller writes and no server: what they hold is sent as it is, null included.
#[must_use]
pub fn only_sent(api: &Api) -> BTreeSet<String> {
    let mut answered = BTreeSet::new();
    for (_, operation) in api.operations() {
        for ty in operation
            .answers
            .iter()
            .filter_map(|answer| answer.ty.as_ref())
        {
            reach(api, ty, &mut answered);
        }
    }
    written(api).difference(&answered).cloned().collect()
}
