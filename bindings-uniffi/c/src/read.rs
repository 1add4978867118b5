//! What getters read: a slot by its place, then its value. Nothing there is the empty value of the type.

use std::time::UNIX_EPOCH;

use ory_hub::Timestamp;
use ory_hub::internal::codec::Value;

use super::document::{List, Record, Union};
use super::pointer::{self, Handle};
use super::text::ory_str;

/// The slot of a field.
pub(super) fn field<M: Record>(model: *const M, index: usize) -> Value<'static> {
    pointer::look(model)
        .and_then(|row| row.slots.get(index))
        .copied()
        .unwrap_or(Value::Absent)
}

/// An item of a list field.
pub(super) fn item<M: Record>(model: *const M, field_index: usize, index: usize) -> Value<'static> {
    match field(model, field_index) {
        Value::List(items) => items.get(index).copied().unwrap_or(Value::Absent),
        _ => Value::Absent,
    }
}

/// A value of a map field.
pub(super) fn value<M: Record>(
    model: *const M,
    field_index: usize,
    index: usize,
) -> Value<'static> {
    entry(model, field_index, index).map_or(Value::Absent, |(_, value)| *value)
}

/// A key of a map field.
pub(super) fn key<M: Record>(model: *const M, field_index: usize, index: usize) -> ory_str {
    entry(model, field_index, index).map_or(ory_str::EMPTY, |(key, _)| ory_str::of(key))
}

fn entry<M: Record>(
    model: *const M,
    field_index: usize,
    index: usize,
) -> Option<&'static (&'static str, Value<'static>)> {
    match field(model, field_index) {
        Value::Map(entries) => entries.get(index),
        _ => None,
    }
}

/// An item of a list that an operation answered.
pub(super) fn list_item<L: Handle<Behind = List>>(list: *const L, index: usize) -> Value<'static> {
    pointer::look(list)
        .and_then(|list| list.items.get(index))
        .copied()
        .unwrap_or(Value::Absent)
}

/// How many items such a list has.
pub(super) fn list_len<L: Handle<Behind = List>>(list: *const L) -> usize {
    pointer::look(list).map_or(0, |list| list.items.len())
}

/// The token of the page after such a list.
pub(super) fn next_page_token<L: Handle<Behind = List>>(list: *const L) -> ory_str {
    pointer::look(list).map_or(ory_str::EMPTY, |list| ory_str::of(&list.next))
}

/// A record as JSON.
pub(super) fn json<M: Record>(model: *const M) -> ory_str {
    pointer::look(model).map_or(ory_str::EMPTY, |row| ory_str::of(row.json()))
}

/// A union as JSON: the whole object as the server wrote it.
pub(super) fn union_json<U: Union>(union: *const U) -> ory_str {
    pointer::look(union).map_or(ory_str::EMPTY, |variant| ory_str::of(variant.raw.get()))
}

/// Which arm a union is; 0 when it is none that this version knows.
pub(super) fn union_kind<U: Union>(union: *const U) -> u32 {
    pointer::look(union).map_or(0, |variant| variant.kind)
}

/// The text that tells a union's arms apart.
pub(super) fn union_tag<U: Union>(union: *const U) -> ory_str {
    pointer::look(union).map_or(ory_str::EMPTY, |variant| ory_str::of(variant.tag))
}

/// The arm of a union, if it is of that kind.
pub(super) fn arm<U: Union, R: Record>(union: *const U, kind: u32) -> *const R {
    let variant = pointer::look(union).filter(|variant| variant.kind == kind);
    match variant.and_then(|variant| variant.record) {
        Some(row) => std::ptr::from_ref(row).cast(),
        None => std::ptr::null(),
    }
}

/// The value in a slot, as C takes it.
pub(super) trait Read {
    /// It is there and not null.
    fn has(self) -> bool;
    /// A text, a secret, the server's text of a time, an enum's text, or free JSON.
    fn text(self) -> ory_str;
    /// True or false.
    fn boolean(self) -> bool;
    /// An integer.
    fn int(self) -> i64;
    /// A number.
    #[allow(dead_code, reason = "no group has such a field yet")]
    fn number(self) -> f64;
    /// Which known value an enum is.
    fn kind(self) -> u32;
    /// How many items a list or a map has.
    fn len(self) -> usize;
    /// A record.
    fn record<R: Record>(self) -> *const R;
    /// A union.
    fn union<U: Union>(self) -> *const U;
    /// Writes a time as milliseconds since 1970, if it can be read as an instant.
    fn unix_ms(self, out: *mut i64) -> bool;
}

impl Read for Value<'static> {
    fn has(self) -> bool {
        !self.is_none()
    }

    fn text(self) -> ory_str {
        match self {
            Value::Text(text) | Value::Enum { text, .. } => ory_str::of(text),
            Value::Json(raw) => ory_str::of(raw.get()),
            _ => ory_str::EMPTY,
        }
    }

    fn boolean(self) -> bool {
        matches!(self, Value::Bool(true))
    }

    fn int(self) -> i64 {
        match self {
            Value::Int(value) => value,
            _ => 0,
        }
    }

    fn number(self) -> f64 {
        match self {
            Value::Number(value) => value,
            _ => 0.0,
        }
    }

    fn kind(self) -> u32 {
        match self {
            Value::Enum { kind, .. } => kind,
            _ => 0,
        }
    }

    fn len(self) -> usize {
        match self {
            Value::List(items) => items.len(),
            Value::Map(entries) => entries.len(),
            _ => 0,
        }
    }

    fn record<R: Record>(self) -> *const R {
        match self {
            Value::Record(row) => std::ptr::from_ref(row).cast(),
            _ => std::ptr::null(),
        }
    }

    fn union<U: Union>(self) -> *const U {
        match self {
            Value::Union(variant) => std::ptr::from_ref(variant).cast(),
            _ => std::ptr::null(),
        }
    }

    fn unix_ms(self, out: *mut i64) -> bool {
        let Value::Text(text) = self else {
            return false;
        };
        let Some(milliseconds) = unix_ms(text) else {
            return false;
        };
        pointer::write(out, milliseconds);
        true
    }
}

/// Milliseconds since 1970, rounded down.
fn unix_ms(text: &str) -> Option<i64> {
    let at = Timestamp::from(text).at?;
    match at.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).ok(),
        Err(before) => {
            let nanoseconds = before.duration().as_nanos();
            i64::try_from(nanoseconds.div_ceil(1_000_000))
                .ok()
                .map(|time| -time)
        }
    }
}

/// The text of an enum's kind; empty for a kind that is none of its.
pub(super) fn kind_text(table: &'static ory_hub::internal::codec::EnumDesc, kind: u32) -> ory_str {
    let place = usize::try_from(kind)
        .ok()
        .and_then(|kind| kind.checked_sub(1));
    place
        .and_then(|place| table.values.get(place))
        .map_or(ory_str::EMPTY, |text| ory_str::of(text))
}
