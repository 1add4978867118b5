//! Tests of the decoder: known bodies with one thing wrong, and everything wrong over all models.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arbitrary;
mod body;
mod every_model;
mod limits;
mod maps;
mod null;
mod redaction;
mod source;
mod tolerance;
mod until;

use super::{Arena, DecodeError, FromValue, Model, Source, TypeDesc, decode, encode, read_model};

/// One model with both of its readers.
#[derive(Debug)]
pub(crate) struct Check {
    /// Model name.
    pub(crate) name: &'static str,
    /// What the values hold.
    pub(crate) kind: &'static TypeDesc,
    /// Through the Rust type and back to JSON.
    pub(crate) typed: fn(&str) -> Result<String, DecodeError>,
    /// What printing the Rust type shows, in both forms.
    pub(crate) shown: fn(&str) -> Result<String, DecodeError>,
}

impl Check {
    pub(crate) const fn of<T: Model + std::fmt::Debug>(name: &'static str) -> Self {
        Self {
            name,
            kind: <T as FromValue>::TYPE,
            typed: |text| read_model::<T>(Source::Server, text).map(|value| value.to_json()),
            shown: |text| {
                read_model::<T>(Source::Server, text).map(|value| format!("{value:?} {value:#?}"))
            },
        }
    }

    /// Through values and back to JSON.
    fn values(&self, text: &str) -> Result<String, DecodeError> {
        through_values(self.kind, text)
    }
}

fn through_values(kind: &TypeDesc, text: &str) -> Result<String, DecodeError> {
    let arena = Arena::new();
    let value = decode(kind, text, &arena)?;
    let mut json = String::new();
    encode(&value, &mut json);
    Ok(json)
}

fn value(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
