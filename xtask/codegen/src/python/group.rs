//! `bindings-python/src/group/`: one class a group, whose methods serve the asyncio and the blocking client alike.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, Group, Operation};
use spec::names;

use super::types::{Argument, Call, argument as rust_name, group_class};
use crate::file::File;
use crate::rust::{self, doc, ident};
use crate::rust_core::operation::is_address;
use crate::rust_core::{endpoint, page};
use crate::rust_types;

const FOLDER: &str = "bindings-python/src/group";

/// One file a group, and the list of them.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let groups: Vec<&Group> = api
        .groups
        .iter()
        .filter(|group| !group.operations.is_empty())
        .collect();
    let mut files = vec![list(&groups)?];
    for group in groups {
        files.push(File {
            path: format!("{FOLDER}/{}.rs", group.name),
            text: file(api, group)?,
        });
    }
    Ok(files)
}

fn list(groups: &[&Group]) -> anyhow::Result<File> {
    let modules = groups.iter().map(|group| {
        let (name, module) = (&group.name, ident(&group.name));
        quote!(#[cfg(feature = #name)] mod #module;)
    });
    let uses = groups.iter().map(|group| {
        let (name, module) = (&group.name, ident(&group.name));
        let class = ident(&group_class(name));
        quote!(#[cfg(feature = #name)] pub(crate) use #module::#class;)
    });
    let classes = groups.iter().map(|group| {
        let (name, class) = (&group.name, ident(&group_class(&group.name)));
        quote!(#[cfg(feature = #name)] module.add_class::<#class>()?;)
    });
    let items = quote! {
        #(#modules)*
        use pyo3::prelude::*;
        #(#uses)*
        /// Adds the classes of all groups.
        ///
        /// # Errors
        /// When Python cannot make one.
        pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
            #(#classes)*
            Ok(())
        }
    };
    let mut text = rust::file("", "The operations of each group.", &items)?;
    text.push_str("\ncrate::client::clients! {\n");
    for group in groups {
        let name = names::python_name(&group.name);
        text.push_str(&format!(
            "    /// {}\n    #[cfg(feature = \"{}\")]\n    {name}: {},\n",
            about(group),
            group.name,
            group_class(&group.name)
        ));
    }
    text.push_str("}\n");
    Ok(File {
        path: format!("{FOLDER}/mod.rs"),
        text,
    })
}

/// One line about a group, never empty.
pub(crate) fn about(group: &Group) -> String {
    match group.about.is_empty() {
        true => format!("The operations of the group {}.", group.name),
        false => group.about.clone(),
    }
}

/// One line about an operation, never empty.
pub(crate) fn about_operation(operation: &Operation) -> String {
    match operation.about.is_empty() {
        true => format!("{} {}", operation.method, operation.path),
        false => operation.about.clone(),
    }
}

/// What an operation does, and what those arguments mean whose names do not say it.
pub(crate) fn documentation(call: &Call<'_>, about: &str) -> String {
    let mut text = about.to_owned();
    let mut first = true;
    for argument in &call.arguments {
        if let Some(about) = argument.about {
            text.push_str(if first { "\n\n" } else { "\n" });
            first = false;
            text.push_str(&format!("- `{}`: {about}", argument.name));
        }
    }
    text
}

fn file(api: &Api, group: &Group) -> anyhow::Result<String> {
    let lists: Vec<&str> = page::lists(api)
        .iter()
        .map(|(_, list, _)| list.id.as_str())
        .collect();
    let mut methods = Vec::new();
    for operation in &group.operations {
        let call = Call::new(operation);
        methods.push(method(&call));
        if lists.contains(&operation.id.as_str()) {
            methods.push(pages(&call));
            methods.push(all(&call));
        }
        if is_address(operation) {
            methods.push(address(group, &call));
        }
    }
    let class = ident(&group_class(&group.name));
    let about = doc(&about(group));
    let items = quote! {
        use crate::prelude::*;
        #about
        #[pyclass(frozen, module = "ory_hub.group")]
        pub(crate) struct #class(pub(crate) Caller);
        #[pymethods]
        impl #class {
            #(#methods)*
        }
    };
    rust::file(
        &group.file(),
        &format!("The operations of the group {}.", group.name),
        &items,
    )
}

fn method(call: &Call<'_>) -> TokenStream {
    let about = doc(&documentation(call, &about_operation(call.operation)));
    let run = match call.operation.answer() {
        Some(_) => quote!(call),
        None => quote!(call_nothing),
    };
    one(call, &about, &ident(&call.name), &run)
}

/// What is said of the address of an operation.
pub(crate) fn about_address(call: &Call<'_>) -> String {
    format!("The address of `{}`; nothing is sent.", call.name)
}

/// The method that gives the address of an operation, which a browser opens or another server calls.
fn address(group: &Group, call: &Call<'_>) -> TokenStream {
    let about = doc(&about_address(call));
    let name = format_ident!("{}_url", call.name);
    let arguments = call.params().map(typed);
    let signature = signature(call.params());
    let (module, row) = (
        ident(&group.name),
        format_ident!("{}", names::screaming(&call.operation.id)),
    );
    let values = call.operation.params.iter().map(|param| {
        let name = names::python_name(&param.wire);
        let argument = ident(&rust_name(&name));
        let read = format_ident!(
            "{}",
            if param.optional {
                "optional"
            } else {
                "required"
            }
        );
        quote!(given.#read(#name, #argument)?)
    });
    let reader = reader(call.params().next().is_some(), call);
    quote! {
        #about
        #signature
        fn #name(&self, py: Python<'_>, #(#arguments),*) -> PyResult<String> {
            #reader
            let params = ParamList::default()#(.with(&#values))*;
            self.0.url(py, &operation::#module::#row, &params)
        }
    }
}

/// What is said of the pages of a list.
pub(super) fn about_pages(call: &Call<'_>) -> String {
    let page = page::name(call.operation);
    format!(
        "`{}` page by page, with the same arguments; each is a `{page}`.",
        call.name
    )
}

fn pages(call: &Call<'_>) -> TokenStream {
    let name = format_ident!("{}_pages", call.name);
    one(call, &doc(&about_pages(call)), &name, &quote!(pages))
}

/// What is said of all items of a list.
pub(super) fn about_all(call: &Call<'_>) -> String {
    format!(
        "The items of `{}` one by one, from every page, with the same arguments.",
        call.name
    )
}

fn all(call: &Call<'_>) -> TokenStream {
    let name = format_ident!("{}_all", call.name);
    one(call, &doc(&about_all(call)), &name, &quote!(all))
}

fn one(
    call: &Call<'_>,
    about: &TokenStream,
    name: &proc_macro2::Ident,
    run: &TokenStream,
) -> TokenStream {
    let class = format_ident!("{}", names::pascal(&call.operation.id));
    let arguments = call.arguments.iter().map(typed);
    let fields = endpoint::fields(call.operation).into_iter().map(|field| {
        let own = field.trim_start_matches("r#");
        let found = call
            .arguments
            .iter()
            .find(|argument| argument.field.trim_start_matches("r#") == own);
        let Some(argument) = found else {
            return quote!(None);
        };
        let (name, value) = (&argument.name, ident(&rust_name(&argument.name)));
        if argument.optional {
            quote!(given.optional(#name, #value)?)
        } else {
            quote!(given.required(#name, #value)?)
        }
    });
    let reader = reader(!call.arguments.is_empty(), call);
    let signature = signature(call.arguments.iter());
    let many = (call.arguments.len() > 5).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #about
        #signature
        #many
        fn #name<'py>(&self, py: Python<'py>, #(#arguments),*) -> Answer<'py> {
            #reader
            let request = endpoint::#class::from_fields(#(#fields),*);
            self.0.#run(py, request)
        }
    }
}

/// What reads the arguments, if there are any.
fn reader(needed: bool, call: &Call<'_>) -> Option<TokenStream> {
    let operation = &call.operation.id;
    needed.then(|| quote!(let given = Arguments::of(py, #operation);))
}

/// An argument as a method of Rust takes it: it may turn out to be none.
fn typed(argument: &Argument<'_>) -> TokenStream {
    let name = ident(&rust_name(&argument.name));
    let ty = rust_types::field(argument.ty, false);
    match argument.optional {
        true => quote!(#name: Option<Given<#ty>>),
        false => quote!(#name: Given<#ty>),
    }
}

/// PyO3 finds out by itself where nothing is named or optional.
fn signature<'a>(arguments: impl Iterator<Item = &'a Argument<'a>>) -> Option<TokenStream> {
    let mut parts = Vec::new();
    let (mut star, mut optional) = (false, false);
    for argument in arguments {
        optional |= argument.optional;
        let name = ident(&rust_name(&argument.name));
        if argument.named && !star {
            parts.push(quote!(*));
            star = true;
        }
        parts.push(match argument.optional {
            true => quote!(#name = None),
            false => quote!(#name),
        });
    }
    (star || optional).then(|| quote!(#[pyo3(signature = (#(#parts),*))]))
}
