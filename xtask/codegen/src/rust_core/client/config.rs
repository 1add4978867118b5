//! The configuration, its keys, and options of calls.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{ClientField, Type};

use super::field::{field_type, is_url, plain_type, record_field};
use crate::client::number;

/// `OryConfig`: fields, defaults, setters, limits, printing, and what planning reads.
pub(crate) fn fields(fields: &[ClientField]) -> anyhow::Result<TokenStream> {
    let members = fields
        .iter()
        .map(|field| record_field(field, &field_type(field)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let defaults = fields
        .iter()
        .map(default)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let setters = fields.iter().map(|field| setter(field, !field.optional));
    let shown = fields.iter().map(shown);
    let read = fields.iter().filter_map(read);
    let limits = fields.iter().filter_map(|field| {
        let (name, key) = (format_ident!("{}", field.name), &field.name);
        let (min, max) = field.range?;
        let (min, max) = (literal(min), literal(max));
        let value = match number(field) {
            "u64" => quote!(config.#name),
            _ => quote!(u64::from(config.#name)),
        };
        Some(quote!((#key, #value, #min..=#max)))
    });
    let count = fields.iter().filter(|field| field.range.is_some()).count();
    Ok(quote! {
        use alloc::borrow::Cow;
        use alloc::string::String;
        use core::fmt;
        use core::ops::RangeInclusive;
        use std::collections::HashMap;
        use crate::client::headers::{Names, replace};
        use crate::request::{ConfigKey, ConfigSource};
        use crate::types::Secret;
        use super::not_blank;
        use super::print::without_userinfo;
        /// Where the servers are and which credentials they get. There is no default host.
        ///
        /// Ory Network has one project URL, and the console URL for workspace operations; a self-hosted set-up names a
        /// URL per service, which wins over the project URL for its service.
        ///
        /// ```
        /// use ory_hub::{OryConfig, Secret};
        ///
        /// let network = OryConfig::network("https://slug.projects.oryapis.com").project_key(Secret::new("ory_pat_example"));
        /// let own = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434").timeout_ms(5_000);
        /// assert!(network.kratos_admin_url.is_none());
        /// assert_eq!(own.kratos_admin_url.as_deref(), Some("http://127.0.0.1:4434"));
        /// ```
        #[derive(Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[non_exhaustive]
        pub struct OryConfig { #(#members)* }
        impl Default for OryConfig {
            fn default() -> Self {
                Self { #(#defaults)* }
            }
        }
        impl OryConfig { #(#setters)* }
        /// The numbers that a configuration may hold.
        pub(super) fn limits(config: &OryConfig) -> [(&'static str, u64, RangeInclusive<u64>); #count] {
            [#(#limits),*]
        }
        /// Shows what is set. Secrets hide themselves, and user names in URLs are left out.
        impl fmt::Debug for OryConfig {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut shown = formatter.debug_struct("OryConfig");
                #(#shown)*
                shown.finish()
            }
        }
        impl ConfigSource for OryConfig {
            fn get(&self, key: ConfigKey) -> Option<Cow<'_, str>> {
                let text = match key {
                    #(#read)*
                    _ => None,
                };
                text.map(Cow::Borrowed)
            }
        }
    })
}

fn literal(number: u64) -> proc_macro2::Literal {
    proc_macro2::Literal::u64_unsuffixed(number)
}

fn default(field: &ClientField) -> anyhow::Result<TokenStream> {
    let name = format_ident!("{}", field.name);
    let value: TokenStream = match (&field.default, &field.ty) {
        (Some(value), _) => value
            .parse()
            .map_err(|error| anyhow::anyhow!("{}: {error}", field.name))?,
        (None, Type::Map(_)) => quote!(HashMap::new()),
        (None, _) => quote!(None),
    };
    Ok(quote!(#name: #value,))
}

/// The setter of a field; a map gets one entry after the other.
fn setter(field: &ClientField, bare: bool) -> TokenStream {
    let name = format_ident!("{}", field.name);
    let plain = plain_type(field);
    let about = format!(" Sets [`{name}`](Self::{name}).");
    let (given, value) = match field.ty {
        Type::Map(_) => {
            return quote! {
                /// Adds a header to [`headers`](Self::headers), in place of one of the same name.
                #[must_use]
                pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                    replace(&mut self.headers, [(name.into(), value.into())]);
                    self
                }
            };
        }
        Type::Int | Type::Bool => (plain, quote!(#name)),
        _ => (quote!(impl Into<#plain>), quote!(#name.into())),
    };
    let value = if bare { value } else { quote!(Some(#value)) };
    quote! {
        #[doc = #about]
        #[must_use]
        pub fn #name(mut self, #name: #given) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn shown(field: &ClientField) -> TokenStream {
    let (name, key) = (format_ident!("{}", field.name), &field.name);
    match &field.ty {
        Type::Map(_) => quote!(shown.field(#key, &Names(&self.#name));),
        _ if is_url(field) => quote! {
            if let Some(url) = &self.#name {
                shown.field(#key, &without_userinfo(url));
            }
        },
        _ if field.optional => quote! {
            if let Some(value) = &self.#name {
                shown.field(#key, value);
            }
        },
        _ => quote!(shown.field(#key, &self.#name);),
    }
}

/// What planning may ask for: texts, secrets and choices.
fn read(field: &ClientField) -> Option<TokenStream> {
    let name = format_ident!("{}", field.name);
    let key = key(field);
    match field.ty {
        Type::Text(_) => Some(quote!(ConfigKey::#key => self.#name.as_deref(),)),
        Type::Secret => Some(quote! {
            ConfigKey::#key => not_blank(self.#name.as_ref()),
        }),
        Type::Bool => Some(quote!(ConfigKey::#key => self.#name.then_some("true"),)),
        _ => None,
    }
}

fn key(field: &ClientField) -> proc_macro2::Ident {
    format_ident!("{}", field.name.to_uppercase())
}

/// `ConfigKey`: the fields that planning may ask for.
pub(crate) fn keys(fields: &[ClientField]) -> TokenStream {
    let readable = || fields.iter().filter(|field| read(field).is_some());
    let constant = |field: &ClientField| {
        let (key, name) = (key(field), &field.name);
        let about = format!(" `{name}`.");
        quote!(#[doc = #about] pub const #key: Self = Self(#name);)
    };
    let browser = readable().filter(|field| field.browser).map(constant);
    let native = readable().filter(|field| !field.browser).map(constant);
    let urls = |fields: Vec<&ClientField>| {
        let (count, keys) = (fields.len(), fields.into_iter().map(key));
        quote!(pub const URLS: [Self; #count] = [#(Self::#keys),*];)
    };
    let all = urls(readable().filter(|field| is_url(field)).collect());
    let few = urls(
        readable()
            .filter(|field| is_url(field) && field.browser)
            .collect(),
    );
    quote! {
        /// The name of a configuration field, as [`OryConfig`](crate::OryConfig) has it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct ConfigKey(&'static str);
        impl ConfigKey {
            #(#browser)*
            /// The fields that name a server.
            #[cfg(not(feature = "std"))]
            #few
            /// `project_url`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                self.0
            }
        }
        /// The fields that no browser has.
        #[cfg(feature = "std")]
        impl ConfigKey {
            #(#native)*
            /// The fields that name a server.
            #all
        }
    }
}

/// `CallOptions`.
pub(crate) fn call_options(fields: &[ClientField]) -> TokenStream {
    let members = fields
        .iter()
        .filter_map(|field| record_field(field, &field_type(field)).ok());
    let setters = fields.iter().map(|field| setter(field, false));
    let applied = fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        match field.ty {
            Type::Map(_) => quote!(replace(&mut config.#name, self.#name);),
            _ => quote! {
                if let Some(value) = self.#name {
                    config.#name = value;
                }
            },
        }
    });
    let shown = fields.iter().map(|field| {
        let (name, key) = (format_ident!("{}", field.name), &field.name);
        match field.ty {
            Type::Map(_) => quote!(.field(#key, &Names(&self.#name))),
            _ => quote!(.field(#key, &self.#name)),
        }
    });
    quote! {
        use alloc::string::String;
        use core::fmt;
        use std::collections::HashMap;
        use super::OryConfig;
        use super::headers::{Names, replace};
        /// What a client does otherwise for some of its calls: see [`Ory::with_options`](crate::Ory::with_options).
        ///
        /// ```
        /// use ory_hub::CallOptions;
        ///
        /// let options = CallOptions::new().timeout_ms(500).header("X-Tenant", "a");
        /// assert_eq!(options.timeout_ms, Some(500));
        /// ```
        #[derive(Clone, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[non_exhaustive]
        pub struct CallOptions { #(#members)* }
        impl CallOptions {
            /// Options that change nothing.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            #(#setters)*
            /// The configuration with these options in place of its own.
            pub(crate) fn apply(self, config: &OryConfig) -> OryConfig {
                let mut config = config.clone();
                #(#applied)*
                config
            }
        }
        /// Shows the names of headers: their values may be keys.
        impl fmt::Debug for CallOptions {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct("CallOptions") #(#shown)* .finish()
            }
        }
    }
}
