//! What C reads: opaque models and the numbers of enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::ir::{Arm, EnumValue, Field, Model, ModelKind};
use spec::names::{constant, screaming, snake};

use super::file::Folder;
use super::function::{Function, Life, opaque, sentence};
use super::getter::Getter;
use super::list;
use super::names::object;
use super::surface::Surface;
use crate::File;
use crate::rust::{self, ident};
use crate::rust_core::model::ordered;

/// Getters for every model that answers hold, and the numbers of every enum.
pub fn files(surface: &Surface<'_>) -> anyhow::Result<Vec<File>> {
    let about = "What C reads: models with their getters, one module a family.";
    let mut folder = Folder::new("model", about);
    folder.model_files(surface.api, "", "Getters", |model, items| {
        let read = surface.read.contains(&model.name);
        match &model.kind {
            ModelKind::Enum { values } => items.push(enumeration(model, values)),
            ModelKind::Record { fields, .. } if read => items.push(record(surface, model, fields)?),
            ModelKind::Union { arms, .. } if read => items.push(union(model, arms)),
            _ => {}
        }
        Ok(())
    })?;
    let mut items = Vec::new();
    for list in &surface.lists {
        items.push(list::answered(surface, &list.item, list.paged)?);
    }
    folder.add("list", "*.yaml", "Lists that operations answer.", &items)?;
    folder.end()
}

/// The numbers of an open enum.
fn enumeration(model: &Model, values: &[EnumValue]) -> TokenStream {
    let name = Surface::type_name(&model.name);
    let start = format!("ORY_{}", screaming(&model.name));
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let about = rust::doc(&format!(
        "{} One of the `{start}_…` numbers; 0 for a text that this version does not know.",
        sentence(model)
    ));
    let unknown = ident(&format!("{start}_UNKNOWN"));
    let numbers = values.iter().enumerate().map(|(index, value)| {
        let about = match value.about.as_deref().filter(|about| !about.is_empty()) {
            Some(about) => rust::doc(&format!("`{}`: {about}", value.wire)),
            None => rust::doc(&format!("`{}`.", value.wire)),
        };
        let name = match constant(&value.wire) {
            name if name == "UNKNOWN" => format!("{start}_UNKNOWN_VALUE"),
            name => format!("{start}_{name}"),
        };
        let name = ident(&name);
        let number = Literal::usize_unsuffixed(index + 1);
        quote!(#about pub const #name: #ty = #number;)
    });
    let text = Function {
        about: format!("The text of an `{name}`, for what is sent; empty for 0. It lives as long as the program."),
        name: format!("{name}_text"),
        arguments: vec![("kind".to_owned(), quote!(#ty))],
        result: Some(quote!(ory_str)),
        body: quote!(read::kind_text(&table::#table, kind)),
    }
    .guarded();
    quote! {
        #about
        pub type #ty = u32;
        /// A text that this version does not know.
        pub const #unknown: #ty = 0;
        #(#numbers)*
        #text
    }
}

/// A record: its type and its getters.
fn record(surface: &Surface<'_>, model: &Model, fields: &[Field]) -> anyhow::Result<TokenStream> {
    let name = Surface::type_name(&model.name);
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let own = object(&model.name, "model", &["index", "unix_ms", "json", "error"]);
    let about = format!(
        "{} Where a call answered it, the caller owns it and ends it with `{name}_free`; inside another model it is \
         borrowed.",
        sentence(model)
    );
    let ty_item = opaque(&name, &about);
    let mut getters = Vec::new();
    for (index, field) in ordered(fields).into_iter().enumerate() {
        let getter = Getter {
            surface,
            model: &name,
            own: &own,
            field,
            index,
        };
        getters.push(getter.functions()?);
    }
    let json = Function {
        about: format!("The whole as JSON, fields that this version does not know included. Borrowed from `{own}`."),
        name: format!("{name}_get_json"),
        arguments: vec![(own.clone(), quote!(*const #ty))],
        result: Some(quote!(ory_str)),
        body: {
            let own = ident(&own);
            quote!(read::json(#own))
        },
    }
    .guarded();
    let life = life(&name, &own);
    Ok(quote! {
        #ty_item
        record_type!(#ty, #table);
        #life
        #json
        #(#getters)*
    })
}

/// A union: its type, which arm it is, and the arms.
fn union(model: &Model, arms: &[Arm]) -> TokenStream {
    let name = Surface::type_name(&model.name);
    let start = format!("ORY_{}", screaming(&model.name));
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let own = object(&model.name, "model", &["json", "error"]);
    let own_name = ident(&own);
    let about = format!(
        "{} `{name}_kind` says which it is; an object that this version does not know is kind 0 and still has its \
         JSON.",
        sentence(model)
    );
    let ty_item = opaque(&name, &about);
    let getter = |about: &str, end: &str, result: TokenStream, body: TokenStream| {
        Function {
            about: about.to_owned(),
            name: format!("{name}_{end}"),
            arguments: vec![(own.clone(), quote!(*const #ty))],
            result: Some(result),
            body,
        }
        .guarded()
    };
    let unknown = ident(&format!("{start}_UNKNOWN"));
    let numbers = arms.iter().enumerate().map(|(index, arm)| {
        let about = rust::doc(&format!("The arm `{}`.", arm.tag));
        let name = ident(&format!("{start}_{}", constant(&arm.tag)));
        let number = Literal::usize_unsuffixed(index + 1);
        quote!(#about pub const #name: u32 = #number;)
    });
    let casts = arms.iter().enumerate().map(|(index, arm)| {
        let record = ident(&Surface::type_name(&arm.model));
        let number = Literal::usize_unsuffixed(index + 1);
        getter(
            &format!(
                "The arm `{}`, borrowed from `{own}`; NULL when it is another.",
                arm.tag
            ),
            &format!("as_{}", snake(&arm.tag)),
            quote!(*const #record),
            quote!(read::arm(#own_name, #number)),
        )
    });
    let kind = getter(
        &format!("Which arm it is: one of the `{start}_…` numbers, or 0."),
        "kind",
        quote!(u32),
        quote!(read::union_kind(#own_name)),
    );
    let tag = getter(
        &format!("The text that tells the arms apart, borrowed from `{own}`."),
        "tag",
        quote!(ory_str),
        quote!(read::union_tag(#own_name)),
    );
    let json = getter(
        &format!("The whole as the server wrote it. Borrowed from `{own}`."),
        "get_json",
        quote!(ory_str),
        quote!(read::union_json(#own_name)),
    );
    let life = life(&name, &own);
    quote! {
        #ty_item
        union_type!(#ty, #table);
        /// An object that this version does not know.
        pub const #unknown: u32 = 0;
        #(#numbers)*
        #life
        #kind
        #tag
        #(#casts)*
        #json
    }
}

/// How a model comes from JSON, and how it ends.
fn life(name: &str, own: &str) -> TokenStream {
    Life {
        name,
        own,
        by: "document",
        reads: format!(
            "Reads JSON, such as the body of an error, into `*{own}`, which is then the caller's; end it with \
             `{name}_free`."
        ),
        ends: "Ends one that the caller owns, and all that was borrowed from it. NULL is fine.",
    }
    .functions()
}
