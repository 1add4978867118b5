//! Fields of `api/client.yaml` as fields of Rust structs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{ClientField, Text, Type};

use crate::client::{self, is_kind};
use crate::rust::doc;

/// The type of a field, without `Option`.
pub(super) fn plain_type(field: &ClientField) -> TokenStream {
    match is_kind(field) {
        true => quote!(ErrorKind),
        false => client::plain_type(field),
    }
}

/// The type of a field.
#[must_use]
pub fn field_type(field: &ClientField) -> TokenStream {
    client::or_none(field, plain_type(field))
}

pub(super) fn is_url(field: &ClientField) -> bool {
    field.ty == Type::Text(Text::Uri)
}

/// A field of a struct that is a record of uniffi too.
pub(super) fn record_field(field: &ClientField, ty: &TokenStream) -> anyhow::Result<TokenStream> {
    let name = format_ident!("{}", field.name);
    let about = doc(&field.about);
    let default = match (&field.default, field.optional, &field.ty) {
        (Some(value), ..) => {
            let value: TokenStream = value
                .parse()
                .map_err(|error| anyhow::anyhow!("{}: {error}", field.name))?;
            quote!(#[cfg_attr(feature = "uniffi", uniffi(default = #value))])
        }
        (None, true, _) => quote!(#[cfg_attr(feature = "uniffi", uniffi(default = None))]),
        (None, false, Type::Map(_)) => quote!(#[cfg_attr(feature = "uniffi", uniffi(default))]),
        (None, false, _) => quote!(),
    };
    Ok(quote!(#about #default pub #name: #ty,))
}
