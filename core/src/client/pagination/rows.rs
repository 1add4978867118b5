//! The rows of one answer, told apart by their ids, without the types of a list.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::hash::BuildHasher;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::response::text;

/// One number per row. A row without an id has none, unless its whole text tells it apart.
#[derive(Debug)]
pub(super) struct Rows {
    pub keys: Vec<Option<u64>>,
}

/// What names a row: `id` nearly everywhere, `client_id` of OAuth2 clients, `key_id` of API keys.
#[derive(serde::Deserialize)]
struct Row<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    client_id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    key_id: Option<&'a RawValue>,
}

impl Rows {
    /// Reads the rows of a body; `None` if it holds no list. Where `by_text`, a row without an id is told apart by all
    /// of its text.
    pub(super) fn read(body: &[u8], hasher: &impl BuildHasher, by_text: bool) -> Option<Self> {
        let Some(list) = list(text(body).ok()?)? else {
            return Some(Self { keys: Vec::new() });
        };
        let rows: Vec<Row<'_>> = serde_json::from_str(list).ok()?;
        let mut keys: Vec<Option<u64>> = rows
            .iter()
            .map(|row| {
                let id = row.id.or(row.client_id).or(row.key_id)?.get();
                (id != "null").then(|| hasher.hash_one(id))
            })
            .collect();
        if by_text && keys.contains(&None) {
            let texts: Vec<&RawValue> = serde_json::from_str(list).ok()?;
            for (key, text) in keys.iter_mut().zip(texts) {
                key.get_or_insert_with(|| hasher.hash_one(text.get()));
            }
        }
        Some(Self { keys })
    }
}

/// The body without the rows that are not to be kept.
pub(super) fn keep(body: &[u8], kept: &[bool]) -> Option<Vec<u8>> {
    let whole = text(body).ok()?;
    let list = list(whole)??;
    let rows: Vec<&RawValue> = serde_json::from_str(list).ok()?;
    let rows: Vec<&str> = rows
        .iter()
        .zip(kept)
        .filter(|(_, kept)| **kept)
        .map(|(row, _)| row.get())
        .collect();
    let start = list.as_ptr() as usize - whole.as_ptr() as usize;
    let mut text = String::from(whole.get(..start)?);
    text.push('[');
    text.push_str(&rows.join(","));
    text.push(']');
    text.push_str(whole.get(start + list.len()..)?);
    Some(text.into_bytes())
}

/// The text of the list in a body, which is the body itself or the first list in its object; `Some(None)` for null,
/// which Go writes for an empty one.
fn list(text: &str) -> Option<Option<&str>> {
    let text = text.trim();
    match text.as_bytes().first()? {
        b'[' => Some(Some(text)),
        b'n' => (text == "null").then_some(None),
        b'{' => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            deserializer.disable_recursion_limit();
            deserializer.deserialize_map(FirstList).ok().flatten()
        }
        _ => None,
    }
}

/// Finds the first member of an object that is a list, or a null in the place of one. An object without either is no
/// page, which its type then says.
struct FirstList;

impl<'de> Visitor<'de> for FirstList {
    type Value = Option<Option<&'de str>>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut found, mut absent) = (None, false);
        while map.next_key::<IgnoredAny>()?.is_some() {
            let value: &RawValue = map.next_value()?;
            absent |= value.get() == "null";
            if found.is_none() && value.get().starts_with('[') {
                found = Some(value.get());
            }
        }
        Ok(found.map(Some).or(absent.then_some(None)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Ok(None)
    }
}
