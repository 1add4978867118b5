//! Rust models: a struct for a record, an enum with an open end for a set of texts and for a union.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Field, Model, ModelKind, Text, Type};
use spec::names::{camel, rust_field, screaming};

use super::model_files::{ModelFile, identifiers, model_files};
use super::{builder, enums, slots, types};
use crate::File;
use crate::rust::{self, ident};

/// One file of models for each file of `api/`, and the module that lists them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    refuse_taken(api)?;
    let written = types::written(api);
    let mut files = Vec::new();
    let mut list = TokenStream::new();
    for model_file in model_files(api) {
        files.push(File {
            path: format!("core/src/model/{}.rs", model_file.module),
            text: rust::file(
                model_file.file,
                &format!("Models of {}.", model_file.about()),
                &text(api, &model_file, &written),
            )?,
        });
        let module = ident(&model_file.module);
        list.extend(quote! { mod #module; pub use #module::*; });
    }
    if !super::page::lists(api).is_empty() {
        list.extend(quote! { mod page; pub use page::*; });
    }
    list.extend(quote! {
        pub use crate::codec::UnknownArm;
        #[cfg(test)] mod check;
        #[cfg(test)] pub(crate) use check::{HIDDEN, MODELS};
    });
    files.push(File {
        path: "core/src/model/mod.rs".into(),
        text: rust::file(
            "*.yaml",
            "What Ory's APIs take and answer. Every type reads itself from JSON and writes itself back \
             ([`Model`](crate::Model)); what this version does not know is kept.",
            &slots::sorted(&list)?,
        )?,
    });
    files.push(check(api)?);
    Ok(files)
}

/// Names that a record already uses for itself.
fn refuse_taken(api: &Api) -> anyhow::Result<()> {
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let ModelKind::Record { fields, .. } = &model.kind else {
            continue;
        };
        for field in fields {
            let name = rust_field(&field.wire);
            anyhow::ensure!(
                !matches!(name.as_str(), "extra" | "new"),
                "api/{}:{}: a record uses the name `{name}` for itself, so {} cannot have such a field",
                field.mark.file,
                field.mark.line,
                model.name
            );
        }
    }
    Ok(())
}

fn text(api: &Api, model_file: &ModelFile<'_>, written: &BTreeSet<String>) -> TokenStream {
    let items: TokenStream = model_file
        .models
        .iter()
        .map(|model| match &model.kind {
            ModelKind::Record {
                fields,
                keeps_unknown,
            } => record(
                api,
                model,
                fields,
                *keeps_unknown,
                written.contains(&model.name),
            ),
            ModelKind::Enum { values } => enums::open_enum(model, values),
            ModelKind::Union { tag, arms } => enums::union(model, tag, arms),
        })
        .collect();
    let records = model_file.models.iter().map(|model| ident(&model.name));
    let items = quote!(#items deserialize_as_json!(#(#records),*););
    let used = identifiers(&items);
    let pick = |names: &[&str]| -> Vec<_> {
        names
            .iter()
            .filter(|name| used.contains(**name))
            .map(|name| ident(name))
            .collect()
    };
    let slots = pick(&[
        "FromValue",
        "TypeDesc",
        "Value",
        "UnknownArm",
        "deserialize_as_json",
        "open_enum",
        "table",
    ]);
    let values = pick(&["Redacted", "Json", "Secret", "Timestamp"]);
    let values = match values.as_slice() {
        [] => quote!(),
        [value] => quote!(use crate::#value;),
        values => quote!(use crate::{#(#values),*};),
    };
    let map = used.contains("HashMap").then(|| {
        quote!(
            use std::collections::HashMap;
        )
    });
    let serialize = used.contains("Serialize").then(|| {
        quote!(
            use serde::Serialize;
        )
    });
    let foreign = model_file.imports(&used, api, str::to_owned);
    quote! {
        #map
        #serialize
        #foreign
        use crate::codec::{#(#slots),*};
        #values
        #items
    }
}

/// Required fields, then constants, then optional ones: the order of struct and slots.
#[must_use]
pub fn ordered(fields: &[Field]) -> Vec<&Field> {
    let mut fields: Vec<&Field> = fields.iter().collect();
    fields.sort_by_key(|field| match (&field.constant, field.optional) {
        (None, false) => 0,
        (Some(_), false) => 1,
        (_, true) => 2,
    });
    fields
}

fn record(
    api: &Api,
    model: &Model,
    fields: &[Field],
    keeps_unknown: bool,
    written: bool,
) -> TokenStream {
    let name = ident(&model.name);
    let table = ident(&screaming(&model.name));
    let about = about(model);
    let fields = ordered(fields);
    let members = fields.iter().map(|field| member(field));
    let extra = keeps_unknown.then(|| {
        let about = rust::doc(
            "Fields that this version does not know, as they came; they are written back.",
        );
        quote! {
            #about
            #[serde(flatten)]
            #[cfg_attr(feature = "uniffi", uniffi(default))]
            pub extra: HashMap<String, Json>,
        }
    });
    let taken = fields.iter().enumerate().map(|(index, field)| {
        let name = ident(&rust_field(&field.wire));
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#name: row.take(#index)?,)
    });
    let taken_extra = keeps_unknown.then(|| quote!(extra: row.extra(),));
    let default = fields.iter().all(|field| field.optional);
    let hides = fields.iter().any(|field| field.hidden);
    let debug = (!hides).then(|| quote!(Debug,));
    let derive = if default {
        quote!(#[derive(#debug Clone, Default, PartialEq, Serialize)])
    } else {
        quote!(#[derive(#debug Clone, PartialEq, Serialize)])
    };
    let debug = hides.then(|| print(model, &fields, keeps_unknown));
    let record = record_attributes();
    let built = written.then(|| builder::builder(api, model, &fields, keeps_unknown));
    quote! {
        #about
        #derive
        #record
        pub struct #name { #(#members)* #extra }
        #debug
        #built
        impl FromValue for #name {
            const TYPE: &'static TypeDesc = &TypeDesc::Record(&table::#table);
            fn from_value(value: &Value<'_>) -> Option<Self> {
                let row = value.record()?;
                Some(Self { #(#taken)* #taken_extra })
            }
        }
    }
}

/// How a record with hidden fields prints itself.
fn print(model: &Model, fields: &[&Field], keeps_unknown: bool) -> TokenStream {
    let (name, text) = (ident(&model.name), &model.name);
    let shown = fields.iter().map(|field| {
        let own = rust_field(&field.wire);
        let (text, own) = (own.trim_start_matches("r#"), ident(&own));
        match (field.hidden, field.optional) {
            (false, _) => quote!(.field(#text, &self.#own)),
            (true, false) => quote!(.field(#text, &Redacted)),
            (true, true) => quote!(.field(#text, &self.#own.as_ref().map(|_| Redacted))),
        }
    });
    let extra = keeps_unknown.then(|| quote!(.field("extra", &self.extra)));
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(#text) #(#shown)* #extra .finish()
            }
        }
    }
}

/// The derives of the bindings on a record.
#[must_use]
pub fn record_attributes() -> TokenStream {
    quote! {
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[cfg_attr(
            feature = "python",
            pyo3::pyclass(frozen, get_all, eq, from_py_object, module = "ory_hub.model")
        )]
    }
}

fn member(field: &Field) -> TokenStream {
    let name = rust_field(&field.wire);
    let about = rust::doc(&field_about(field));
    let ty = types::field(&field.ty, field.optional);
    let serde = match (name.trim_start_matches("r#") == field.wire, field.optional) {
        (true, false) => quote!(),
        (true, true) => quote!(#[serde(skip_serializing_if = "Option::is_none")]),
        (false, false) => {
            let wire = &field.wire;
            quote!(#[serde(rename = #wire)])
        }
        (false, true) => {
            let wire = &field.wire;
            quote!(#[serde(rename = #wire, skip_serializing_if = "Option::is_none")])
        }
    };
    let default = match (&field.constant, field.optional) {
        (Some(constant), false) => {
            quote!(#[cfg_attr(feature = "uniffi", uniffi(default = #constant))])
        }
        (_, true) => quote!(#[cfg_attr(feature = "uniffi", uniffi(default = None))]),
        (None, false) => quote!(),
    };
    let name = ident(&name);
    quote!(#about #serde #default pub #name: #ty,)
}

/// The line of the description, or at least Ory's name.
pub(super) fn about(model: &Model) -> TokenStream {
    let text = if model.about.is_empty() {
        format!("Ory's schema `{}`.", camel(&model.name))
    } else {
        model.about.clone()
    };
    rust::doc(&text)
}

/// What is known of a field.
fn field_about(field: &Field) -> String {
    let mut about = meaning(field);
    if field.hidden {
        about.push_str(" The record prints `[redacted]` for it.");
    }
    about
}

fn meaning(field: &Field) -> String {
    if let Some(about) = &field.about {
        return about.clone();
    }
    if let Some(constant) = &field.constant {
        return format!("Always `{constant}`.");
    }
    let kind = match &field.ty {
        Type::Text(Text::Uuid) => ": a UUID",
        Type::Text(Text::Uri) => ": a URL",
        Type::Text(Text::Duration) => ": a duration such as `10m`",
        Type::Secret => ", which is never shown",
        _ => "",
    };
    format!("Ory's `{}`{kind}.", field.wire)
}

/// Every field that is not printed with its record.
fn hidden(api: &Api) -> impl Iterator<Item = (&Model, &Field)> {
    let models = api.groups.iter().flat_map(|group| &group.models);
    models.flat_map(|model| {
        let fields: &[Field] = match &model.kind {
            ModelKind::Record { fields, .. } => fields,
            _ => &[],
        };
        let hidden = fields.iter().filter(|field| field.hidden);
        hidden.map(move |field| (model, field))
    })
}

/// Every model with its decoders, for the tests.
fn check(api: &Api) -> anyhow::Result<File> {
    let checks = api
        .groups
        .iter()
        .flat_map(|group| &group.models)
        .map(|model| {
            let (text, name) = (&model.name, ident(&model.name));
            quote!(Check::of::<#name>(#text))
        });
    let hidden = hidden(api).map(|(model, field)| {
        let (model, field) = (&model.name, &field.wire);
        quote!((#model, #field))
    });
    Ok(File {
        path: "core/src/model/check.rs".into(),
        text: rust::file(
            "*.yaml",
            "Every model, for the tests that hold for all of them.",
            &quote! {
                use super::*;
                use crate::codec::tests::Check;
                /// All models with their decoders.
                pub(crate) const MODELS: &[Check] = &[#(#checks),*];
                /// Fields that are no secrets by their type and are not printed either, with their models.
                pub(crate) const HIDDEN: &[(&str, &str)] = &[#(#hidden),*];
            },
        )?,
    })
}
