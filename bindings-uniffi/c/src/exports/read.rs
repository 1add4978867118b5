//! Getters of records, unions and lists: a value by its index, as C takes it. An absent value is the type's empty one.
//!
//! Those without a guard cannot panic, and are called once for each field of each row: they look up and never compute.

use std::time::UNIX_EPOCH;

use ory_hub::Timestamp;

use crate::codec::{EnumDesc, Record, Union, Value};
use crate::document::List;
use crate::guard::guard;
use crate::pointer;
use crate::text::ory_str;

type RecordRef = *const Record<'static>;
type UnionRef = *const Union<'static>;

/// One module for one place where values are: a getter for each C type.
macro_rules! getters {
    ($(#[$doc:meta])* $module:ident, $find:ident $(, $index:ident)?) => {
        $(#[$doc])*
        #[allow(dead_code, reason = "not every group has all of these")]
        pub(crate) mod $module {
            use super::*;

            pub(crate) fn has(record: RecordRef, field: usize $(, $index: usize)?) -> bool {
                !$find(record, field $(, $index)?).is_none()
            }
            pub(crate) fn text(record: RecordRef, field: usize $(, $index: usize)?) -> ory_str {
                as_text($find(record, field $(, $index)?))
            }
            pub(crate) fn boolean(record: RecordRef, field: usize $(, $index: usize)?) -> bool {
                matches!($find(record, field $(, $index)?), Value::Bool(true))
            }
            pub(crate) fn int(record: RecordRef, field: usize $(, $index: usize)?) -> i64 {
                as_int($find(record, field $(, $index)?))
            }
            pub(crate) fn number(record: RecordRef, field: usize $(, $index: usize)?) -> f64 {
                as_number($find(record, field $(, $index)?))
            }
            pub(crate) fn kind(record: RecordRef, field: usize $(, $index: usize)?) -> u32 {
                as_kind($find(record, field $(, $index)?))
            }
            pub(crate) fn record(record: RecordRef, field: usize $(, $index: usize)?) -> RecordRef {
                as_record($find(record, field $(, $index)?))
            }
            pub(crate) fn union(record: RecordRef, field: usize $(, $index: usize)?) -> UnionRef {
                as_union($find(record, field $(, $index)?))
            }
            pub(crate) fn len(record: RecordRef, field: usize $(, $index: usize)?) -> usize {
                count($find(record, field $(, $index)?))
            }
            pub(crate) fn unix_ms(record: RecordRef, field: usize $(, $index: usize)?, out: *mut i64) -> bool {
                guard(|| write_unix_ms($find(record, field $(, $index)?), out))
            }
        }
    };
}

getters!(
    /// The value of a field.
    field, field_value
);
getters!(
    /// An item of a list field.
    at, item_value, index
);
getters!(
    /// A value of a map field.
    value, entry_value, index
);

/// The key of an entry of a map field.
pub(crate) fn key(record: RecordRef, field: usize, index: usize) -> ory_str {
    entry(record, field, index).map_or(ory_str::EMPTY, |(key, _)| ory_str::of(key))
}

/// A record as JSON.
#[inline(never)]
pub(crate) fn json(record: RecordRef) -> ory_str {
    guard(|| pointer::try_ref(record).map_or(ory_str::EMPTY, |record| ory_str::of(record.json())))
}

/// A union as JSON: the whole object as the server wrote it.
#[inline(never)]
pub(crate) fn union_json(union: UnionRef) -> ory_str {
    pointer::try_ref(union).map_or(ory_str::EMPTY, |union| ory_str::of(union.raw.get()))
}

/// Which arm a union holds; 0 for one that this version does not know.
pub(crate) fn union_kind(union: UnionRef) -> u32 {
    pointer::try_ref(union).map_or(0, |union| union.kind)
}

/// The text of a union's tag.
#[inline(never)]
pub(crate) fn union_tag(union: UnionRef) -> ory_str {
    pointer::try_ref(union).map_or(ory_str::EMPTY, |union| ory_str::of(union.tag))
}

/// The record of a union that holds that arm.
pub(crate) fn arm(union: UnionRef, kind: u32) -> RecordRef {
    let union = pointer::try_ref(union).filter(|union| union.kind == kind);
    match union.and_then(|union| union.record) {
        Some(record) => std::ptr::from_ref(record),
        None => std::ptr::null(),
    }
}

/// How many items a list has.
pub(crate) fn list_len(list: *const List) -> usize {
    pointer::try_ref(list).map_or(0, |list| list.items.len())
}

/// A list as JSON.
#[inline(never)]
pub(crate) fn list_json(list: *const List) -> ory_str {
    guard(|| pointer::try_ref(list).map_or(ory_str::EMPTY, |list| ory_str::of(list.json())))
}

/// An item of a list: a record.
pub(crate) fn list_record(list: *const List, index: usize) -> RecordRef {
    as_record(list_value(list, index))
}

/// An item of a list: a union.
#[allow(dead_code, reason = "no group has a list of these yet")]
pub(crate) fn list_union(list: *const List, index: usize) -> UnionRef {
    as_union(list_value(list, index))
}

/// An item of a list: a text.
#[allow(dead_code, reason = "no group has a list of these yet")]
pub(crate) fn list_text(list: *const List, index: usize) -> ory_str {
    as_text(list_value(list, index))
}

/// The token of the page after a list.
#[inline(never)]
pub(crate) fn next_page_token(list: *const List) -> ory_str {
    pointer::try_ref(list).map_or(ory_str::EMPTY, |list| ory_str::of(&list.next))
}

/// The text of an enum's number; empty for an unknown one.
#[inline(never)]
pub(crate) fn kind_text(desc: &'static EnumDesc, kind: u32) -> ory_str {
    known_text(desc, kind).map_or(ory_str::EMPTY, ory_str::of)
}

/// The text of a known value.
pub(crate) fn known_text(desc: &'static EnumDesc, kind: u32) -> Option<&'static str> {
    let index = usize::try_from(kind).ok()?.checked_sub(1)?;
    desc.values.get(index).copied()
}

fn field_value(record: RecordRef, field: usize) -> Value<'static> {
    let value = pointer::try_ref(record).and_then(|record| record.values.get(field));
    value.copied().unwrap_or(Value::Absent)
}

fn item_value(record: RecordRef, field: usize, index: usize) -> Value<'static> {
    match field_value(record, field) {
        Value::List(items) => items.get(index).copied().unwrap_or(Value::Absent),
        _ => Value::Absent,
    }
}

fn entry_value(record: RecordRef, field: usize, index: usize) -> Value<'static> {
    entry(record, field, index).map_or(Value::Absent, |(_, value)| value)
}

fn entry(record: RecordRef, field: usize, index: usize) -> Option<(&'static str, Value<'static>)> {
    match field_value(record, field) {
        Value::Map(entries) => entries.get(index).copied(),
        _ => None,
    }
}

fn list_value(list: *const List, index: usize) -> Value<'static> {
    let value = pointer::try_ref(list).and_then(|list| list.items.get(index));
    value.copied().unwrap_or(Value::Absent)
}

fn as_text(value: Value<'static>) -> ory_str {
    match value {
        Value::Text(text) | Value::Enum { text, .. } => ory_str::of(text),
        Value::Json(raw) => ory_str::of(raw.get()),
        _ => ory_str::EMPTY,
    }
}

fn as_int(value: Value<'static>) -> i64 {
    match value {
        Value::Int(value) => value,
        _ => 0,
    }
}

fn as_number(value: Value<'static>) -> f64 {
    match value {
        Value::Number(value) => value,
        _ => 0.0,
    }
}

fn as_kind(value: Value<'static>) -> u32 {
    match value {
        Value::Enum { kind, .. } => kind,
        _ => 0,
    }
}

fn as_record(value: Value<'static>) -> RecordRef {
    match value {
        Value::Record(record) => std::ptr::from_ref(record),
        _ => std::ptr::null(),
    }
}

fn as_union(value: Value<'static>) -> UnionRef {
    match value {
        Value::Union(union) => std::ptr::from_ref(union),
        _ => std::ptr::null(),
    }
}

fn count(value: Value<'static>) -> usize {
    match value {
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        _ => 0,
    }
}

fn write_unix_ms(value: Value<'static>, out: *mut i64) -> bool {
    let Value::Text(text) = value else {
        return false;
    };
    let Some(milliseconds) = milliseconds(text) else {
        return false;
    };
    pointer::write(out, milliseconds);
    true
}

/// Milliseconds since 1970, rounded down.
fn milliseconds(text: &str) -> Option<i64> {
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
