//! The functions that walk through a list.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::Operation;
use spec::names::snake;

use super::function::{Function, opaque};
use crate::rust::ident;

/// Begins a walk, goes on with it, ends it.
pub fn pages(
    operation: &Operation,
    list: &str,
    arguments: &[(String, TokenStream)],
    told: &[String],
    steps: &TokenStream,
) -> TokenStream {
    let name = format!("ory_{}_pages", snake(&operation.id));
    let ty = ident(&name);
    let list_ty = ident(list);
    let opaque = opaque(
        &name,
        &format!(
            "A walk through the list of `{}`, page by page, past what servers lose or repeat. The caller owns it and \
             ends it with `{name}_free`, before or after the client.",
            operation.id
        ),
    );
    let mut arguments = arguments.to_vec();
    arguments.push(("pages".to_owned(), quote!(*mut *mut #ty)));
    arguments.push(("error".to_owned(), quote!(*mut *mut ory_error)));
    let begin = Function {
        about: format!(
            "Begins a walk through all pages; nothing is sent yet. {} On success `*pages` is the caller's; end it with \
             `{name}_free`.",
            told.join(" ")
        ),
        name: format!("ory_client_{}_pages", snake(&operation.id)),
        arguments,
        result: Some(quote!(ory_result)),
        body: quote!(#steps.pages(pages)),
    }
    .guarded_result();
    let next = Function {
        about: format!(
            "Asks for the next page. On success `*list` is the caller's, who ends it with `{list}_free`; it is NULL \
             when there is no further page. After an error the same page may be asked for again."
        ),
        name: format!("{name}_next"),
        arguments: vec![
            ("pages".to_owned(), quote!(*mut #ty)),
            ("list".to_owned(), quote!(*mut *mut #list_ty)),
            ("error".to_owned(), quote!(*mut *mut ory_error)),
        ],
        result: Some(quote!(ory_result)),
        body: quote!(pages::next(pages, list)),
    }
    .guarded_result();
    let free = Function {
        about: "Ends a walk. NULL is fine.".to_owned(),
        name: format!("{name}_free"),
        arguments: vec![("pages".to_owned(), quote!(*mut #ty))],
        result: None,
        body: quote!(pages::free(pages)),
    }
    .guarded();
    quote! {
        #opaque
        pages_type!(#ty);
        #begin
        #next
        #free
    }
}
