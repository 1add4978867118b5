//! `config.rs`, `event.rs`, `problem.rs` and `_error.py`: what a client is made from, what it shows, and its error.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, ClientField, Text, Type};
use spec::names;

use crate::client::{field_type, plain_type};
use crate::file::File;
use crate::rust::{self, doc};

/// What the field of Python alone is for.
pub(crate) const OBSERVER: &str = "Called with a `RequestEvent` for every request that was sent, when its call comes back to Python. It must not block.";

/// What is said of the form in an error.
pub(crate) const FLOW: &str = "The form that came with the error: a 400 of a submit is one, with messages or for the next step.";

/// All of them.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    Ok(vec![
        File {
            path: "bindings-python/src/config.rs".into(),
            text: config(&api.client.config)?,
        },
        File {
            path: "bindings-python/src/problem.rs".into(),
            text: problem(&api.client.problem)?,
        },
        File {
            path: "bindings-python/src/event.rs".into(),
            text: event(&api.client.event)?,
        },
        File {
            path: "bindings-python/python/ory_hub/_error.py".into(),
            text: errors(&api.client.kinds),
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
    let mut text = String::from("(*, ");
    for field in fields {
        let name = format_ident!("{}", field.name);
        let ty = plain_type(field);
        let default: TokenStream = match &field.default {
            Some(value) => value
                .parse()
                .map_err(|error| anyhow::anyhow!("{}: {error}", field.name))?,
            None => quote!(None),
        };
        let field_name = &field.name;
        let read = match field.ty {
            Type::Int => quote!(arguments.whole(#field_name, #name)?),
            _ => quote!(arguments.optional(#field_name, #name)?),
        };
        values.push(match field.ty {
            Type::Bool | Type::Int => quote!(config.#name = #read.unwrap_or(#default);),
            Type::Map(_) => quote!(config.#name = #read.unwrap_or_default();),
            _ => quote!(config.#name = #read;),
        });
        parts.push(quote!(#name = None));
        let shown_default = field.default.as_deref().map_or("None", literal);
        text.push_str(&format!("{}={shown_default}, ", field.name));
        arguments.push(match field.ty {
            Type::Int => quote!(#name: Option<Given<Whole<#ty>>>),
            _ => quote!(#name: Option<Given<#ty>>),
        });
        shown.push(&field.name);
    }
    let urls = fields
        .iter()
        .filter(|field| field.ty == Type::Text(Text::Uri));
    let urls = urls.map(|field| format_ident!("{}", field.name));
    let about_observer = doc(OBSERVER);
    text.push_str("observer=None)");
    let items = quote! {
        use std::collections::HashMap;
        use std::sync::Arc;
        use ory_hub::Secret;
        use ory_hub::internal::python::{arguments, repr};
        use pyo3::prelude::*;
        use pyo3::types::PyDict;
        use crate::argument::{Arguments, Given, Whole};
        use crate::client::without_userinfo;
        use crate::observe;
        const FIELDS: &[&str] = &[#(#shown,)* "observer"];
        /// Where the servers are and which credentials they get. There is no default host.
        #[pyclass(frozen, eq, name = "OryConfig", module = "ory_hub")]
        pub(crate) struct OryConfig {
            pub(crate) core: ory_hub::OryConfig,
            pub(crate) observer: Option<Arc<Py<PyAny>>>,
        }
        impl PartialEq for OryConfig {
            fn eq(&self, other: &Self) -> bool {
                let place = |config: &Self| config.observer.as_ref().map(|observer| observer.as_ptr());
                self.core == other.core && place(self) == place(other)
            }
        }
        #[pymethods]
        impl OryConfig {
            #[new]
            #[pyo3(signature = (*, #(#parts,)* observer = None), text_signature = #text)]
            #[allow(clippy::too_many_arguments)]
            fn new(
                py: Python<'_>,
                #(#arguments,)*
                observer: Option<Bound<'_, PyAny>>,
            ) -> PyResult<Self> {
                let arguments = Arguments::of_config(py);
                let mut config = ory_hub::OryConfig::self_hosted();
                #(#values)*
                if let Some(observer) = &observer {
                    observe::check(arguments, observer)?;
                }
                Ok(Self { core: config, observer: observer.map(|observer| Arc::new(observer.unbind())) })
            }
            #(#getters)*
            #about_observer
            #[getter]
            fn observer(&self, py: Python<'_>) -> Option<Py<PyAny>> {
                self.observer.as_ref().map(|observer| observer.clone_ref(py))
            }
            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let mut core = self.core.clone();
                for url in [#(&mut core.#urls),*] {
                    *url = url.take().map(without_userinfo);
                }
                // Values of headers may be keys.
                for value in core.headers.values_mut() {
                    "[redacted]".clone_into(value);
                }
                let shown = Self { core, observer: self.observer.clone() };
                repr(Bound::new(py, shown)?.as_any(), "OryConfig", FIELDS)
            }
            fn __getnewargs_ex__<'py>(this: &Bound<'py, Self>) -> PyResult<((), Bound<'py, PyDict>)> {
                arguments(this.as_any(), FIELDS)
            }
        }
    };
    rust::file("client.yaml", "What a client is made from.", &items)
}

/// The type of an argument of `OryConfig`: a map may be left out there.
fn config_type(field: &ClientField) -> TokenStream {
    let ty = field_type(field);
    match &field.ty {
        Type::Map(_) => quote!(Option<#ty>),
        _ => ty,
    }
}

/// A default as Python writes it.
pub(crate) fn literal(json: &str) -> &str {
    match json {
        "true" => "True",
        "false" => "False",
        other => other,
    }
}

fn problem(fields: &[ClientField]) -> anyhow::Result<String> {
    let shown: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let getters = fields.iter().map(problem_getter);
    let arguments = fields.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name), field_type(field));
        quote!(#name: #ty)
    });
    let parts = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        match field.optional {
            true => quote!(#name = None),
            false => quote!(#name),
        }
    });
    let values = fields.iter().filter(|field| field.optional).map(|field| {
        let name = format_ident!("{}", field.name);
        quote!(problem.#name = #name;)
    });
    let printed = fields.iter().filter(|field| !field.sensitive);
    let printed = printed.map(|field| &field.name);
    let about_flow = doc(FLOW);
    let items = quote! {
        use ory_hub::{ErrorKind, Json};
        use ory_hub::internal::python::{arguments, repr};
        use pyo3::exceptions::PyValueError;
        use pyo3::prelude::*;
        use pyo3::types::PyDict;
        use crate::flow::flow;
        const FIELDS: &[&str] = &[#(#shown),*];
        const SHOWN: &[&str] = &[#(#printed),*];
        /// The facts of an error.
        #[pyclass(frozen, eq, name = "Problem", module = "ory_hub")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub(crate) struct Problem(pub(crate) ory_hub::Problem);
        #[pymethods]
        impl Problem {
            #[new]
            #[pyo3(signature = (*, #(#parts),*))]
            #[allow(clippy::too_many_arguments)]
            fn new(#(#arguments),*) -> PyResult<Self> {
                let kind = ErrorKind::from_name(&kind)
                    .ok_or_else(|| PyValueError::new_err(format!("'{kind}' is no kind of error")))?;
                let mut problem = ory_hub::Problem::new(kind, message);
                #(#values)*
                Ok(Self(problem))
            }
            #(#getters)*
            #about_flow
            #[getter]
            fn flow<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
                flow(py, &self.0)
            }
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
        ("details", ..) => (field_type(field), quote!(self.0.details.clone())),
        (_, Type::Int | Type::Bool, _) => (field_type(field), quote!(self.0.#name)),
        (_, _, true) => (quote!(Option<&str>), quote!(self.0.#name.as_deref())),
        (_, _, false) => (quote!(&str), quote!(&self.0.#name)),
    };
    quote! {
        #about
        #[getter]
        fn #name(&self) -> #ty { #value }
    }
}

fn getter(field: &ClientField, name: &proc_macro2::Ident) -> TokenStream {
    let about = doc(&field.about);
    let (ty, value) = match config_type(field).to_string().as_str() {
        "Option < String >" => (quote!(Option<&str>), quote!(self.core.#name.as_deref())),
        "Option < Secret >" => (quote!(Option<Secret>), quote!(self.core.#name.clone())),
        _ if matches!(field.ty, Type::Map(_)) => (
            quote!(HashMap<String, String>),
            quote!(self.core.#name.clone()),
        ),
        _ => (config_type(field), quote!(self.core.#name)),
    };
    quote! {
        #about
        #[getter]
        fn #name(&self) -> #ty { #value }
    }
}

fn event(fields: &[ClientField]) -> anyhow::Result<String> {
    let names = fields.iter().map(|field| &field.name);
    let getters = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        let about = doc(&field.about);
        let (ty, value) = match (field.name.as_str(), &field.ty) {
            ("operation" | "method", _) => (quote!(&'static str), quote!(self.0.#name)),
            ("error_kind", _) => (
                quote!(Option<&'static str>),
                quote!(self.0.error_kind.map(|kind| kind.as_str())),
            ),
            (_, Type::Int) => (field_type(field), quote!(self.0.#name)),
            _ => (quote!(Option<&str>), quote!(self.0.#name.as_deref())),
        };
        quote! {
            #about
            #[getter]
            fn #name(&self) -> #ty { #value }
        }
    });
    let items = quote! {
        use ory_hub::internal::python::repr;
        use pyo3::prelude::*;
        /// One attempt to send a request. It holds no credential, no URL and nothing of a body.
        #[pyclass(frozen, eq, module = "ory_hub")]
        #[derive(Debug, PartialEq, Eq)]
        pub(crate) struct RequestEvent(pub(crate) ory_hub::RequestEvent);
        #[pymethods]
        impl RequestEvent {
            #(#getters)*
            fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
                repr(this.as_any(), "RequestEvent", &[#(#names),*])
            }
        }
    };
    rust::file("client.yaml", "What observers see.", &items)
}

fn errors(kinds: &[(String, String)]) -> String {
    let rows: String = kinds
        .iter()
        .map(|(kind, about)| {
            let base = base(kind).map_or_else(String::new, |base| format!(", {base}"));
            format!("        ({:?}, {about:?}{base}),\n", names::pascal(kind))
        })
        .collect();
    format!(
        "# {}\n{}",
        rust::mark("client.yaml"),
        include_str!("error.py").replace("        ROWS\n", &rows)
    )
}

/// The exceptions of Python's own that an error of that kind is too.
pub(super) fn base(kind: &str) -> Option<&'static str> {
    match kind {
        // An argument of a wrong type is one too.
        "config" | "input" => Some("ValueError, TypeError"),
        "credential" | "decode" => Some("ValueError"),
        "transport" => Some("ConnectionError"),
        "timeout" => Some("TimeoutError"),
        _ => None,
    }
}
