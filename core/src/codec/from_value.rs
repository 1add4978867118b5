//! Rust values out of slots, and back into JSON.

use std::cell::RefCell;
use std::collections::HashMap;

use bumpalo::Bump;
use serde::Serialize;

use super::decode::decode;
use super::decode_error::DecodeError;
use super::type_desc::Kind;
use super::value::{Row, Slot, Variant};
use crate::{Json, Secret, Timestamp};

/// A type that is read from a slot of its kind.
pub trait FromSlot: Sized {
    /// What the decoder has to look for.
    const KIND: &'static Kind;

    /// The value; nothing if the slot is of another kind.
    fn from_slot(slot: &Slot<'_>) -> Option<Self>;
}

/// A type that reads itself from JSON and writes itself back without losing what it does not know.
pub trait Model: FromSlot + Serialize {
    /// Reads JSON text. Unknown fields, enum values and union tags are kept; a missing required field, a wrong type, a
    /// known field that is there twice and nesting deeper than 128 levels are errors.
    fn from_json(text: &str) -> Result<Self, DecodeError> {
        with_arena(|arena| {
            let slot = decode(Self::KIND, text, arena)?;
            Self::from_slot(&slot)
                .ok_or_else(|| DecodeError::whole("was read as another kind of value"))
        })
    }

    /// Writes JSON text.
    fn to_json(&self) -> String {
        // Texts, numbers and checked JSON into memory: nothing here can fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<T: FromSlot + Serialize> Model for T {}

impl Variant<'_> {
    /// The arm's value.
    #[must_use]
    pub fn arm<T: FromSlot>(&self) -> Option<T> {
        T::from_slot(&Slot::Record(self.row?))
    }
}

/// Arenas above this are given back after use.
const KEEP: usize = 4 << 20;

/// Lends this thread's arena, so that its memory serves one decode after the other.
fn with_arena<T>(work: impl FnOnce(&Bump) -> T) -> T {
    thread_local! {
        static ARENA: RefCell<Bump> = RefCell::new(Bump::new());
    }
    ARENA.with(|cell| match cell.try_borrow_mut() {
        Err(_) => work(&Bump::new()),
        Ok(mut arena) => {
            let result = work(&arena);
            if arena.allocated_bytes() > KEEP {
                *arena = Bump::new();
            } else {
                arena.reset();
            }
            result
        }
    })
}

impl Row<'_> {
    /// The value of a field.
    #[must_use]
    pub fn take<T: FromSlot>(&self, index: usize) -> Option<T> {
        T::from_slot(self.slots.get(index)?)
    }

    /// The fields that the table does not know.
    #[must_use]
    pub fn extra(&self) -> HashMap<String, Json> {
        self.unknown
            .iter()
            .map(|(name, raw)| ((*name).to_owned(), Json::from(*raw)))
            .collect()
    }
}

impl FromSlot for String {
    const KIND: &'static Kind = &Kind::Text;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        slot.text().map(str::to_owned)
    }
}

impl FromSlot for Secret {
    const KIND: &'static Kind = &Kind::Secret;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        slot.text().map(Self::from)
    }
}

impl FromSlot for Timestamp {
    const KIND: &'static Kind = &Kind::Time;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        slot.text().map(Self::from)
    }
}

impl FromSlot for bool {
    const KIND: &'static Kind = &Kind::Bool;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        match *slot {
            Slot::Bool(value) => Some(value),
            _ => None,
        }
    }
}

impl FromSlot for i64 {
    const KIND: &'static Kind = &Kind::Int;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        match *slot {
            Slot::Int(value) => Some(value),
            _ => None,
        }
    }
}

impl FromSlot for f64 {
    const KIND: &'static Kind = &Kind::Number;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        match *slot {
            Slot::Number(value) => Some(value),
            _ => None,
        }
    }
}

impl FromSlot for Json {
    const KIND: &'static Kind = &Kind::Json;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        match *slot {
            Slot::Json(raw) => Some(Self::from(raw)),
            _ => None,
        }
    }
}

impl<T: FromSlot> FromSlot for Option<T> {
    const KIND: &'static Kind = T::KIND;

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        if slot.is_none() {
            return Some(None);
        }
        T::from_slot(slot).map(Some)
    }
}

impl<T: FromSlot> FromSlot for Vec<T> {
    const KIND: &'static Kind = &Kind::List(T::KIND);

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        match *slot {
            Slot::List(slots) => slots.iter().map(T::from_slot).collect(),
            _ => None,
        }
    }
}

impl<T: FromSlot> FromSlot for HashMap<String, T> {
    const KIND: &'static Kind = &Kind::Map(T::KIND);

    fn from_slot(slot: &Slot<'_>) -> Option<Self> {
        match *slot {
            Slot::Map(entries) => entries
                .iter()
                .map(|(name, slot)| Some(((*name).to_owned(), T::from_slot(slot)?)))
                .collect(),
            _ => None,
        }
    }
}

/// `Deserialize` for models, so that other types may hold them. Through serde_json only: the JSON is read as it stands.
macro_rules! deserialize_as_json {
    ($($model:ty),* $(,)?) => {
        $(impl<'de> serde::Deserialize<'de> for $model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw: Box<serde_json::value::RawValue> = serde::Deserialize::deserialize(deserializer)?;
                $crate::codec::Model::from_json(raw.get()).map_err(serde::de::Error::custom)
            }
        })*
    };
}
pub(crate) use deserialize_as_json;
