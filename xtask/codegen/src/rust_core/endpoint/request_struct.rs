//! The struct of an endpoint: fields, constructor, setters.

use std::collections::HashSet;

use anyhow::bail;
use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Operation, Param, Place, Type};
use spec::names::rust_field;

use crate::rust::{self, ident};
use crate::rust_core::types;

/// A field of the struct: a parameter or the body.
struct Slot<'a> {
    name: proc_macro2::Ident,
    ty: &'a Type,
    optional: bool,
    about: String,
}

impl Slot<'_> {
    /// An optional list that is not given is an empty one.
    fn is_bare_list(&self) -> bool {
        self.optional && matches!(self.ty, Type::List(_))
    }
}

/// The struct with its constructor and setters.
pub(super) fn request_struct(
    api: &Api,
    operation: &Operation,
    name: &proc_macro2::Ident,
) -> anyhow::Result<TokenStream> {
    let slots = slots(operation)?;
    let about = rust::doc(&match operation.about.as_str() {
        "" => format!(
            "`{}`: `{} {}`.",
            operation.id, operation.method, operation.path
        ),
        about => format!(
            "{about}\n\nOry's `{}`: `{} {}`.",
            operation.id, operation.method, operation.path
        ),
    });
    let fields = slots.iter().map(|slot| {
        let (name, about) = (&slot.name, rust::doc(&slot.about));
        let ty = types::field(slot.ty, slot.optional && !slot.is_bare_list());
        quote! { #about pub #name: #ty }
    });
    let default = (slots.iter().all(|slot| slot.optional)).then(|| quote!(Default,));
    let new = new(api, &slots);
    let setters = slots
        .iter()
        .filter(|slot| slot.optional)
        .map(|slot| setter(api, slot));
    Ok(quote! {
        #about
        #[derive(Debug, Clone, PartialEq, #default)]
        pub struct #name { #(#fields),* }

        impl #name {
            #new
            #(#setters)*
        }
    })
}

/// Parameters in the table's order, then the body.
fn slots(operation: &Operation) -> anyhow::Result<Vec<Slot<'_>>> {
    let mut slots: Vec<Slot<'_>> = operation
        .params
        .iter()
        .map(|param| Slot {
            name: ident(&rust_field(&param.wire)),
            ty: &param.ty,
            optional: param.optional,
            about: param.about.clone().unwrap_or_else(|| place(param)),
        })
        .collect();
    if let Some(body) = &operation.body {
        slots.push(Slot {
            name: ident("body"),
            ty: &body.ty,
            optional: body.optional,
            about: "What is sent.".into(),
        });
    }
    let mut names = HashSet::new();
    for slot in &slots {
        let name = slot.name.to_string();
        if !names.insert(name.clone()) || name == "new" {
            bail!(
                "{}: two parameters would be called `{name}` in Rust",
                operation.id
            );
        }
    }
    Ok(slots)
}

fn place(param: &Param) -> String {
    let place = match param.place {
        Place::Path => "the path",
        Place::Query => "the query",
        Place::Header => "a header",
    };
    format!("`{}`, in {place}.", param.wire)
}

fn new(api: &Api, slots: &[Slot<'_>]) -> TokenStream {
    let required: Vec<_> = slots
        .iter()
        .filter(|slot| !slot.optional)
        .map(|slot| {
            let name = &slot.name;
            let (ty, value) = types::argument(api, slot.ty, &quote!(#name));
            (quote!(#name: #ty), quote!(#name: #value))
        })
        .collect();
    if required.is_empty() {
        return quote! {
            /// Without any parameter.
            #[must_use]
            pub fn new() -> Self { Self::default() }
        };
    }
    let (arguments, values): (Vec<_>, Vec<_>) = required.into_iter().unzip();
    let values = values.into_iter().map(|value| match value.to_string() {
        // `id: id` is written `id`.
        text if text
            .split_once(" : ")
            .is_some_and(|(name, value)| name == value) =>
        {
            let name = ident(text.split(" : ").next().unwrap_or_default());
            quote!(#name)
        }
        _ => value,
    });
    let others = slots.iter().filter(|slot| slot.optional).map(|slot| {
        let name = &slot.name;
        if slot.is_bare_list() {
            quote!(#name: Vec::new())
        } else {
            quote!(#name: None)
        }
    });
    quote! {
        /// With what it requires.
        #[must_use]
        pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #(#others),* } }
    }
}

fn setter(api: &Api, slot: &Slot<'_>) -> TokenStream {
    let (name, about) = (&slot.name, rust::doc(&slot.about));
    let (ty, value) = match slot.ty {
        Type::List(item) if slot.is_bare_list() => {
            let item = types::plain(item);
            (
                quote!(impl IntoIterator<Item = impl Into<#item>>),
                quote!(#name.into_iter().map(Into::into).collect()),
            )
        }
        ty => {
            let (ty, value) = types::argument(api, ty, &quote!(#name));
            (ty, quote!(Some(#value)))
        }
    };
    quote! {
        #about
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
