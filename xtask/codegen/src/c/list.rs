//! Lists that operations answer.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::Type;

use super::function::{Function, opaque};
use super::surface::{Shape, Surface};
use crate::rust::ident;

/// A list that operations answer.
pub fn answered(surface: &Surface<'_>, item: &Type, paged: bool) -> anyhow::Result<TokenStream> {
    let name = surface.list_name(item)?;
    let ty = ident(&name);
    let kind = surface.kind(item)?;
    let opaque = opaque(
        &name,
        &format!("A list that a call answered. The caller owns it and ends it with `{name}_free`."),
    );
    let list = || ("list".to_owned(), quote!(*const #ty));
    let (result, end) = match surface.shape(item)? {
        Shape::Record(model) => {
            let ty = ident(&Surface::type_name(&model.name));
            (quote!(*const #ty), quote!(record()))
        }
        Shape::Union(model) => {
            let ty = ident(&Surface::type_name(&model.name));
            (quote!(*const #ty), quote!(union()))
        }
        _ => (quote!(ory_str), quote!(text())),
    };
    let functions = [
        Function {
            about: "How many items it has.".to_owned(),
            name: format!("{name}_len"),
            arguments: vec![list()],
            result: Some(quote!(usize)),
            body: quote!(read::list_len(list)),
        },
        Function {
            about: "One item, borrowed from `list`; NULL or empty beyond its end.".to_owned(),
            name: format!("{name}_at"),
            arguments: vec![list(), ("index".to_owned(), quote!(usize))],
            result: Some(result),
            body: quote!(read::list_item(list, index).#end),
        },
        Function {
            about: "Ends a list and all that was borrowed from it. NULL is fine.".to_owned(),
            name: format!("{name}_free"),
            arguments: vec![("list".to_owned(), quote!(*mut #ty))],
            result: None,
            body: quote!(document::free(list)),
        },
    ];
    let functions = functions.iter().map(Function::guarded);
    let next = paged.then(|| {
        Function {
            about: "Names the next page, for the option `page_token` of the same operation; empty when this page is \
                    the last. Borrowed from `list`."
                .to_owned(),
            name: format!("{name}_next_page_token"),
            arguments: vec![list()],
            result: Some(quote!(ory_str)),
            body: quote!(read::next_page_token(list)),
        }
        .guarded()
    });
    Ok(quote! {
        #opaque
        list_type!(#ty, #kind);
        #(#functions)*
        #next
    })
}
