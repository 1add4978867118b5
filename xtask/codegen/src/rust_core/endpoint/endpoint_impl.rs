//! What an endpoint tells the planner and the reader.

use anyhow::bail;
use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Credential, Group, ModelKind, Operation, Type};
use spec::names::{rust_field, screaming};

use crate::rust::ident;
use crate::rust_core::types;

/// `Params` and `Endpoint`.
pub(super) fn endpoint_impl(
    api: &Api,
    group: &Group,
    operation: &Operation,
    name: &proc_macro2::Ident,
) -> anyhow::Result<TokenStream> {
    let arguments = arguments(api, operation, name)?;
    let implementation = implementation(group, operation, name);
    Ok(quote! { #arguments #implementation })
}

fn arguments(
    api: &Api,
    operation: &Operation,
    name: &proc_macro2::Ident,
) -> anyhow::Result<TokenStream> {
    let mut pushes = Vec::new();
    for param in &operation.params {
        let field = ident(&rust_field(&param.wire));
        let (item, each) = match &param.ty {
            Type::List(item) => (item.as_ref(), true),
            ty => (ty, param.optional),
        };
        pushes.push(if each {
            let text = text(api, operation, item, &quote!(item), true)?;
            quote!(self.#field.iter().for_each(|item| visit(#text)))
        } else {
            let text = text(api, operation, item, &quote!(self.#field), false)?;
            quote!(visit(#text))
        });
    }
    Ok(match pushes.as_slice() {
        [] => quote! {
            impl Params for #name {
                fn for_each_value(&self, _: usize, _: &mut dyn FnMut(&str)) {}
            }
        },
        [push] => quote! {
            impl Params for #name {
                fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
                    if index == 0 { #push; }
                }
            }
        },
        pushes => {
            let indices = (0..pushes.len()).map(proc_macro2::Literal::usize_unsuffixed);
            quote! {
                impl Params for #name {
                    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
                        match index { #(#indices => #pushes,)* _ => {} }
                    }
                }
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
        Type::Model(name)
            if matches!(
                api.model(name).map(|model| &model.kind),
                Some(ModelKind::Enum { .. })
            ) =>
        {
            quote!(#value.as_str())
        }
        _ => bail!(
            "{}: a parameter is no text, number, bool, time or enum",
            operation.id
        ),
    })
}

fn implementation(group: &Group, operation: &Operation, name: &proc_macro2::Ident) -> TokenStream {
    let answer = match operation.answer() {
        None => quote!(()),
        Some(ty) => types::field(ty, operation.may_be_empty()),
    };
    let credential = ident(match operation.credential {
        Credential::None => "NoCredential",
        other => crate::rust_core::operation::credential(other),
    });
    let (module, row) = (ident(&group.name), ident(&screaming(&operation.id)));
    let body = match &operation.body {
        None => quote!(Ok(None)),
        Some(body) => {
            let encoded = |value: TokenStream| {
                if body.form {
                    quote!(crate::request::form::encode_form(&#value.to_json())?)
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
            type Output = #answer;
            type Credential = credential::#credential;
            const OPERATION: &'static Operation = &operation::#module::#row;
            fn body(&self) -> Result<Option<String>, OryError> { #body }
        }
    }
}
