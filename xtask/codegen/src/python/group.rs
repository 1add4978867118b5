//! `bindings-python/src/group/`: one class a group, whose methods are rows that serve the asyncio and the blocking client
//! alike.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, Group, Operation};
use spec::names;

use super::types::{Argument, Call, group_class};
use crate::file::File;
use crate::rust::{self, ident, wrap};
use crate::rust_core::operation::is_address;
use crate::rust_core::page;
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
    let classes = groups.iter().map(|group| {
        let (name, module) = (&group.name, ident(&group.name));
        let class = group_class(name);
        quote!(#[cfg(feature = #name)] module.add(#class, #module::GROUP.class(py)?)?;)
    });
    let items = quote! {
        #(#modules)*
        use pyo3::prelude::*;
        /// Adds the classes of all groups.
        ///
        /// # Errors
        /// When Python cannot make one.
        pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
            let py = module.py();
            #(#classes)*
            Ok(())
        }
    };
    let mut text = rust::file("", "The operations of each group.", &items)?;
    text.push_str("\ncrate::client::clients! {\n");
    for group in groups {
        let name = names::python_name(&group.name);
        text.push_str(&format!(
            "    /// {}\n    #[cfg(feature = \"{}\")]\n    {name}: {}::GROUP,\n",
            about(group),
            group.name,
            ident(&group.name)
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
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for operation in &group.operations {
        let call = Call::new(operation);
        let row = Rows {
            module: ident(&group.name),
            call: &call,
        };
        lines.push(row.arguments());
        rows.push(row.method());
        if lists.contains(&operation.id.as_str()) {
            rows.push(row.pages());
            rows.push(row.items());
        }
        if is_address(operation) {
            rows.push(row.address());
        }
    }
    let (class, about) = (group_class(&group.name), about(group));
    let items = quote! {
        use crate::prelude::*;
        #(#lines)*
        pub(crate) static GROUP: Group = Group {
            name: #class,
            about: #about,
            methods: &[#(#rows),*],
            class: PyOnce::new(),
        };
    };
    rust::file(
        &group.file(),
        &format!("The operations of the group {}.", group.name),
        &items,
    )
}

/// The rows of one operation.
struct Rows<'a> {
    module: proc_macro2::Ident,
    call: &'a Call<'a>,
}

impl Rows<'_> {
    fn constant(&self) -> proc_macro2::Ident {
        format_ident!("{}", names::screaming(&self.call.operation.id))
    }

    /// What the operation takes, under its name.
    fn arguments(&self) -> TokenStream {
        let (name, arguments) = (self.constant(), self.listed(self.call.arguments.iter()));
        quote!(const #name: &[Argument] = &[#(#arguments),*];)
    }

    fn listed<'b>(
        &self,
        arguments: impl Iterator<Item = &'b Argument<'b>>,
    ) -> impl Iterator<Item = TokenStream> {
        arguments.map(|argument| {
            let (name, ty) = (&argument.name, rust_types::field(argument.ty, false));
            let mut params = self.call.operation.params.iter();
            let place = params.position(|param| names::rust_field(&param.wire) == argument.field);
            match (place.filter(|_| !argument.is_body), argument.optional) {
                (None, false) => quote!(body::<#ty>()),
                (None, true) => quote!(optional_body::<#ty>()),
                (Some(place), false) => quote!(required::<#ty>(#name, #place)),
                (Some(place), true) => quote!(optional::<#ty>(#name, #place)),
            }
        })
    }

    fn row(
        &self,
        name: &str,
        about: &str,
        arguments: &TokenStream,
        gives: &TokenStream,
    ) -> TokenStream {
        let about = wrap(about, 112).join("\n");
        let (module, operation) = (&self.module, self.constant());
        quote! {
            Row {
                name: #name,
                about: #about,
                operation: &operation::#module::#operation,
                arguments: #arguments,
                gives: #gives,
            }
        }
    }

    fn answer(&self) -> Option<TokenStream> {
        let ty = rust_types::field(self.call.operation.answer()?, false);
        Some(quote!(<#ty as FromValue>::TYPE))
    }

    fn method(&self) -> TokenStream {
        let about = documentation(self.call, &about_operation(self.call.operation));
        let gives = match self.answer() {
            Some(ty) => quote!(Gives::Value(#ty)),
            None => quote!(Gives::Nothing),
        };
        let arguments = self.constant();
        self.row(&self.call.name, &about, &quote!(#arguments), &gives)
    }

    fn list(&self, end: &str, about: &str, gives: &str) -> TokenStream {
        let (ty, gives) = (self.answer(), ident(gives));
        let page = format_ident!("{}", page::name(self.call.operation));
        let arguments = self.constant();
        let name = format!("{}_{end}", self.call.name);
        let gives = quote!(Gives::#gives(#ty, #page::DESC));
        self.row(&name, about, &quote!(#arguments), &gives)
    }

    fn pages(&self) -> TokenStream {
        self.list("pages", &about_pages(self.call), "Pages")
    }

    fn items(&self) -> TokenStream {
        self.list("all", &about_all(self.call), "Items")
    }

    /// The method that gives the address of an operation, which a browser opens or another server calls.
    fn address(&self) -> TokenStream {
        let arguments = self.listed(self.call.params());
        let name = format!("{}_url", self.call.name);
        let arguments = quote!(&[#(#arguments),*]);
        self.row(
            &name,
            &about_address(self.call),
            &arguments,
            &quote!(Gives::Url),
        )
    }
}

/// What is said of the address of an operation.
pub(crate) fn about_address(call: &Call<'_>) -> String {
    format!("The address of `{}`; nothing is sent.", call.name)
}

/// What is said of the pages of a list.
pub(super) fn about_pages(call: &Call<'_>) -> String {
    let page = page::name(call.operation);
    format!(
        "`{}` page by page, with the same arguments; each is a `{page}`.",
        call.name
    )
}

/// What is said of all items of a list.
pub(super) fn about_all(call: &Call<'_>) -> String {
    format!(
        "The items of `{}` one by one, from every page, with the same arguments.",
        call.name
    )
}
