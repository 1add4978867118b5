//! The options of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::ir::{Group, Operation, Type};
use spec::names::snake;

use super::function::{Function, opaque};
use super::operation::{input, row};
use super::surface::Surface;
use crate::rust::ident;

/// C's name of the options of an operation.
#[must_use]
pub fn name(operation: &Operation) -> String {
    format!("ory_{}_options", snake(&operation.id))
}

/// The options of an operation: their type, its beginning and end, a setter each.
pub fn options(
    surface: &Surface<'_>,
    group: &Group,
    operation: &Operation,
) -> anyhow::Result<TokenStream> {
    let name = name(operation);
    let ty = ident(&name);
    let row = row(group, operation);
    let opaque = opaque(
        &name,
        &format!(
            "What `ory_client_{}` may be told besides. The call only reads it, and reports the first value that could \
             not be set; the caller owns it and ends it with `{name}_free`.",
            snake(&operation.id)
        ),
    );
    let new = Function {
        about: format!("New options, with nothing set; the caller ends them with `{name}_free`."),
        name: format!("{name}_new"),
        arguments: Vec::new(),
        result: Some(quote!(*mut #ty)),
        body: quote!(arguments::new()),
    };
    let free = Function {
        about: "Ends options. NULL is fine.".to_owned(),
        name: format!("{name}_free"),
        arguments: vec![("options".to_owned(), quote!(*mut #ty))],
        result: None,
        body: quote!(arguments::free(options)),
    };
    let mut functions = vec![new.guarded(), free.guarded()];
    for (index, param) in operation
        .params
        .iter()
        .enumerate()
        .filter(|(_, param)| param.optional)
    {
        let (verb, inner) = match &param.ty {
            Type::List(item) => ("add", &**item),
            ty => ("set", ty),
        };
        let (value_ty, value, note) = input(surface, inner, "value")?;
        let place = Literal::usize_unsuffixed(index);
        let function = ident(verb);
        let what = match verb {
            "add" => "Adds a value to",
            _ => "Sets",
        };
        let told = param.about.as_deref().unwrap_or_default();
        functions.push(
            Function {
                about: format!("{what} `{}`{note}. {told}", param.wire)
                    .trim()
                    .to_owned(),
                name: format!("{name}_{verb}_{}", snake(&param.wire)),
                arguments: vec![
                    ("options".to_owned(), quote!(*mut #ty)),
                    ("value".to_owned(), value_ty),
                ],
                result: None,
                body: quote!(arguments::#function(options, #place, #value)),
            }
            .guarded(),
        );
    }
    Ok(quote! {
        #opaque
        options_type!(#ty, #row);
        #(#functions)*
    })
}
