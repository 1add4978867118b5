//! `bindings-python/src/{config,problem}.rs`: what a client is made from, and the facts of an error.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, ClientField, Text, Type};

use crate::File;
use crate::rust::{self, doc};

/// Both files.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    Ok(vec![
        File {
            path: "bindings-python/src/config.rs".into(),
            text: config(&api.client.config)?,
        },
        File {
            path: "bindings-python/src/problem.rs".into(),
            text: problem(&api.client.problem)?,
        },
    ])
}

fn config(fields: &[ClientField]) -> anyhow::Result<String> {
    let getters = fields
        .iter()
        .map(|field| getter(field, &format_ident!("{}", field.name)));
    let mut parts = Vec::new();
    let mut arguments = Vec::new();
    let mut shown = Vec::new();
    let mut values = Vec::new();
    for field in fields {
        let name = format_ident!("{}", field.name);
        let ty = config_type(field);
        let default: TokenStream = match &field.default {
            Some(value) => value
                .parse()
                .map_err(|error| anyhow::anyhow!("{}: {error}", field.name))?,
            None => quote!(None),
        };
        let value = match field.ty {
            Type::Map(_) => quote!(#name: #name.unwrap_or_default()),
            _ => quote!(#name),
        };
        values.push(value);
        parts.push(quote!(#name = #default));
        arguments.push(quote!(#name: #ty));
        shown.push(&field.name);
    }
    let urls = fields
        .iter()
        .filter(|field| field.ty == Type::Text(Text::Uri));
    let urls = urls.map(|field| format_ident!("{}", field.name));
    let items = quote! {
        use std::collections::HashMap;
        use ory_hub::Secret;
        use ory_hub::internal::python::{arguments, repr};
        use pyo3::prelude::*;
        use pyo3::types::PyDict;
        use crate::client::without_userinfo;
        const FIELDS: &[&str] = &[#(#shown),*];
        /// Where the servers are and which credentials they get. There is no default host.
        #[pyclass(frozen, eq, name = "OryConfig", module = "ory_hub")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct OryConfig(pub(crate) ory_hub::OryConfig);
        #[pymethods]
        impl OryConfig {
            #[new]
            #[pyo3(signature = (*, #(#parts),*))]
            #[allow(clippy::too_many_arguments)]
            fn new(#(#arguments),*) -> Self {
                Self(ory_hub::OryConfig { #(#values),* })
            }
            #(#getters)*
            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let mut shown = self.0.clone();
                for url in [#(&mut shown.#urls),*] {
                    *url = url.take().map(without_userinfo);
                }
                repr(Bound::new(py, Self(shown))?.as_any(), "OryConfig", FIELDS)
            }
            fn __getnewargs_ex__<'py>(this: &Bound<'py, Self>) -> PyResult<((), Bound<'py, PyDict>)> {
                arguments(this.as_any(), FIELDS)
            }
        }
    };
    rust::file("client.yaml", "What a client is made from.", &items)
}

fn config_type(field: &ClientField) -> TokenStream {
    match (&field.ty, field.name.as_str()) {
        (Type::Secret, _) => quote!(Option<Secret>),
        (Type::Bool, _) => quote!(bool),
        (Type::Int, "max_retries" | "max_connections") => quote!(u32),
        (Type::Map(_), _) => quote!(Option<HashMap<String, String>>),
        (Type::Int, _) => quote!(u64),
        _ => quote!(Option<String>),
    }
}

fn problem(fields: &[ClientField]) -> anyhow::Result<String> {
    let shown: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let getters = fields.iter().map(problem_getter);
    let arguments = fields.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name), problem_type(field));
        quote!(#name: #ty)
    });
    let parts = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        match field.optional {
            true => quote!(#name = None),
            false => quote!(#name),
        }
    });
    let values = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        match field.name.as_str() {
            "kind" => quote!(kind: kind_of(&kind)?),
            _ => quote!(#name),
        }
    });
    // The body may hold personal data, and a printed object ends in logs.
    let printed = shown.iter().filter(|name| **name != "body");
    let items = quote! {
        use ory_hub::Json;
        use ory_hub::internal::python::{arguments, repr};
        use pyo3::prelude::*;
        use pyo3::types::PyDict;
        use crate::kind::kind_of;
        const FIELDS: &[&str] = &[#(#shown),*];
        const SHOWN: &[&str] = &[#(#printed),*];
        /// The facts of an error.
        #[pyclass(frozen, eq, name = "Problem", module = "ory_hub")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Problem(pub(crate) ory_hub::Problem);
        #[pymethods]
        impl Problem {
            #[new]
            #[pyo3(signature = (*, #(#parts),*))]
            #[allow(clippy::too_many_arguments)]
            fn new(#(#arguments),*) -> PyResult<Self> {
                Ok(Self(ory_hub::Problem { #(#values),* }))
            }
            #(#getters)*
            fn __str__(&self) -> String {
                self.0.to_string()
            }
            fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
                repr(this.as_any(), "Problem", SHOWN)
            }
            fn __getnewargs_ex__<'py>(this: &Bound<'py, Self>) -> PyResult<((), Bound<'py, PyDict>)> {
                arguments(this.as_any(), FIELDS)
            }
        }
    };
    rust::file("client.yaml", "The facts of an error.", &items)
}

/// How a fact is read.
fn problem_getter(field: &ClientField) -> TokenStream {
    let name = format_ident!("{}", field.name);
    let about = doc(&field.about);
    let (ty, value) = match (field.name.as_str(), &field.ty, field.optional) {
        ("kind", ..) => (quote!(&'static str), quote!(self.0.kind.as_str())),
        ("details", ..) => (problem_type(field), quote!(self.0.details.clone())),
        (_, Type::Int, _) => (problem_type(field), quote!(self.0.#name)),
        (_, _, true) => (quote!(Option<&str>), quote!(self.0.#name.as_deref())),
        (_, _, false) => (quote!(&str), quote!(&self.0.#name)),
    };
    quote! {
        #about
        #[getter]
        fn #name(&self) -> #ty { #value }
    }
}

fn problem_type(field: &ClientField) -> TokenStream {
    let ty = match (&field.ty, field.name.as_str()) {
        (Type::Int, "status") => quote!(u16),
        (Type::Int, _) => quote!(u64),
        (Type::Json, _) => quote!(Json),
        _ => quote!(String),
    };
    match field.optional {
        true => quote!(Option<#ty>),
        false => ty,
    }
}

fn getter(field: &ClientField, name: &proc_macro2::Ident) -> TokenStream {
    let about = doc(&field.about);
    let (ty, value) = match config_type(field).to_string().as_str() {
        "Option < String >" => (quote!(Option<&str>), quote!(self.0.#name.as_deref())),
        "Option < Secret >" => (quote!(Option<Secret>), quote!(self.0.#name.clone())),
        _ if matches!(field.ty, Type::Map(_)) => (
            quote!(HashMap<String, String>),
            quote!(self.0.#name.clone()),
        ),
        _ => (config_type(field), quote!(self.0.#name)),
    };
    quote! {
        #about
        #[getter]
        fn #name(&self) -> #ty { #value }
    }
}
