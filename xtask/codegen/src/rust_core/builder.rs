//! What makes a record that callers write: `new` and a setter for each optional field.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Field, Model};
use spec::names::rust_field;

use super::types;
use crate::rust::{self, ident};

/// `new` with what is required, and a chain setter for each optional field.
pub(super) fn builder(
    api: &Api,
    model: &Model,
    fields: &[&Field],
    keeps_unknown: bool,
) -> TokenStream {
    let name = ident(&model.name);
    let new = if fields.iter().all(|field| field.optional) {
        quote! {
            /// With nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }
    } else {
        new(api, fields, keeps_unknown)
    };
    let setters = fields
        .iter()
        .filter(|field| field.optional)
        .map(|field| setter(api, field));
    let only_constants = fields
        .iter()
        .all(|field| field.optional || field.constant.is_some());
    let default = (only_constants && fields.iter().any(|field| !field.optional)).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self { Self::new() }
            }
        }
    });
    quote! {
        impl #name { #new #(#setters)* }
        #default
    }
}

fn new(api: &Api, fields: &[&Field], keeps_unknown: bool) -> TokenStream {
    let mut needed = Vec::new();
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in fields {
        let member = ident(&rust_field(&field.wire));
        match (&field.constant, field.optional) {
            (_, true) => values.push(quote!(#member: None)),
            (Some(constant), false) => values.push(quote!(#member: String::from(#constant))),
            (None, false) => {
                let (ty, value) = types::argument(api, &field.ty, &quote!(#member));
                needed.push(format!("`{}`", field.wire));
                arguments.push(quote!(#member: #ty));
                values.push(match member == value.to_string() {
                    true => value,
                    false => quote!(#member: #value),
                });
            }
        }
    }
    if keeps_unknown {
        values.push(quote!(extra: HashMap::new()));
    }
    let about = rust::doc(&match needed.as_slice() {
        [] => "With nothing set but what it always has.".to_owned(),
        [one] => format!("With the one field that it needs: {one}."),
        many => format!("With the fields that it needs: {}.", many.join(", ")),
    });
    quote! {
        #about
        #[must_use]
        pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } }
    }
}

fn setter(api: &Api, field: &Field) -> TokenStream {
    let member = ident(&rust_field(&field.wire));
    let about = rust::doc(&format!("Sets `{}`.", field.wire));
    let (ty, value) = types::argument(api, &field.ty, &quote!(#member));
    quote! {
        #about
        #[must_use]
        pub fn #member(mut self, #member: #ty) -> Self {
            self.#member = Some(#value);
            self
        }
    }
}
