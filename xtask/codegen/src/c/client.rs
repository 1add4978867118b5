//! Setters of the configuration and getters of errors, from `client.yaml`.

use anyhow::bail;
use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, ClientField, Type};

use super::function::Function;
use super::names::argument;
use crate::File;
use crate::rust::{self, ident};

const FROM: &str = "client.yaml";

/// Both files.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut setters = TokenStream::new();
    for field in &api.client.config {
        setters.extend(setter(field)?);
    }
    let mut getters = TokenStream::new();
    for fact in &api.client.problem {
        getters.extend(getter(fact)?);
    }
    Ok(vec![
        File {
            path: "bindings-uniffi/c/src/config/fields.rs".into(),
            text: rust::file(
                FROM,
                "One setter a field of the configuration.",
                &quote! {
                    use super::{ory_config, set, set_text};
                    use crate::guard::guard;
                    use crate::text::ory_str;
                    #setters
                },
            )?,
        },
        File {
            path: "bindings-uniffi/c/src/error/facts.rs".into(),
            text: rust::file(
                FROM,
                "One getter a fact of an error.",
                &quote! {
                    use super::{fact, optional, ory_error, ory_result};
                    use crate::guard::guard;
                    use crate::text::ory_str;
                    #getters
                },
            )?,
        },
    ])
}

/// Times have 64 bits, counts and statuses 32.
fn number(field: &ClientField) -> TokenStream {
    if field.name.ends_with("_ms") || field.name.ends_with("_after") {
        quote!(u64)
    } else {
        quote!(u32)
    }
}

fn setter(field: &ClientField) -> anyhow::Result<TokenStream> {
    let name = &field.name;
    let member = ident(name);
    let value = argument(name, &["config"]);
    let value_name = ident(&value);
    let (ty, body) = match field.ty {
        Type::Text(_) | Type::Secret => (
            quote!(ory_str),
            quote!(set_text(config, #name, #value_name, |config, text| config.#member = Some(text.into()))),
        ),
        Type::Int => (
            number(field),
            quote!(set(config, |config| config.#member = #value_name)),
        ),
        Type::Bool => (
            quote!(bool),
            quote!(set(config, |config| config.#member = #value_name)),
        ),
        // Written by hand: `ory_config_set_header` adds one.
        Type::Map(_) => return Ok(TokenStream::new()),
        _ => bail!("client.yaml: C has no setter for the type of `{name}`"),
    };
    let default = match &field.default {
        Some(default) => format!(" Without it: {default}."),
        None => String::new(),
    };
    Ok(Function {
        about: format!("Sets `{name}`. {}{default}", field.about),
        name: format!("ory_config_set_{name}"),
        arguments: vec![("config".to_owned(), quote!(*mut ory_config)), (value, ty)],
        result: None,
        body,
    }
    .guarded())
}

fn getter(fact: &ClientField) -> anyhow::Result<TokenStream> {
    let name = &fact.name;
    let member = ident(name);
    let (ty, read, empty) = match (&fact.ty, fact.optional) {
        _ if name == "kind" => (
            quote!(ory_result),
            quote!(ory_result::of(problem.kind)),
            " Never `ORY_OK` for an error.",
        ),
        (Type::Text(_), true) => (
            quote!(ory_str),
            quote!(optional(problem.#member.as_deref())),
            " Borrowed from `error`; empty when absent.",
        ),
        (Type::Text(_), false) => (
            quote!(ory_str),
            quote!(ory_str::of(&problem.#member)),
            " Borrowed from `error`.",
        ),
        (Type::Json, true) => (
            quote!(ory_str),
            quote!(optional(problem.details_text())),
            " JSON text, borrowed from `error`; empty when absent.",
        ),
        (Type::Int, true) => {
            let ty = number(fact);
            let read = quote!(problem.#member.map_or(0, #ty::from));
            (ty, read, " 0 when absent.")
        }
        _ => bail!("client.yaml: C has no getter for the type of `{name}`"),
    };
    let arguments = || vec![("error".to_owned(), quote!(*const ory_error))];
    let has = fact.optional.then(|| {
        Function {
            about: format!("Whether `{name}` is there."),
            name: format!("ory_error_has_{name}"),
            arguments: arguments(),
            result: Some(quote!(bool)),
            body: quote!(fact(error, |problem| problem.#member.is_some())),
        }
        .guarded()
    });
    let get = Function {
        about: format!("{}{empty}", fact.about),
        name: format!("ory_error_get_{name}"),
        arguments: arguments(),
        result: Some(ty),
        body: quote!(fact(error, |problem| #read)),
    }
    .guarded();
    Ok(quote!(#has #get))
}
