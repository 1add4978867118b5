//! Tables for the slot decoder.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Model, ModelKind, Type};
use spec::names::screaming;

use super::model_files::{identifiers, model_files};
use crate::File;
use crate::rust::{self, ident};

/// One file of tables for each file of models, and the module that lists them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let sent = super::types::only_sent(api);
    let mut files = Vec::new();
    let mut list = TokenStream::new();
    for model_file in model_files(api) {
        let tables: TokenStream = model_file
            .models
            .iter()
            .map(|model| table(api, model, sent.contains(&model.name)))
            .collect();
        let used = identifiers(&tables);
        let kinds = [
            "EnumDesc",
            "TypeDesc",
            "RecordDesc",
            "UnionDesc",
            "nullable",
            "optional",
            "required",
        ];
        let kinds = kinds
            .iter()
            .filter(|name| used.contains(**name))
            .map(|name| ident(name));
        let imports = model_file.imports(&used, api, screaming);
        files.push(File {
            path: format!("core/src/codec/table/{}.rs", model_file.module),
            text: rust::file(
                model_file.file,
                &format!("How models of {} are decoded.", model_file.about()),
                &quote! {
                    #imports
                    use crate::codec::{#(#kinds),*};
                    #tables
                },
            )?,
        });
        let module = ident(&model_file.module);
        list.extend(quote! { mod #module; pub use #module::*; });
    }
    files.push(File {
        path: "core/src/codec/table/mod.rs".into(),
        text: rust::file(
            "*.yaml",
            "One table a model: what the decoder knows of it.",
            &sorted(&list)?,
        )?,
    });
    Ok(files)
}

/// Modules first, then what they export.
pub fn sorted(list: &TokenStream) -> anyhow::Result<TokenStream> {
    let file: syn::File = syn::parse2(list.clone())?;
    let (modules, others): (Vec<_>, Vec<_>) = file
        .items
        .into_iter()
        .partition(|item| matches!(item, syn::Item::Mod(_)));
    Ok(quote!(#(#modules)* #(#others)*))
}

fn table(api: &Api, model: &Model, only_sent: bool) -> TokenStream {
    let name = &model.name;
    let constant = ident(&screaming(name));
    let about = rust::doc(&format!("`{name}`."));
    match &model.kind {
        ModelKind::Record {
            fields,
            keeps_unknown,
        } => {
            let rows = super::model::ordered(fields).into_iter().map(|field| {
                let (wire, kind) = (&field.wire, kind(api, &field.ty));
                if field.optional && field.ty == Type::Json && only_sent {
                    quote!(nullable(#wire, #kind))
                } else if field.optional {
                    quote!(optional(#wire, #kind))
                } else {
                    quote!(required(#wire, #kind))
                }
            });
            quote! {
                #about
                pub static #constant: RecordDesc = RecordDesc {
                    name: #name,
                    fields: &[#(#rows),*],
                    keeps_unknown: #keeps_unknown,
                };
            }
        }
        ModelKind::Enum { values } => {
            let values = values.iter().map(|value| &value.wire);
            quote! {
                #about
                pub static #constant: EnumDesc = EnumDesc { name: #name, values: &[#(#values),*] };
            }
        }
        ModelKind::Union { tag, arms } => {
            let arms = arms.iter().map(|arm| {
                let (tag, record) = (&arm.tag, ident(&screaming(&arm.model)));
                quote!((#tag, &#record))
            });
            quote! {
                #about
                pub static #constant: UnionDesc = UnionDesc { name: #name, tag: #tag, arms: &[#(#arms),*] };
            }
        }
    }
}

/// The kind of a type.
#[must_use]
pub fn kind(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Text(_) => quote!(TypeDesc::Text),
        Type::Bool => quote!(TypeDesc::Bool),
        Type::Int => quote!(TypeDesc::Int),
        Type::Number => quote!(TypeDesc::Number),
        Type::Time => quote!(TypeDesc::Time),
        Type::Json => quote!(TypeDesc::Json),
        Type::Secret => quote!(TypeDesc::Secret),
        Type::List(item) => {
            let item = kind(api, item);
            quote!(TypeDesc::List(&#item))
        }
        Type::Map(value) => {
            let value = kind(api, value);
            quote!(TypeDesc::Map(&#value))
        }
        Type::Model(name) => {
            let table = ident(&screaming(name));
            match api.model(name).map(|model| &model.kind) {
                Some(ModelKind::Enum { .. }) => quote!(TypeDesc::Enum(&#table)),
                Some(ModelKind::Union { .. }) => quote!(TypeDesc::Union(&#table)),
                _ => quote!(TypeDesc::Record(&#table)),
            }
        }
    }
}
