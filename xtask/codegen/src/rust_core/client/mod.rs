//! The client's own types, from `api/client.yaml`: configuration, options of calls, events, error kinds and errors.

mod config;
mod error;
mod field;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, ClientField, Type};

pub use field::field_type;

use crate::client::call_options;
use crate::file::File;
use crate::rust::{self, doc};

/// All files.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let client = &api.client;
    if client.config.is_empty() {
        return Ok(Vec::new());
    }
    let file = |path: &str, about: &str, items: TokenStream| -> anyhow::Result<File> {
        Ok(File {
            path: format!("core/src/{path}"),
            text: rust::file("client.yaml", about, &items)?,
        })
    };
    Ok(vec![
        file(
            "client/config/fields.rs",
            "What a client is made from.",
            config::fields(&client.config)?,
        )?,
        file(
            "client/call_options.rs",
            "Options of single calls.",
            config::call_options(&call_options(api)),
        )?,
        file(
            "client/event.rs",
            "What an observer sees.",
            event(&client.event),
        )?,
        file(
            "request/config_key.rs",
            "The names of the configuration's fields.",
            config::keys(&client.config),
        )?,
        file(
            "error/kind.rs",
            "What kind of error it is.",
            error::kinds(&client.kinds),
        )?,
        file(
            "error/fields.rs",
            "The fields of an error.",
            error::fields(&client.problem),
        )?,
    ])
}

fn event(fields: &[ClientField]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        let about = doc(&field.about);
        let ty = match field.ty {
            Type::Text(_) if !field.optional => quote!(&'static str),
            _ => field_type(field),
        };
        quote!(#about pub #name: #ty,)
    });
    quote! {
        use alloc::string::String;
        use crate::error::ErrorKind;
        /// One attempt to send a request. It holds no credential, no URL and nothing of a body.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct RequestEvent { #(#fields)* }
    }
}
