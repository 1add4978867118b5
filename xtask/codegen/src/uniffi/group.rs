//! `bindings-uniffi/src/group/*.rs`: a class for each group, an async method for each operation.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use spec::ir::{Api, Group, Operation, Pages, Type};
use spec::names;

use super::names::{class, pages};
use crate::file::File;
use crate::rust_core::endpoint;
use crate::rust_core::operation::is_address;
use crate::{rust, rust_types};

/// One argument of a method, and the endpoint's field of the same name.
struct Argument<'a> {
    name: String,
    ty: &'a Type,
    optional: bool,
    about: Option<&'a str>,
}

/// A file for each group, and the one that names them.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut modules = TokenStream::new();
    for group in &api.groups {
        let module = rust::ident(&group.name);
        let name = &group.name;
        modules.extend(quote!(#[cfg(feature = #name)] mod #module;));
        files.push(File {
            path: format!("bindings-uniffi/src/group/{}.rs", group.name),
            text: one(group)?,
        });
    }
    files.push(File {
        path: "bindings-uniffi/src/group/mod.rs".into(),
        text: rust::file("", "The groups of operations.", &modules)?,
    });
    Ok(files)
}

fn one(group: &Group) -> anyhow::Result<String> {
    let class = format_ident!("{}", class(group));
    let accessor = rust::ident(&group.name);
    let about = rust::doc(&group.about);
    let mut calls = TokenStream::new();
    let mut methods = TokenStream::new();
    let mut walks = TokenStream::new();
    for operation in &group.operations {
        calls.extend(call(&class, operation));
        if is_address(operation) {
            methods.extend(address(group, operation));
        }
        if operation.pages != Pages::None {
            methods.extend(pages_method(operation));
            walks.extend(walk(operation));
        }
    }
    if !methods.is_empty() {
        methods = quote!(#[uniffi::export] impl #class { #methods });
    }
    let accessor_about = rust::doc(&format!("{} operations.", names::pascal(&group.name)));
    let items = quote! {
        use crate::prelude::*;

        #about
        #[derive(uniffi::Object)]
        pub(crate) struct #class(ory_hub::Ory);

        #[uniffi::export]
        impl Ory {
            #accessor_about
            pub(crate) fn #accessor(&self) -> Arc<#class> {
                Arc::new(#class(self.client()))
            }
        }

        #calls

        #methods

        #walks
    };
    let file = group.file();
    rust::file(&file, &format!("The {} operations.", group.name), &items)
}

/// The method that calls an operation.
fn call(class: &Ident, operation: &Operation) -> TokenStream {
    let arguments = arguments(operation);
    let about = docs(operation, &arguments);
    let name = rust::ident(&names::rust_field(&operation.id));
    let parameters = parameters(&arguments);
    let request = request(operation, &arguments);
    let answer = match operation.answer() {
        Some(ty) => {
            let ty = rust_types::plain(ty);
            if operation.may_be_empty() {
                quote!(Option<#ty>)
            } else {
                ty
            }
        }
        None => quote!(()),
    };
    let symbol = symbol(class, &name);
    quote! {
        async_export!(
            #about
            #[symbol = #symbol]
            fn #name(this: &#class, #parameters) -> #answer {
                call(&this.0, #request)
            }
        );
    }
}

/// What `async_export!` needs besides the method itself.
fn symbol(class: &Ident, method: &Ident) -> String {
    let (class, method) = (class.to_string().to_lowercase(), method.to_string());
    format!("{class}_{}", method.trim_start_matches("r#"))
}

/// The method that gives the address of an operation, which a browser opens or another server calls.
fn address(group: &Group, operation: &Operation) -> TokenStream {
    let arguments: Vec<_> = parameters_of(operation).collect();
    let about = rust::doc(&format!(
        "The address of `{}`; nothing is sent.",
        operation.id
    ));
    let defaults = defaults(&arguments);
    let name = format_ident!("{}_url", names::snake(&operation.id));
    let parameters = parameters(&arguments);
    let (module, row) = (
        rust::ident(&group.name),
        format_ident!("{}", names::screaming(&operation.id)),
    );
    let values = operation
        .params
        .iter()
        .map(|param| rust::ident(&names::rust_field(&param.wire)));
    quote! {
        #about
        #defaults
        pub(crate) fn #name(&self, #parameters) -> Result<String> {
            let params = ParamList::default()#(.with(&#values))*;
            Ok(self.0.operation_url(&operation::#module::#row, &params)?)
        }
    }
}

fn pages_method(operation: &Operation) -> TokenStream {
    let mut arguments = arguments(operation);
    arguments.retain(|argument| argument.name != "page_token");
    let about = rust::doc(&format!("{} Page by page, to the end.", operation.about));
    let defaults = defaults(&arguments);
    let name = format_ident!("{}_pages", names::snake(&operation.id));
    let class = format_ident!("{}", pages(operation));
    let parameters = parameters(&arguments);
    let request = request(operation, &arguments);
    quote! {
        #about
        #defaults
        pub(crate) fn #name(&self, #parameters) -> Arc<#class> {
            Arc::new(#class(Source::new(self.0.pages(#request))))
        }
    }
}

fn walk(operation: &Operation) -> TokenStream {
    let class = format_ident!("{}", pages(operation));
    let page = format_ident!("{}Page", names::pascal(&operation.id));
    let symbol = symbol(&class, &format_ident!("next"));
    let about = rust::doc(&format!("Walks through the pages of `{}`.", operation.id));
    quote! {
        #about
        #[derive(uniffi::Object)]
        pub(crate) struct #class(Source<#page>);

        async_export!(
            /// The next page, or nothing after the last one.
            #[symbol = #symbol]
            fn next(this: &#class) -> Option<#page> {
                this.0.next()
            }
        );
    }
}

/// Required ones first, in the order path, query, body; then those with a default.
fn arguments(operation: &Operation) -> Vec<Argument<'_>> {
    let mut all: Vec<Argument<'_>> = parameters_of(operation).collect();
    if let Some(body) = &operation.body {
        all.push(Argument {
            name: "body".into(),
            ty: &body.ty,
            optional: body.optional,
            about: None,
        });
    }
    all.sort_by_key(|argument| argument.optional);
    all
}

fn parameters_of(operation: &Operation) -> impl Iterator<Item = Argument<'_>> {
    operation.params.iter().map(|param| Argument {
        name: names::rust_field(&param.wire),
        ty: &param.ty,
        optional: param.optional,
        about: param.about.as_deref(),
    })
}

fn docs(operation: &Operation, arguments: &[Argument<'_>]) -> TokenStream {
    let mut text = operation.about.clone();
    let documented = arguments
        .iter()
        .filter_map(|argument| Some((argument.name.trim_start_matches("r#"), argument.about?)));
    for (index, (name, about)) in documented.enumerate() {
        text.push_str(if index == 0 { "\n\n" } else { "\n" });
        text.push_str(&format!("- `{}`: {about}", names::camel(name)));
    }
    rust::doc(&text)
}

fn defaults(arguments: &[Argument<'_>]) -> TokenStream {
    let names: Vec<_> = arguments
        .iter()
        .filter(|argument| argument.optional)
        .map(|argument| rust::ident(&argument.name))
        .collect();
    if names.is_empty() {
        return TokenStream::new();
    }
    quote!(#[uniffi::method(default(#(#names = None),*))])
}

fn parameters(arguments: &[Argument<'_>]) -> TokenStream {
    let all = arguments.iter().map(|argument| {
        let name = rust::ident(&argument.name);
        let ty = rust_types::plain(argument.ty);
        if argument.optional {
            quote!(#name: Option<#ty>)
        } else {
            quote!(#name: #ty)
        }
    });
    let all: Vec<_> = all.collect();
    quote!(#(#all),*)
}

/// The endpoint with these arguments; one that is not among them is not given.
fn request(operation: &Operation, arguments: &[Argument<'_>]) -> TokenStream {
    let endpoint = format_ident!("{}", names::pascal(&operation.id));
    let fields = endpoint::fields(operation).into_iter().map(|field| {
        let own = field.trim_start_matches("r#");
        let found = arguments
            .iter()
            .find(|argument| argument.name.trim_start_matches("r#") == own);
        let Some(argument) = found else {
            return quote!(None);
        };
        let name = rust::ident(&argument.name);
        quote!(#name)
    });
    quote!(endpoint::#endpoint::from_fields(#(#fields),*))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use spec::ir::{Credential, Mark, Param, Place, Retry, Service, Text};

    fn param(wire: &str, place: Place, ty: Type, optional: bool) -> Param {
        Param {
            wire: wire.into(),
            place,
            may_be_empty: false,
            ty,
            optional,
            about: None,
            why: None,
            mark: Mark::default(),
        }
    }

    #[test]
    fn a_list_gets_a_method_and_a_walk() {
        let operation = Operation {
            id: "listThings".into(),
            about: "All things.".into(),
            called_by: spec::ir::CalledBy::Client,
            deprecated: None,
            method: "GET".into(),
            path: "/things/{type}".into(),
            service: Service::KratosAdmin,
            credential: Credential::ProjectKey,
            params: vec![
                param("type", Place::Path, Type::Text(Text::Plain), false),
                param("page_size", Place::Query, Type::Int, true),
                param("page_token", Place::Query, Type::Text(Text::Plain), true),
            ],
            body: None,
            answers: vec![spec::ir::Answer {
                status: 200,
                ty: Some(Type::List(Box::new(Type::Model("Thing".into())))),
            }],
            pages: Pages::LinkToken,
            bucket: None,
            retry: Retry::Safe,
            serialized: false,
            needs_any: Vec::new(),
            needs_any_unless: None,
            batch: None,
            was: Vec::new(),
            why: None,
            mark: Mark::default(),
        };
        let group = Group {
            name: "thing".into(),
            about: "Things.".into(),
            generated: true,
            operations: vec![operation],
            models: Vec::new(),
        };
        let mut files = [File {
            path: "thing.rs".into(),
            text: one(&group).unwrap(),
        }];
        rust::tidy(&mut files).unwrap();
        let text = &files[0].text;
        for line in [
            "pub(crate) fn thing(&self) -> Arc<ThingApi> {",
            "#[symbol = \"thingapi_list_things\"]",
            "fn list_things(",
            "this: &ThingApi,",
            ") -> Vec<Thing> {",
            "#[uniffi::method(default(page_size = None))]",
            "pub(crate) struct ListThingsPages(Source<ListThingsPage>);",
            "endpoint::ListThings::from_fields(r#type, page_size, None)",
            "fn next(this: &ListThingsPages) -> Option<ListThingsPage> {",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
