//! What C builds to be sent: objects with setters, unions, lists.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::ir::{Arm, Field, Model, ModelKind, Type};
use spec::names::{screaming, snake};

use super::file::Folder;
use super::function::{Function, Life, opaque, sentence};
use super::names::object;
use super::surface::{Shape, Surface};
use crate::File;
use crate::rust::ident;
use crate::rust_core::model::ordered;

/// A builder for every model that bodies hold.
pub fn files(surface: &Surface<'_>) -> anyhow::Result<Vec<File>> {
    let about = "What C builds to be sent: one module a family of models.";
    let mut folder = Folder::new("body", about);
    folder.model_files(surface.api, "_body", "Builders", |model, items| {
        if !surface.written.contains(&model.name) {
            return Ok(());
        }
        match &model.kind {
            ModelKind::Record { fields, .. } => items.push(record(surface, model, fields)?),
            ModelKind::Union { arms, .. } => items.push(union(surface, model, arms)),
            ModelKind::Enum { .. } => {}
        }
        if surface.series.contains(&model.name) {
            items.push(series(surface, model)?);
        }
        Ok(())
    })?;
    folder.end()
}

fn about(model: &Model, name: &str) -> String {
    format!(
        "{} Built to be sent; the call that takes it reports the first value that could not be set. The caller owns \
         it and ends it with `{name}_free`.",
        sentence(model)
    )
}

/// An object: its type, its beginning and end, its setters.
fn record(surface: &Surface<'_>, model: &Model, fields: &[Field]) -> anyhow::Result<TokenStream> {
    let name = surface.builder_name(&model.name);
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let own = object(&model.name, "body", &["value", "key", "json", "error"]);
    let opaque = opaque(&name, &about(model, &name));
    let fields = ordered(fields);
    let constants = fields.iter().enumerate().filter_map(|(index, field)| {
        let constant = field.constant.as_ref().filter(|_| !field.optional)?;
        let index = Literal::usize_unsuffixed(index);
        Some(quote!((#index, #constant)))
    });
    let needs: Vec<String> = fields
        .iter()
        .filter(|field| !field.optional && field.constant.is_none())
        .filter(|field| !matches!(field.ty, Type::List(_) | Type::Map(_)))
        .map(|field| format!("`{}`", field.wire))
        .collect();
    let needs = match needs.as_slice() {
        [] => "It can be sent as it is.".to_owned(),
        needs => format!(
            "It cannot be sent before {} {} set.",
            needs.join(", "),
            if needs.len() == 1 { "is" } else { "are" }
        ),
    };
    let new = Function {
        about: format!("A new one, for the caller to end with `{name}_free`. {needs}"),
        name: format!("{name}_new"),
        arguments: Vec::new(),
        result: Some(quote!(*mut #ty)),
        body: quote!(builder::new(&[#(#constants),*])),
    }
    .guarded();
    let mut setters = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        if field.constant.is_none() {
            setters.push(setter(surface, &name, &own, field, index)?);
        }
    }
    let life = life(&name, &own);
    Ok(quote! {
        #opaque
        builder_type!(#ty, #table);
        #new
        #life
        #(#setters)*
    })
}

/// The function that sets a field, or adds to it.
fn setter(
    surface: &Surface<'_>,
    name: &str,
    own: &str,
    field: &Field,
    index: usize,
) -> anyhow::Result<TokenStream> {
    let ty = ident(name);
    let wire = snake(&field.wire);
    let place = Literal::usize_unsuffixed(index);
    let object = ident(own);
    let told = field.about.as_deref().unwrap_or_default();
    let (verb, inner) = match &field.ty {
        Type::List(item) => ("add", &**item),
        Type::Map(value) => ("put", &**value),
        ty => ("set", ty),
    };
    let Input {
        ty: value_ty,
        value,
        note,
    } = input(surface, inner)?;
    let what = match (verb, note.as_str()) {
        ("add", COPY) => format!("Adds a copy of `value` to `{}`", field.wire),
        ("add", note) => format!("Adds a value to `{}`{note}", field.wire),
        ("put", COPY) => format!("Puts a copy of `value` under `key` into `{}`", field.wire),
        ("put", note) => format!("Puts a value under `key` into `{}`{note}", field.wire),
        (_, COPY) => format!("Sets `{}` to a copy of `value`", field.wire),
        (_, note) => format!("Sets `{}`{note}", field.wire),
    };
    let mut arguments = vec![(own.to_owned(), quote!(*mut #ty))];
    let body = match verb {
        "add" => quote!(builder::push(#object, #place, #value)),
        "put" => {
            arguments.push(("key".to_owned(), quote!(ory_str)));
            quote!(builder::put(#object, #place, key, #value))
        }
        _ => quote!(builder::set(#object, #place, #value)),
    };
    arguments.push(("value".to_owned(), value_ty));
    Ok(Function {
        about: format!("{what}. {told}").trim().to_owned(),
        name: format!("{name}_{verb}_{wire}"),
        arguments,
        result: None,
        body,
    }
    .guarded())
}

/// The note of a model: it comes in as a copy.
const COPY: &str = "copy";

/// How a value comes in.
struct Input {
    ty: TokenStream,
    value: TokenStream,
    note: String,
}

fn input(surface: &Surface<'_>, ty: &Type) -> anyhow::Result<Input> {
    let plain = |ty: TokenStream, value: TokenStream, note: &str| Input {
        ty,
        value,
        note: note.to_owned(),
    };
    Ok(match surface.shape(ty)? {
        Shape::Text => plain(quote!(ory_str), quote!(builder::text(value)), ""),
        Shape::Time => plain(
            quote!(ory_str),
            quote!(builder::text(value)),
            ", as RFC 3339 text",
        ),
        Shape::Json => plain(
            quote!(ory_str),
            quote!(builder::json(value)),
            ", as JSON text",
        ),
        Shape::List(_) | Shape::Map(_) => plain(
            quote!(ory_str),
            quote!(builder::json(value)),
            ", as JSON text",
        ),
        Shape::Bool => plain(quote!(bool), quote!(builder::boolean(value)), ""),
        Shape::Int => plain(quote!(i64), quote!(builder::int(value)), ""),
        Shape::Number => plain(quote!(f64), quote!(builder::number(value)), ""),
        Shape::Enum(model) => plain(
            quote!(ory_str),
            quote!(builder::text(value)),
            &format!(
                ", by its text; `{}_text` has those known",
                Surface::type_name(&model.name)
            ),
        ),
        Shape::Record(model) | Shape::Union(model) => {
            let ty = ident(&surface.builder_name(&model.name));
            plain(quote!(*const #ty), quote!(builder::body(value)), COPY)
        }
    })
}

/// A union: its type, its arms as beginnings, its end.
fn union(surface: &Surface<'_>, model: &Model, arms: &[Arm]) -> TokenStream {
    let name = surface.builder_name(&model.name);
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let own = object(&model.name, "body", &["arm", "json", "error"]);
    let opaque = opaque(&name, &about(model, &name));
    let arms = arms.iter().map(|arm| {
        let record = ident(&surface.builder_name(&arm.model));
        Function {
            about: format!(
                "A new one for the caller to end with `{name}_free`: a copy of the arm `{}`.",
                arm.tag
            ),
            name: format!("{name}_from_{}", snake(&arm.tag)),
            arguments: vec![("arm".to_owned(), quote!(*const #record))],
            result: Some(quote!(*mut #ty)),
            body: quote!(builder::choose(arm)),
        }
        .guarded()
    });
    let life = life(&name, &own);
    quote! {
        #opaque
        choice_type!(#ty, #table);
        #(#arms)*
        #life
    }
}

/// A list that is sent by itself.
fn series(surface: &Surface<'_>, item: &Model) -> anyhow::Result<TokenStream> {
    let name = surface.series_name(&item.name);
    let ty = ident(&name);
    let kind = surface.kind(&Type::Model(item.name.clone()))?;
    let item = ident(&surface.builder_name(&item.name));
    let opaque = opaque(
        &name,
        &format!("A list, built to be sent; the caller owns it and ends it with `{name}_free`."),
    );
    let new = Function {
        about: format!("A new list, empty; the caller ends it with `{name}_free`."),
        name: format!("{name}_new"),
        arguments: Vec::new(),
        result: Some(quote!(*mut #ty)),
        body: quote!(builder::new_series()),
    }
    .guarded();
    let add = Function {
        about: "Adds a copy of `item`.".to_owned(),
        name: format!("{name}_add"),
        arguments: vec![
            ("list".to_owned(), quote!(*mut #ty)),
            ("item".to_owned(), quote!(*const #item)),
        ],
        result: None,
        body: quote!(builder::add(list, builder::body(item))),
    }
    .guarded();
    let life = life(&name, "list");
    Ok(quote! {
        #opaque
        series_type!(#ty, #kind);
        #new
        #life
        #add
    })
}

/// How an object comes from JSON, and how it ends.
fn life(name: &str, own: &str) -> TokenStream {
    Life {
        name,
        own,
        by: "builder",
        reads: format!(
            "Reads JSON into `*{own}`, which is then the caller's. What the description lacks or has otherwise is an \
             error; fields that it does not know are kept."
        ),
        ends: "Ends it. NULL is fine.",
    }
    .functions()
}
