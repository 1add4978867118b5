//! Open enums and unions: both have a last case for what this version does not know.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Arm, EnumValue, Model};
use spec::names::{screaming, variant};

use super::model::about;
use crate::rust::{self, ident};

pub(super) fn open_enum(model: &Model, values: &[EnumValue]) -> TokenStream {
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

pub(super) fn union(model: &Model, tag: &str, arms: &[Arm]) -> TokenStream {
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
        impl FromValue for #name {
            const TYPE: &'static TypeDesc = &TypeDesc::Union(&table::#table);
            fn from_value(value: &Value<'_>) -> Option<Self> {
                let variant = value.variant()?;
                Some(match variant.kind {
                    #(#taken)*
                    _ => Self::Unknown(UnknownArm::new(variant)),
                })
            }
        }
    }
}
