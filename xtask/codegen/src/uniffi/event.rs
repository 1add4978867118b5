//! What an observer of Kotlin or Swift sees.

use quote::{format_ident, quote};
use spec::ir::{Api, Type};

use crate::client::is_kind;
use crate::file::File;
use crate::rust::{self, doc};
use crate::rust_core::client::field_type;

/// The record, and how it is made of core's event.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let fields = &api.client.event;
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let members = fields.iter().map(|field| {
        let (name, about, ty) = (
            format_ident!("{}", field.name),
            doc(&field.about),
            field_type(field),
        );
        quote!(#about pub(crate) #name: #ty,)
    });
    let values = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        match (&field.ty, field.optional) {
            (Type::Text(_), false) => quote!(#name: event.#name.to_owned(),),
            (Type::Text(_), true) if !is_kind(field) => quote!(#name: event.#name.clone(),),
            _ => quote!(#name: event.#name,),
        }
    });
    let items = quote! {
        use ory_hub::{ErrorKind, RequestEvent};
        /// One attempt to send a request. It holds no credential, no URL and nothing of a body.
        #[derive(uniffi::Record)]
        pub(crate) struct OryEvent { #(#members)* }
        impl From<&RequestEvent> for OryEvent {
            fn from(event: &RequestEvent) -> Self {
                Self { #(#values)* }
            }
        }
    };
    Ok(vec![File {
        path: "bindings-uniffi/src/event.rs".to_owned(),
        text: rust::file("client.yaml", "What an observer sees.", &items)?,
    }])
}
