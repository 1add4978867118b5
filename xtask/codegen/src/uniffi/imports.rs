//! What a generated file of a group has to import.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use spec::ir::Type;

/// Gathers it while types are written.
#[derive(Default)]
pub(crate) struct Imports {
    models: BTreeSet<String>,
    values: BTreeSet<&'static str>,
    maps: bool,
    pages: bool,
    /// Addresses of operations are made.
    pub addresses: bool,
}

impl Imports {
    /// A type as the file writes it.
    pub(crate) fn ty(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Text(_) => quote!(String),
            Type::Bool => quote!(bool),
            Type::Int => quote!(i64),
            Type::Number => quote!(f64),
            Type::Time => self.value("Timestamp"),
            Type::Json => self.value("Json"),
            Type::Secret => self.value("Secret"),
            Type::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            Type::Map(item) => {
                self.maps = true;
                let item = self.ty(item);
                quote!(HashMap<String, #item>)
            }
            Type::Model(name) => {
                self.models.insert(name.clone());
                let name = format_ident!("{name}");
                quote!(#name)
            }
        }
    }

    /// The page of a list, and what walks through it.
    pub(crate) fn page(&mut self, name: &Ident) {
        self.pages = true;
        self.models.insert(name.to_string());
    }

    fn value(&mut self, name: &'static str) -> TokenStream {
        self.values.insert(name);
        let name = format_ident!("{name}");
        quote!(#name)
    }

    /// The `use` lines.
    pub(crate) fn lines(&self) -> TokenStream {
        let models: Vec<_> = self
            .models
            .iter()
            .map(|name| format_ident!("{name}"))
            .collect();
        let models = (!models.is_empty()).then(|| quote!(use ory_hub::model::{#(#models),*};));
        let values: Vec<_> = self
            .values
            .iter()
            .map(|name| format_ident!("{name}"))
            .collect();
        let values = (!values.is_empty()).then(|| quote!(use ory_hub::{#(#values),*};));
        let maps = self.maps.then(|| {
            quote!(
                use std::collections::HashMap;
            )
        });
        let pages = self.pages.then(|| {
            quote!(
                use crate::pages::Pages;
            )
        });
        let addresses = self.addresses.then(|| {
            quote!(
                use ory_hub::internal::operation;
                use ory_hub::internal::request::ParamList;
            )
        });
        quote! {
            #maps
            use std::sync::Arc;
            use ory_hub::endpoint;
            #addresses
            #models
            #values
            use crate::error::OryError;
            use crate::ory::{Ory, call};
            #pages
        }
    }
}
