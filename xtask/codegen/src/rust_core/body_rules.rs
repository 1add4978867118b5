//! What is known of the bodies of operations: which values in them are secrets, and which servers cannot use.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Api, ModelKind, Operation, Type};

use crate::file::File;
use crate::rust;

/// One row for each operation whose body has such a value, by the operation's id.
pub(super) fn file(api: &Api) -> anyhow::Result<File> {
    let mut operations: Vec<&Operation> =
        api.operations().map(|(_, operation)| operation).collect();
    operations.sort_by_key(|operation| &operation.id);
    let rows = operations
        .into_iter()
        .filter_map(|operation| row(api, operation));
    let items = quote! {
        use super::config_key::ConfigKey;

        /// What `api/` says of the body of one operation.
        pub(super) struct BodyRules {
            pub(super) operation: &'static str,
            /// Names of fields that are secrets, wherever they stand in the body.
            pub(super) secrets: &'static [&'static str],
            /// JSON pointers to texts that cannot be empty; `*` stands for each item of a list.
            pub(super) not_empty: &'static [&'static str],
            /// The same to values that cannot be numbers.
            pub(super) not_number: &'static [&'static str],
            /// The body is a JSON Patch of what another operation updates: no step may set these to a number.
            pub(super) patch_not_number: &'static [&'static str],
            /// No step may write these, unless a field of the configuration allows it.
            pub(super) patch_unless: &'static [(&'static str, ConfigKey)],
        }
        /// By the operation's id.
        pub(super) static RULES: &[BodyRules] = &[#(#rows),*];
    };
    Ok(File {
        path: "core/src/request/body_rules.rs".to_owned(),
        text: rust::file("", "What is known of the bodies of operations.", &items)?,
    })
}

fn row(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let found = Found::of(api, operation)?;
    let patched = patched(api, operation).and_then(|update| Found::of(api, update));
    let patched = patched.unwrap_or_default();
    let lists = [&found.not_empty, &found.not_number, &patched.not_number];
    if found.secrets.is_empty()
        && lists.iter().all(|list| list.is_empty())
        && patched.patch_unless.is_empty()
    {
        return None;
    }
    let id = &operation.id;
    let secrets = found.secrets.iter();
    let [not_empty, not_number, patch_not_number] = lists.map(|list| list.iter());
    let patch_unless = patched.patch_unless.iter().map(|(pointer, field)| {
        let key = format_ident!("{}", field.to_ascii_uppercase());
        quote!((#pointer, ConfigKey::#key))
    });
    Some(quote! {
        BodyRules {
            operation: #id,
            secrets: &[#(#secrets),*],
            not_empty: &[#(#not_empty),*],
            not_number: &[#(#not_number),*],
            patch_not_number: &[#(#patch_not_number),*],
            patch_unless: &[#(#patch_unless),*],
        }
    })
}

/// The operation that updates as a whole what this one changes by a JSON Patch.
fn patched<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Operation> {
    let steps = Type::List(Box::new(Type::Model("JsonPatch".to_owned())));
    operation.body.as_ref().filter(|body| body.ty == steps)?;
    let mut others = api.operations().map(|(_, other)| other);
    others.find(|other| other.method == "PUT" && other.path == operation.path)
}

#[derive(Default)]
struct Found<'a> {
    /// Names of fields that are secrets, wherever they stand.
    secrets: BTreeSet<&'a str>,
    /// JSON pointers to texts that cannot be empty; `*` for each item of a list.
    not_empty: BTreeSet<String>,
    /// The same to values that cannot be numbers.
    not_number: BTreeSet<String>,
    /// JSON pointers to what a patch may write only where that field of the configuration allows it.
    patch_unless: BTreeSet<(String, &'a str)>,
    /// Models that were looked into: a model may hold itself.
    seen: BTreeSet<(&'a str, String)>,
}

impl<'a> Found<'a> {
    fn of(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let mut found = Self::default();
        found.visit(api, &operation.body.as_ref()?.ty, "", true);
        Some(found)
    }

    /// `known` says whether the place is one that a pointer can name.
    fn visit(&mut self, api: &'a Api, ty: &'a Type, place: &str, known: bool) {
        match ty {
            Type::List(item) => self.visit(api, item, &format!("{place}/*"), known),
            Type::Map(value) => self.visit(api, value, place, false),
            Type::Model(name) => self.model(api, name, place, known),
            _ => {}
        }
    }

    fn model(&mut self, api: &'a Api, name: &'a str, place: &str, known: bool) {
        // Deeper than any body is, but for models that hold themselves.
        let deep = place.matches('/').count() > 8;
        let Some(model) = api.model(name) else { return };
        let key = if known { place } else { "" };
        if deep || !self.seen.insert((name, key.to_owned())) {
            return;
        }
        match &model.kind {
            ModelKind::Enum { .. } => {}
            ModelKind::Union { arms, .. } => {
                for arm in arms {
                    self.model(api, &arm.model, place, false);
                }
            }
            ModelKind::Record { fields, .. } => {
                for field in fields {
                    let place = format!("{place}/{}", field.wire);
                    if field.ty == Type::Secret {
                        self.secrets.insert(&field.wire);
                    }
                    if field.not_empty && known {
                        self.not_empty.insert(place.clone());
                    }
                    if field.not_number && known {
                        self.not_number.insert(place.clone());
                    }
                    if let Some(allowed) = field.patch_unless.as_deref().filter(|_| known) {
                        self.patch_unless.insert((place.clone(), allowed));
                    }
                    self.visit(api, &field.ty, &place, known);
                }
            }
        }
    }
}
