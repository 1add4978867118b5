//! Endpoint structs: one file an operation.

mod endpoint_impl;
mod pages;
mod request_struct;

use std::collections::{BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Group, Operation, Pages};
use spec::names::{pascal, snake};

use super::model_files::identifiers;
use super::page;
use crate::File;
use crate::rust::{self, ident};

/// One file an operation, and the modules that list them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut groups = TokenStream::new();
    for group in api
        .groups
        .iter()
        .filter(|group| !group.operations.is_empty())
    {
        let mut list = TokenStream::new();
        for operation in &group.operations {
            let name = snake(&operation.id);
            let path = format!("core/src/endpoint/{}/{name}.rs", group.name);
            let about = format!("`{}`.", operation.id);
            let text = rust::file(
                &operation.mark.file,
                &about,
                &endpoint(api, group, operation)?,
            )?;
            files.push(File { path, text });
            let (module, item) = (ident(&name), ident(&pascal(&operation.id)));
            list.extend(quote! { mod #module; pub use #module::#item; });
        }
        let about = match group.about.as_str() {
            "" => format!("Endpoints of the group `{}`.", group.name),
            about => about.to_owned(),
        };
        files.push(File {
            path: format!("core/src/endpoint/{}/mod.rs", group.name),
            text: rust::file(
                &format!("{}.yaml", group.name),
                &about,
                &rust::sorted(&list)?,
            )?,
        });
        let (module, feature) = (ident(&group.name), &group.name);
        groups.extend(quote! {
            #[cfg(feature = #feature)] mod #module;
            #[cfg(feature = #feature)] pub use #module::*;
        });
    }
    groups.extend(quote! {
        #[cfg(test)]
        mod check;
        pub mod credential;
        mod endpoint_trait;
        #[cfg(test)]
        mod tests;
        pub use endpoint_trait::{Endpoint, ListEndpoint};
    });
    files.push(File {
        path: "core/src/endpoint/mod.rs".into(),
        text: rust::file(
            "*.yaml",
            "Typed requests: one plain struct per operation, by group.",
            &rust::sorted(&groups)?,
        )?,
    });
    files.push(check(api)?);
    Ok(files)
}

/// What the tests of core ask of every endpoint.
fn check(api: &Api) -> anyhow::Result<File> {
    let rows = api.operations().map(|(group, operation)| {
        let (feature, name) = (&group.name, ident(&pascal(&operation.id)));
        quote! { #[cfg(feature = #feature)] row::<super::#name>(), }
    });
    let text = rust::file(
        "*.yaml",
        "Every endpoint, for the tests.",
        &quote! {
            use std::vec::Vec;
            use crate::endpoint::credential::Credential as _;
            use crate::endpoint::Endpoint;
            use crate::request::operation::{CredentialKind, Operation};
            use crate::transport::Headers;

            /// An endpoint without its type.
            pub struct EndpointCheck {
                /// Its row in the table.
                pub operation: &'static Operation,
                /// The credential that its type names.
                pub credential: CredentialKind,
                /// Reads an answer; whether that gave a value.
                pub read: fn(u16, &Headers, &[u8]) -> bool,
            }

            fn row<E: Endpoint>() -> EndpointCheck {
                EndpointCheck {
                    operation: E::OPERATION,
                    credential: E::Credential::KIND,
                    read: |status, headers, body| E::response(status, headers, body).is_ok(),
                }
            }

            /// All of them.
            pub fn every() -> Vec<EndpointCheck> {
                Vec::from([#(#rows)*])
            }
        },
    )?;
    Ok(File {
        path: "core/src/endpoint/check.rs".into(),
        text,
    })
}

/// One endpoint: its struct, how it is made, how it is sent.
fn endpoint(api: &Api, group: &Group, operation: &Operation) -> anyhow::Result<TokenStream> {
    let name = ident(&pascal(&operation.id));
    let request_struct = request_struct::request_struct(api, operation, &name)?;
    let endpoint_impl = endpoint_impl::endpoint_impl(api, group, operation, &name)?;
    let pages = pages::pages(api, operation, &name)?;
    let items = quote! { #request_struct #endpoint_impl #pages };
    let imports = imports(operation, &identifiers(&items));
    Ok(quote! { #imports #items })
}

fn imports(operation: &Operation, used: &HashSet<String>) -> TokenStream {
    let types = operation.params.iter().map(|param| &param.ty);
    let types = types
        .chain(operation.body.iter().map(|body| &body.ty))
        .chain(operation.answer());
    let mut models: BTreeSet<String> = types
        .filter_map(spec::types::model)
        .map(str::to_owned)
        .collect();
    if operation.pages != Pages::None {
        models.insert(page::name(operation));
    }
    let models = models.iter().map(|name| ident(name));
    let models = (models.len() > 0).then(|| quote!(use crate::model::{#(#models),*};));
    let values: Vec<_> = ["Json", "Secret", "Timestamp"]
        .into_iter()
        .filter(|name| used.contains(*name))
        .chain(used.contains("to_json").then_some("Model"))
        .map(ident)
        .collect();
    let values = (!values.is_empty()).then(|| quote!(use crate::{#(#values),*};));
    let map = used.contains("HashMap").then(|| {
        quote!(
            use std::collections::HashMap;
        )
    });
    let list = used.contains("ListEndpoint").then(|| {
        quote!(
            use crate::endpoint::ListEndpoint;
        )
    });
    quote! {
        #map
        use crate::endpoint::credential;
        use crate::endpoint::Endpoint;
        use crate::error::OryError;
        #models
        use crate::request::operation::{self, Operation};
        #list
        use crate::request::Params;
        #values
    }
}
