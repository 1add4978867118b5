//! Rust values out of values, and back into JSON.

use std::cell::Cell;
use std::collections::HashMap;

use serde::Serialize;

use super::arena::Arena;
use super::decode::decode_from;
use super::decode_error::DecodeError;
use super::source::Source;
use super::type_desc::TypeDesc;
use super::until::while_allowed;
use super::value::{Record, Value, Variant};
use crate::{Json, Secret, Timestamp};

/// A type that is read from a decoded value.
pub trait FromValue: Sized {
    /// The description that the decoder reads by.
    const TYPE: &'static TypeDesc;

    /// The Rust value; `None` if the decoded one is of another type.
    fn from_value(value: &Value<'_>) -> Option<Self>;
}

/// A type that reads itself from JSON and writes itself back without losing what it does not know.
pub trait Model: FromValue + Serialize {
    /// Reads JSON text. Unknown enum values and union tags are kept, and so are unknown fields of what servers write; in
    /// what is sent to a server they are errors, as are a missing required field, a wrong type, a known field that is there
    /// twice and nesting deeper than 128 levels.
    fn from_json(text: &str) -> Result<Self, DecodeError> {
        read_model(Source::Caller, text)
    }

    /// Writes JSON text.
    fn to_json(&self) -> String {
        // Texts, numbers and checked JSON into memory: nothing here can fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<T: FromValue + Serialize> Model for T {}

/// A model out of a text.
pub(crate) fn read_model<T: FromValue>(source: Source, text: &str) -> Result<T, DecodeError> {
    with_arena(|arena| {
        let value = decode_from(source, T::TYPE, text, arena)?;
        T::from_value(&value).ok_or_else(|| DecodeError::whole("was decoded as another type"))
    })
}

impl Variant<'_> {
    /// The arm's value.
    #[must_use]
    pub fn arm<T: FromValue>(&self) -> Option<T> {
        T::from_value(&Value::Record(self.record?))
    }
}

/// Arenas above this are given back after use.
const KEEP: usize = 4 << 20;

/// Lends this thread's arena, so that its memory serves one decode after the other. A thread whose storage is already
/// taken down has none.
pub(crate) fn with_arena<T>(work: impl FnOnce(&Arena) -> T) -> T {
    thread_local! {
        static ARENA: Cell<Option<Arena>> = const { Cell::new(None) };
    }
    let kept = ARENA.try_with(Cell::take).ok().flatten();
    let mut arena = kept.unwrap_or_default();
    let result = work(&arena);
    if arena.allocated_bytes() <= KEEP {
        arena.reset();
        let _ = ARENA.try_with(|kept| kept.set(Some(arena)));
    }
    result
}

impl<'a> Record<'a> {
    /// Reads the fields one by one, in the order of the description.
    pub(crate) fn fields(&self) -> Fields<'_, 'a> {
        Fields {
            record: self,
            position: 0,
        }
    }
}

/// The fields of a record that are still to be read.
pub(crate) struct Fields<'r, 'a> {
    record: &'r Record<'a>,
    position: usize,
}

impl Fields<'_, '_> {
    /// The next field.
    pub(crate) fn next<T: FromValue>(&mut self) -> Option<T> {
        let value = self.record.values.get(self.position)?;
        self.position += 1;
        T::from_value(value)
    }

    /// The next field, into its place: a model of fifty optional fields has one way out instead of fifty.
    pub(crate) fn fill<T: FromValue>(&mut self, place: &mut Option<T>) -> Option<()> {
        *place = self.next::<Option<T>>()?;
        Some(())
    }

    /// The fields that the description does not list.
    pub(crate) fn extra(&self) -> HashMap<String, Json> {
        while_allowed(self.record.unknown.iter())
            .map(|(name, raw)| ((*name).to_owned(), Json::from(*raw)))
            .collect()
    }
}

impl FromValue for String {
    const TYPE: &'static TypeDesc = &TypeDesc::Text;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        value.text().map(str::to_owned)
    }
}

impl FromValue for Secret {
    const TYPE: &'static TypeDesc = &TypeDesc::Secret;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        value.text().map(Self::from)
    }
}

impl FromValue for Timestamp {
    const TYPE: &'static TypeDesc = &TypeDesc::Time;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        value.text().map(Self::from)
    }
}

impl FromValue for bool {
    const TYPE: &'static TypeDesc = &TypeDesc::Bool;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match *value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }
}

impl FromValue for i64 {
    const TYPE: &'static TypeDesc = &TypeDesc::Int;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match *value {
            Value::Int(value) => Some(value),
            _ => None,
        }
    }
}

impl FromValue for f64 {
    const TYPE: &'static TypeDesc = &TypeDesc::Number;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match *value {
            Value::Number(value) => Some(value),
            _ => None,
        }
    }
}

impl FromValue for Json {
    const TYPE: &'static TypeDesc = &TypeDesc::Json;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match *value {
            Value::Json(raw) => Some(Self::from(raw)),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const TYPE: &'static TypeDesc = T::TYPE;

    fn from_value(value: &Value<'_>) -> Option<Self> {
        if value.is_none() {
            return Some(None);
        }
        T::from_value(value).map(Some)
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    const TYPE: &'static TypeDesc = &TypeDesc::List(T::TYPE);

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match *value {
            Value::List(values) => while_allowed(values.iter()).map(T::from_value).collect(),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for HashMap<String, T> {
    const TYPE: &'static TypeDesc = &TypeDesc::Map(T::TYPE);

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match *value {
            Value::Map(entries) => while_allowed(entries.iter())
                .map(|(name, value)| Some(((*name).to_owned(), T::from_value(value)?)))
                .collect(),
            _ => None,
        }
    }
}
