//! Endpoint structs: one file an operation.

use std::collections::{BTreeSet, HashSet};

use anyhow::bail;
use describe::ir::{Api, Credential, Group, Model, ModelKind, Operation, Pages, Param, Place, Type};
use describe::names::{pascal, rust_field, screaming, snake};
use proc_macro2::TokenStream;
use quote::quote;

use super::family::identifiers;
use super::{page, types};
use crate::File;
use crate::rust::{self, ident};

/// One file an operation, and the modules that list them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut groups = TokenStream::new();
    for group in api.groups.iter().filter(|group| !group.operations.is_empty()) {
        let mut list = TokenStream::new();
        for operation in &group.operations {
            let name = snake(&operation.id);
            let path = format!("core/src/endpoint/group/{}/{name}.rs", group.name);
            let about = format!("`{}`.", operation.id);
            let text = rust::file(&operation.mark.file, &about, &endpoint(api, group, operation)?)?;
            files.push(File { path, text });
            let (module, item) = (ident(&name), ident(&pascal(&operation.id)));
            list.extend(quote! { mod #module; pub use #module::#item; });
        }
        let about = match group.about.as_str() {
            "" => format!("Endpoints of the group `{}`.", group.name),
            about => about.to_owned(),
        };
        files.push(File {
            path: format!("core/src/endpoint/group/{}.rs", group.name),
            text: rust::file(&format!("{}.yaml", group.name), &about, &super::slots::sorted(&list)?)?,
        });
        let (module, feature) = (ident(&group.name), &group.name);
        groups.extend(quote! {
            #[cfg(feature = #feature)] mod #module;
            #[cfg(feature = #feature)] pub use #module::*;
        });
    }
    groups.extend(quote!(#[cfg(test)] pub mod check;));
    files.push(File {
        path: "core/src/endpoint/group.rs".into(),
        text: rust::file("*.yaml", "Endpoints, by group.", &super::slots::sorted(&groups)?)?,
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
            use crate::credential::Credential as _;
            use crate::endpoint::Endpoint;
            use crate::operation::{CredentialKind, Operation};
            use crate::transport::Headers;

            /// An endpoint without its type.
            pub struct Row {
                /// Its row in the table.
                pub operation: &'static Operation,
                /// The credential that its type names.
                pub credential: CredentialKind,
                /// Reads an answer; whether that gave a value.
                pub read: fn(u16, &Headers, &[u8]) -> bool,
            }

            fn row<E: Endpoint>() -> Row {
                Row {
                    operation: E::OPERATION,
                    credential: E::Credential::KIND,
                    read: |status, headers, body| E::response(status, headers, body).is_ok(),
                }
            }

            /// All of them.
            pub fn every() -> Vec<Row> {
                Vec::from([#(#rows)*])
            }
        },
    )?;
    Ok(File {
        path: "core/src/endpoint/group/check.rs".into(),
        text,
    })
}

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

fn endpoint(api: &Api, group: &Group, operation: &Operation) -> anyhow::Result<TokenStream> {
    let slots = slots(operation)?;
    let name = ident(&pascal(&operation.id));
    let about = rust::doc(&match operation.about.as_str() {
        "" => format!("`{}`: `{} {}`.", operation.id, operation.method, operation.path),
        about => format!("{about}\n\nOry's `{}`: `{} {}`.", operation.id, operation.method, operation.path),
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
    let arguments = arguments(api, operation, &name)?;
    let implementation = implementation(group, operation, &name);
    let list = list(api, operation, &name)?;
    let items = quote! {
        #about
        #[derive(Debug, Clone, PartialEq, #default)]
        pub struct #name { #(#fields),* }

        impl #name {
            #new
            #(#setters)*
        }

        #arguments
        #implementation
        #list
    };
    let imports = imports(operation, &identifiers(&items));
    Ok(quote! { #imports #items })
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
            bail!("{}: two parameters would be called `{name}` in Rust", operation.id);
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
        text if text.split_once(" : ").is_some_and(|(name, value)| name == value) => {
            let name = ident(text.split(" : ").next().unwrap_or_default());
            quote!(#name)
        }
        _ => value,
    });
    let others = slots.iter().filter(|slot| slot.optional).map(|slot| {
        let name = &slot.name;
        if slot.is_bare_list() { quote!(#name: Vec::new()) } else { quote!(#name: None) }
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

fn arguments(api: &Api, operation: &Operation, name: &proc_macro2::Ident) -> anyhow::Result<TokenStream> {
    let mut arms = Vec::new();
    for (index, param) in operation.params.iter().enumerate() {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let field = ident(&rust_field(&param.wire));
        let (item, each) = match &param.ty {
            Type::List(item) => (item.as_ref(), true),
            ty => (ty, param.optional),
        };
        arms.push(if each {
            let text = text(api, operation, item, &quote!(item), true)?;
            quote!(#index => self.#field.iter().for_each(|item| push(#text)))
        } else {
            let text = text(api, operation, item, &quote!(self.#field), false)?;
            quote!(#index => push(#text))
        });
    }
    if arms.is_empty() {
        return Ok(quote! {
            impl Arguments for #name {
                fn texts(&self, _: usize, _: &mut dyn FnMut(&str)) {}
            }
        });
    }
    Ok(quote! {
        impl Arguments for #name {
            fn texts(&self, index: usize, push: &mut dyn FnMut(&str)) {
                match index { #(#arms,)* _ => {} }
            }
        }
    })
}

/// The expression for the text of a value in a path, a query or a header.
fn text(
    api: &Api,
    operation: &Operation,
    ty: &Type,
    value: &TokenStream,
    borrowed: bool,
) -> anyhow::Result<TokenStream> {
    let star = borrowed.then(|| quote!(*));
    let and = (!borrowed).then(|| quote!(&));
    Ok(match ty {
        Type::Text(_) => quote!(#and #value),
        Type::Secret => quote!(#value.expose()),
        Type::Bool => quote!(if #star #value { "true" } else { "false" }),
        Type::Int | Type::Number => quote!(&#value.to_string()),
        Type::Time => quote!(&#value.raw),
        Type::Json => quote!(#value.text()),
        Type::Model(name) if matches!(api.model(name).map(|model| &model.kind), Some(ModelKind::Enum { .. })) => {
            quote!(#value.as_str())
        }
        _ => bail!("{}: a parameter is no text, number, bool, time or enum", operation.id),
    })
}

fn implementation(group: &Group, operation: &Operation, name: &proc_macro2::Ident) -> TokenStream {
    let answer = match operation.answer() {
        None => quote!(()),
        Some(ty) => types::field(ty, operation.may_be_empty()),
    };
    let credential = ident(match operation.credential {
        Credential::None => "NoCredential",
        other => super::operation::credential(other),
    });
    let (module, row) = (ident(&group.name), ident(&screaming(&operation.id)));
    let body = match &operation.body {
        None => quote!(Ok(None)),
        Some(body) => {
            let encoded = |value: TokenStream| {
                if body.form {
                    quote!(crate::form::encode_form(&#value.to_json())?)
                } else {
                    quote!(#value.to_json())
                }
            };
            if body.optional {
                let text = encoded(quote!(body));
                quote!(match &self.body { Some(body) => Ok(Some(#text)), None => Ok(None) })
            } else {
                let text = encoded(quote!(self.body));
                quote!(Ok(Some(#text)))
            }
        }
    };
    quote! {
        impl Endpoint for #name {
            type Answer = #answer;
            type Credential = credential::#credential;
            const OPERATION: &'static Operation = &operation::#module::#row;
            fn body(&self) -> Result<Option<String>, OryError> { #body }
        }
    }
}

/// The page half of a list operation.
fn list(api: &Api, operation: &Operation, name: &proc_macro2::Ident) -> anyhow::Result<TokenStream> {
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
        bail!("{}: it has pages but no `page_token: string?`", operation.id);
    }
    let items = match answer {
        Type::List(_) => quote!(answer),
        Type::Model(model) => list_field(operation, api.model(model))?,
        _ => bail!("{}: its pages are no list", operation.id),
    };
    let page = ident(&page::name(operation));
    Ok(quote! {
        impl ListEndpoint for #name {
            type Page = #page;
            fn turn_to(&mut self, token: &str) { self.page_token = Some(token.to_owned()); }
            fn page(answer: Self::Answer, next_page_token: Option<String>) -> Self::Page {
                #page { items: #items, next_page_token }
            }
            fn items(page: &Self::Page) -> usize { page.items.len() }
        }
    })
}

fn list_field(operation: &Operation, model: Option<&Model>) -> anyhow::Result<TokenStream> {
    if let Some(ModelKind::Record { fields, .. }) = model.map(|model| &model.kind) {
        for field in fields {
            if matches!(field.ty, Type::List(_)) {
                let name = ident(&rust_field(&field.wire));
                return Ok(if field.optional {
                    quote!(answer.#name.unwrap_or_default())
                } else {
                    quote!(answer.#name)
                });
            }
        }
    }
    bail!("{}: its answer has pages but no list", operation.id)
}

fn imports(operation: &Operation, used: &HashSet<String>) -> TokenStream {
    let types = operation.params.iter().map(|param| &param.ty);
    let types = types.chain(operation.body.iter().map(|body| &body.ty)).chain(operation.answer());
    let mut models: BTreeSet<String> = types
        .filter_map(describe::types::model)
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
    let map = used.contains("HashMap").then(|| quote!(use std::collections::HashMap;));
    let list = used
        .contains("ListEndpoint")
        .then(|| quote!(use crate::page::ListEndpoint;));
    quote! {
        #map
        use crate::credential;
        use crate::endpoint::Endpoint;
        use crate::error::OryError;
        #models
        use crate::operation::{self, Operation};
        #list
        use crate::plan::Arguments;
        #values
    }
}
