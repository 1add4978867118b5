//! Values inside free JSON, by JSON pointer.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::codec::{Arena, TypeDesc, Value, decode};
use crate::guard::guard;
use crate::pointer;
use crate::text::ory_str;

/// How many texts with escapes a thread keeps for `ory_json_get_str`.
const KEPT: usize = 32;

thread_local! {
    static TEXTS: RefCell<VecDeque<Box<str>>> = const { RefCell::new(VecDeque::new()) };
}

/// Writes the text at a JSON pointer (`/email`, `/roles/0`, empty for the whole) without quotes and escapes; false if
/// there is no text. `*value` is borrowed from `json`; if the text has escapes, it lives until the 32nd further call of
/// this function in the same thread (`ory_str_dup` keeps it).
#[unsafe(no_mangle)]
pub extern "C" fn ory_json_get_str(json: ory_str, path: ory_str, value: *mut ory_str) -> bool {
    guard(|| found(text(json, path), value))
}

/// Writes the number at a JSON pointer; false if there is no number.
#[unsafe(no_mangle)]
pub extern "C" fn ory_json_get_f64(json: ory_str, path: ory_str, value: *mut f64) -> bool {
    guard(|| {
        let number = at(json, path, &TypeDesc::Number, |value| match value {
            Value::Number(number) => Some(number),
            Value::Int(number) => Some(number as f64),
            _ => None,
        });
        found(number, value)
    })
}

/// Writes the integer at a JSON pointer; false if there is none of 64 bits.
#[unsafe(no_mangle)]
pub extern "C" fn ory_json_get_i64(json: ory_str, path: ory_str, value: *mut i64) -> bool {
    guard(|| {
        let number = at(json, path, &TypeDesc::Int, |value| match value {
            Value::Int(number) => Some(number),
            _ => None,
        });
        found(number, value)
    })
}

/// Writes the boolean at a JSON pointer; false if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_json_get_bool(json: ory_str, path: ory_str, value: *mut bool) -> bool {
    guard(|| {
        let boolean = at(json, path, &TypeDesc::Bool, |value| match value {
            Value::Bool(boolean) => Some(boolean),
            _ => None,
        });
        found(boolean, value)
    })
}

/// Writes the number of items or entries of the list or object at a JSON pointer; false if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_json_get_len(json: ory_str, path: ory_str, len: *mut usize) -> bool {
    guard(|| {
        let count = at(json, path, &LIST, count).or_else(|| at(json, path, &MAP, count));
        found(count, len)
    })
}

/// Writes the JSON text of the value at a JSON pointer, borrowed from `json`; false if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_json_get_json(json: ory_str, path: ory_str, value: *mut ory_str) -> bool {
    guard(|| {
        let raw = json
            .get()
            .ok()
            .zip(path.get().ok())
            .and_then(|(json, path)| {
                let arena = Arena::new();
                walk(json, path, &arena).map(ory_str::of)
            });
        found(raw, value)
    })
}

const LIST: TypeDesc = TypeDesc::List(&TypeDesc::Json);
const MAP: TypeDesc = TypeDesc::Map(&TypeDesc::Json);

fn found<T>(value: Option<T>, out: *mut T) -> bool {
    match value {
        Some(value) => {
            pointer::write(out, value);
            true
        }
        None => false,
    }
}

fn count(value: Value<'_>) -> Option<usize> {
    match value {
        Value::List(items) => Some(items.len()),
        Value::Map(entries) => Some(entries.len()),
        _ => None,
    }
}

/// The value at a pointer, decoded as `desc`.
fn at<T>(
    json: ory_str,
    path: ory_str,
    desc: &'static TypeDesc,
    get: impl FnOnce(Value<'_>) -> Option<T>,
) -> Option<T> {
    let arena = Arena::new();
    let raw = walk(json.get().ok()?, path.get().ok()?, &arena)?;
    get(decode(desc, raw, &arena).ok()?)
}

/// The JSON text at a pointer.
fn walk<'a>(json: &'a str, path: &str, arena: &'a Arena) -> Option<&'a str> {
    let mut raw = json.trim();
    if path.is_empty() {
        return decode(&TypeDesc::Json, raw, arena).ok().map(|_| raw);
    }
    for part in path.strip_prefix('/')?.split('/') {
        let part = part.replace("~1", "/").replace("~0", "~");
        let value = if raw.starts_with('[') {
            let Ok(Value::List(items)) = decode(&LIST, raw, arena) else {
                return None;
            };
            items.get(position(&part)?).copied()
        } else {
            let Ok(Value::Map(entries)) = decode(&MAP, raw, arena) else {
                return None;
            };
            let entry = entries.iter().find(|(key, _)| *key == part);
            entry.map(|(_, value)| *value)
        };
        let Some(Value::Json(found)) = value else {
            return None;
        };
        raw = found.get();
    }
    Some(raw)
}

/// The position that a part of a pointer names: digits without leading zeros, as RFC 6901 has them.
fn position(part: &str) -> Option<usize> {
    let is_number = part == "0" || !part.starts_with(['0', '+']);
    part.parse().ok().filter(|_| is_number)
}

fn text(json: ory_str, path: ory_str) -> Option<ory_str> {
    let json = json.get().ok()?;
    at(
        ory_str::of(json),
        path,
        &TypeDesc::Text,
        |value| match value {
            Value::Text(text) if json.as_bytes().as_ptr_range().contains(&text.as_ptr()) => {
                Some(ory_str::of(text))
            }
            Value::Text("") => Some(ory_str::EMPTY),
            Value::Text(text) => keep(text),
            _ => None,
        },
    )
}

/// Keeps a text for the thread; nothing where the thread is ending.
fn keep(text: &str) -> Option<ory_str> {
    TEXTS
        .try_with(|texts| {
            let mut texts = texts.try_borrow_mut().ok()?;
            if texts.len() >= KEPT {
                texts.pop_front();
            }
            texts.push_back(text.into());
            texts.back().map(|text| ory_str::of(text))
        })
        .ok()
        .flatten()
}
