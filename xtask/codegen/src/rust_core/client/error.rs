//! Error kinds and the fields of an error.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{ClientField, Type};
use spec::names;

use super::field::{field_type, plain_type};
use crate::rust::doc;

/// `ErrorKind`.
pub(crate) fn kinds(kinds: &[(String, String)]) -> TokenStream {
    let variant = |name: &str| format_ident!("{}", names::pascal(name));
    let variants = kinds.iter().map(|(name, about)| {
        let (variant, about) = (variant(name), doc(about));
        quote!(#about #variant,)
    });
    let names = kinds.iter().map(|(name, _)| {
        let variant = variant(name);
        quote!(Self::#variant => #name,)
    });
    let all = kinds.iter().map(|(name, _)| variant(name));
    quote! {
        /// What kind of error it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
        #[non_exhaustive]
        pub enum ErrorKind { #(#variants)* }
        impl ErrorKind {
            /// Its name in lower case: `config`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #(#names)* }
            }
            /// The kind with that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                [#(Self::#all),*].into_iter().find(|kind| kind.as_str() == name)
            }
        }
    }
}

/// `Problem`, and its fields as methods of `OryError`.
pub(crate) fn fields(fields: &[ClientField]) -> TokenStream {
    let members = fields.iter().map(|field| {
        let (name, ty, about) = (name(field), field_type(field), doc(&field.about));
        let default = field
            .optional
            .then(|| quote!(#[cfg_attr(feature = "uniffi", uniffi(default = None))]));
        quote!(#about #default pub #name: #ty,)
    });
    let optional = fields.iter().filter(|field| field.optional).map(name);
    let shown = fields.iter().map(|field| {
        let (name, key) = (name(field), &field.name);
        match field.sensitive {
            true => quote!(.field(#key, &self.#name.as_ref().map(|_| Redacted))),
            false => quote!(.field(#key, &self.#name)),
        }
    });
    let getters = fields.iter().map(getter);
    quote! {
        use alloc::string::String;
        use core::fmt;
        use super::{ErrorKind, OryError};
        use crate::types::{Json, Redacted};
        /// The fields of an error.
        #[derive(Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[cfg_attr(feature = "uniffi", uniffi::export(Display))]
        #[non_exhaustive]
        pub struct Problem { #(#members)* }
        impl Problem {
            /// An error without a response of a server.
            pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
                Self {
                    kind,
                    message: message.into(),
                    #(#optional: None,)*
                }
            }
        }
        /// Hides what may hold personal data.
        impl fmt::Debug for Problem {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct("Problem") #(#shown)* .finish()
            }
        }
        impl OryError { #(#getters)* }
    }
}

fn name(field: &ClientField) -> proc_macro2::Ident {
    format_ident!("{}", field.name)
}

fn getter(field: &ClientField) -> TokenStream {
    let (name, about) = (name(field), doc(&field.about));
    let plain = plain_type(field);
    let (ty, value) = match (field.name.as_str(), &field.ty, field.optional) {
        ("kind", ..) => (quote!(ErrorKind), quote!(self.problem().kind)),
        (_, Type::Text(_), true) => (
            quote!(Option<&str>),
            quote!(self.problem().#name.as_deref()),
        ),
        (_, Type::Text(_), false) => (quote!(&str), quote!(&self.problem().#name)),
        (_, Type::Json, _) => (
            quote!(Option<&#plain>),
            quote!(self.problem().#name.as_ref()),
        ),
        _ => (field_type(field), quote!(self.problem().#name)),
    };
    quote! {
        #about
        #[must_use]
        pub fn #name(&self) -> #ty { #value }
    }
}
