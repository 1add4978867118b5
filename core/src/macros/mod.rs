//! The macros that the generated models and endpoints are written in. Each stands in one place; its type, description,
//! JSON, constructor, printing and bindings come from there.

mod endpoint;
mod open_enum;
mod pages;
mod record;
mod union;

pub(crate) use endpoint::{
    ListItems, endpoint, endpoints, given_or, location, optional, param_setter, show_param,
};
#[allow(unused_imports, reason = "not every group has a body")]
pub(crate) use endpoint::{encode_body, json_optional};
pub(crate) use open_enum::open_enum;
pub(crate) use pages::pages;
pub(crate) use record::{record, type_desc};
pub(crate) use union::{union, union_arm};

/// The name of a field on the wire: its own, unless another is given.
macro_rules! wire {
    ($name:ident) => {
        const { $crate::macros::strip_raw(stringify!($name)) }
    };
    ($name:ident $wire:literal) => {
        $wire
    };
}

/// Whether a flag is among the flags of a field.
macro_rules! has_flag {
    (sensitive in sensitive $($rest:ident)*) => { true };
    (nullable in nullable $($rest:ident)*) => { true };
    (sends_null in sends_null $($rest:ident)*) => { true };
    ($flag:ident in $other:ident $($rest:ident)*) => { $crate::macros::has_flag!($flag in $($rest)*) };
    ($flag:ident in) => { false };
}

/// A field as `Debug` prints it.
macro_rules! shown {
    (sensitive $($rest:ident)* => $value:expr) => { &$crate::types::Redacted };
    ($flag:ident $($rest:ident)* => $value:expr) => { $crate::macros::shown!($($rest)* => $value) };
    (=> $value:expr) => { &$value };
}

/// The same for an optional field.
macro_rules! shown_option {
    (sensitive $($rest:ident)* => $value:expr) => { &$value.as_ref().map(|_| $crate::types::Redacted) };
    ($flag:ident $($rest:ident)* => $value:expr) => { $crate::macros::shown_option!($($rest)* => $value) };
    (=> $value:expr) => { &$value };
}

/// `Default` for what needs no values.
macro_rules! default_without_required {
    ($model:ident;) => {
        impl Default for $model {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($model:ident; $($required:ident)+) => {};
}

/// `Deserialize`, so that other types may hold a model.
macro_rules! deserialize_as_json {
    ($model:ident) => {
        impl<'de> serde::Deserialize<'de> for $model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = $crate::types::raw(deserializer)?;
                $crate::codec::Model::from_json(raw.get()).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// All models, by the condition that each needs, for the tests that hold for all of them and for Python's module.
macro_rules! model_list {
    ($(
        [$gate:meta]
        records { $($record:ident),* }
        others { $($other:ident),* }
        pages { $($page:ident),* }
    )*) => {
        /// All models with their decoders.
        #[cfg(test)]
        pub(crate) const MODELS: &[$crate::codec::tests::Check] = &[
            $(
                $(#[cfg($gate)] $crate::codec::tests::Check::of::<$record>(stringify!($record)),)*
                $(#[cfg($gate)] $crate::codec::tests::Check::of::<$other>(stringify!($other)),)*
            )*
        ];

        /// The fields of all records, and whether they are marked as sensitive.
        #[cfg(test)]
        pub(crate) const SENSITIVE: &[(&str, &[(&str, bool)])] =
            &[$($(#[cfg($gate)] (stringify!($record), $record::SENSITIVE),)*)*];

        /// The description of a model.
        #[cfg(feature = "uniffi")]
        pub(crate) fn type_desc(name: &str) -> Option<&'static $crate::codec::TypeDesc> {
            use $crate::codec::FromValue;
            Some(match name {
                $(
                    $(#[cfg($gate)] stringify!($record) => <$record as FromValue>::TYPE,)*
                    $(#[cfg($gate)] stringify!($other) => <$other as FromValue>::TYPE,)*
                )*
                _ => return None,
            })
        }

        /// All models and pages with their descriptions.
        #[cfg(feature = "python")]
        pub(crate) static PYTHON_MODELS: &[(&str, &$crate::codec::TypeDesc)] = &[
            $(
                $(#[cfg($gate)] (stringify!($record), <$record as $crate::codec::FromValue>::TYPE),)*
                $(#[cfg($gate)] (stringify!($other), <$other as $crate::codec::FromValue>::TYPE),)*
                $(#[cfg($gate)] (stringify!($page), &$crate::codec::TypeDesc::Record($page::DESC)),)*
            )*
        ];
    };
}

pub(crate) use model_list;
pub(crate) use {
    default_without_required, deserialize_as_json, has_flag, shown, shown_option, wire,
};

/// The name that a raw identifier stands for.
pub(crate) const fn strip_raw(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// What every generated file of models uses.
pub(crate) mod prelude {
    pub(crate) use std::collections::HashMap;

    pub(crate) use super::{endpoint, open_enum, pages, record, union};
    pub(crate) use crate::model::*;
    pub(crate) use crate::types::{Json, Secret, Timestamp};
}
