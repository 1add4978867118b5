//! Rust models: a struct for a record, an enum with an open end for a set of texts and for a union.

use std::collections::{BTreeSet, HashSet};

use describe::ir::{Api, Arm, EnumValue, Field, Model, ModelKind, Text, Type};
use describe::names::{camel, rust_field, screaming, variant};
use proc_macro2::TokenStream;
use quote::quote;

use super::family::{Family, families, identifiers};
use super::{slots, types};
use crate::File;
use crate::rust::{self, ident};

/// One file of models a family, and the module that lists them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let written = types::written(api);
    let mut files = Vec::new();
    let mut list = TokenStream::new();
    for family in families(api) {
        files.push(File {
            path: format!("core/src/model/{}.rs", family.module),
            text: rust::file(
                family.file,
                &format!("Models of {}.", family.about()),
                &text(api, &family, &written),
            )?,
        });
        let module = ident(&family.module);
        list.extend(quote! { mod #module; pub use #module::*; });
    }
    if !super::page::lists(api).is_empty() {
        list.extend(quote! { mod page; pub use page::*; });
    }
    list.extend(quote! {
        pub use crate::slots::UnknownArm;
        #[cfg(test)] mod check;
        #[cfg(test)] pub(crate) use check::MODELS;
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

fn text(api: &Api, family: &Family<'_>, written: &BTreeSet<String>) -> TokenStream {
    let items: TokenStream = family
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
            ModelKind::Enum { values } => open_enum(model, values),
            ModelKind::Union { tag, arms } => union(model, tag, arms),
        })
        .collect();
    let records = family.models.iter().map(|model| ident(&model.name));
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
        "FromSlot",
        "Kind",
        "Slot",
        "UnknownArm",
        "deserialize_as_json",
        "open_enum",
        "table",
    ]);
    let values = pick(&["Json", "Secret", "Timestamp"]);
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
    let foreign = family.imports(&used, api, str::to_owned);
    quote! {
        #map
        #serialize
        #foreign
        use crate::slots::{#(#slots),*};
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
    let derive = if default {
        quote!(#[derive(Debug, Clone, Default, PartialEq, Serialize)])
    } else {
        quote!(#[derive(Debug, Clone, PartialEq, Serialize)])
    };
    let record = record_attributes();
    let built = written.then(|| builder(api, model, &fields, keeps_unknown));
    quote! {
        #about
        #derive
        #record
        pub struct #name { #(#members)* #extra }
        #built
        impl FromSlot for #name {
            const KIND: &'static Kind = &Kind::Record(&table::#table);
            fn from_slot(slot: &Slot<'_>) -> Option<Self> {
                let row = slot.row()?;
                Some(Self { #(#taken)* #taken_extra })
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

/// `new` with what is required, and a chain setter for each optional field.
fn builder(api: &Api, model: &Model, fields: &[&Field], keeps_unknown: bool) -> TokenStream {
    let name = ident(&model.name);
    let required: Vec<&&Field> = fields
        .iter()
        .filter(|field| !field.optional && field.constant.is_none())
        .collect();
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in fields {
        let member = ident(&rust_field(&field.wire));
        if field.optional {
            values.push(quote!(#member: None));
        } else if let Some(constant) = &field.constant {
            values.push(quote!(#member: String::from(#constant)));
        } else {
            let (ty, value) = types::argument(api, &field.ty, &quote!(#member));
            arguments.push(quote!(#member: #ty));
            let same = value.to_string() == quote!(#member).to_string();
            values.push(if same {
                quote!(#member)
            } else {
                quote!(#member: #value)
            });
        }
    }
    if keeps_unknown {
        values.push(quote!(extra: HashMap::new()));
    }
    let what = match required.as_slice() {
        [] => "Nothing set but what it always has.".to_owned(),
        [one] => format!("With the one field that it needs: `{}`.", one.wire),
        _ => "With the fields that it needs.".to_owned(),
    };
    let what = if fields.iter().all(|field| field.optional) {
        rust::doc("With nothing set.")
    } else {
        rust::doc(&what)
    };
    let new = if fields.iter().all(|field| field.optional) {
        quote!(
            pub fn new() -> Self {
                Self::default()
            }
        )
    } else {
        quote!(pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } })
    };
    let default = (arguments.is_empty() && !fields.iter().all(|field| field.optional))
        .then(|| quote!(impl Default for #name { fn default() -> Self { Self::new() } }));
    let setters = fields.iter().filter(|field| field.optional).map(|field| {
        let member = ident(&rust_field(&field.wire));
        let about = rust::doc(&format!("Sets `{}`.", field.wire));
        let (ty, value) = types::argument(api, &field.ty, &quote!(#member));
        quote! {
            #about
            #[must_use]
            pub fn #member(mut self, #member: #ty) -> Self {
                self.#member = Some(#value);
                self
            }
        }
    });
    quote! {
        impl #name {
            #what
            #[must_use]
            #new
            #(#setters)*
        }
        #default
    }
}

fn open_enum(model: &Model, values: &[EnumValue]) -> TokenStream {
    let name = ident(&model.name);
    let table = ident(&screaming(&model.name));
    let about = about(model);
    let members = values.iter().map(|value| {
        let about = rust::doc(&match &value.about {
            Some(about) => about.clone(),
            None => format!("`{}`.", value.wire),
        });
        let name = ident(&variant(&value.wire));
        quote!(#about #name,)
    });
    let texts = values.iter().map(|value| {
        let (name, wire) = (ident(&variant(&value.wire)), &value.wire);
        quote!(Self::#name => #wire,)
    });
    let from = values.iter().map(|value| {
        let (name, wire) = (ident(&variant(&value.wire)), &value.wire);
        quote!(#wire => Self::#name,)
    });
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
        pub enum #name {
            #(#members)*
            /// A value that this version does not know.
            Unknown(String),
        }
        impl #name {
            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { #(#texts)* Self::Unknown(text) => text }
            }
        }
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text { #(#from)* _ => Self::Unknown(text.to_owned()) }
            }
        }
        open_enum!(#name, #table);
    }
}

fn union(model: &Model, tag: &str, arms: &[Arm]) -> TokenStream {
    let name = ident(&model.name);
    let table = ident(&screaming(&model.name));
    let about = about(model);
    let members = arms.iter().map(|arm| {
        let about = rust::doc(&format!("`{tag}` is `{}`.", arm.tag));
        let (name, record) = (ident(&variant(&arm.tag)), ident(&arm.model));
        quote!(#about #name(#record),)
    });
    let tags = arms.iter().map(|arm| {
        let (name, tag) = (ident(&variant(&arm.tag)), &arm.tag);
        quote!(Self::#name(_) => #tag,)
    });
    let taken = arms.iter().enumerate().map(|(index, arm)| {
        let name = ident(&variant(&arm.tag));
        let kind = proc_macro2::Literal::usize_unsuffixed(index + 1);
        quote!(#kind => Self::#name(variant.arm()?),)
    });
    let mut seen = HashSet::new();
    let from = arms
        .iter()
        .filter(|arm| arms.iter().filter(|other| other.model == arm.model).count() == 1)
        .filter(|arm| seen.insert(&arm.model))
        .map(|arm| {
            let (arm_name, record) = (ident(&variant(&arm.tag)), ident(&arm.model));
            quote! {
                impl From<#record> for #name {
                    fn from(arm: #record) -> Self { Self::#arm_name(arm) }
                }
            }
        });
    let tag_about = rust::doc(&format!("The text in `{tag}`."));
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
        pub enum #name {
            #(#members)*
            /// An object that this version does not know.
            Unknown(UnknownArm),
        }
        impl #name {
            #tag_about
            #[must_use]
            pub fn tag(&self) -> &str {
                match self { #(#tags)* Self::Unknown(arm) => &arm.tag }
            }
        }
        #(#from)*
        impl FromSlot for #name {
            const KIND: &'static Kind = &Kind::Union(&table::#table);
            fn from_slot(slot: &Slot<'_>) -> Option<Self> {
                let variant = slot.variant()?;
                Some(match variant.kind {
                    #(#taken)*
                    _ => Self::Unknown(UnknownArm::new(variant)),
                })
            }
        }
    }
}

/// The line of the description, or at least Ory's name.
fn about(model: &Model) -> TokenStream {
    let text = if model.about.is_empty() {
        format!("Ory's schema `{}`.", camel(&model.name))
    } else {
        model.about.clone()
    };
    rust::doc(&text)
}

/// What is known of a field.
fn field_about(field: &Field) -> String {
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
    Ok(File {
        path: "core/src/model/check.rs".into(),
        text: rust::file(
            "*.yaml",
            "Every model, for the tests that hold for all of them.",
            &quote! {
                use super::*;
                use crate::slots::tests::Check;
                /// All models with their decoders.
                pub(crate) const MODELS: &[Check] = &[#(#checks),*];
            },
        )?,
    })
}
