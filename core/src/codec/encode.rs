//! Values as JSON again, unknown fields included.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use serde_json::value::{RawValue, to_raw_value};

use super::decode_object::object_text;
use super::from_value::FromValue;
use super::type_desc::TypeDesc;
use super::value::{Record, Value};
use crate::types::Json;

/// Appends the JSON of a value to a text.
pub fn encode(value: &Value<'_>, out: &mut String) {
    // Texts, numbers and checked JSON into memory: nothing here can fail.
    out.push_str(&serde_json::to_string(value).unwrap_or_default());
}

impl<'a> Record<'a> {
    /// The record as JSON again. It is written on the first call and kept; any number of threads may ask at once.
    pub fn json(&'a self) -> &'a str {
        self.json.get_or_init(|| {
            let mut text = String::new();
            encode(&Value::Record(self), &mut text);
            self.arena.keep(text)
        })
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Value::Absent | Value::Null => serializer.serialize_none(),
            Value::Text(text) | Value::Enum { text, .. } => serializer.serialize_str(text),
            Value::Bool(value) => serializer.serialize_bool(value),
            Value::Int(value) => serializer.serialize_i64(value),
            Value::Number(value) => serializer.serialize_f64(value),
            Value::Json(raw) => raw.serialize(serializer),
            Value::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Value::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Value::Record(record) => record.serialize(serializer),
            Value::Union(variant) => match variant.record {
                Some(record) => record.serialize(serializer),
                None => variant.raw.serialize(serializer),
            },
        }
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.desc.fields.iter().zip(self.values) {
            if value.is_none() {
                continue;
            }
            let misfits = match value {
                Value::Map(_) => self.unknown.iter().find(|(name, _)| *name == field.name),
                _ => None,
            };
            match misfits.and_then(|(_, misfits)| whole(value, misfits)) {
                Some(whole) => map.serialize_entry(field.name, &whole)?,
                None => map.serialize_entry(field.name, value)?,
            }
        }
        for (name, raw) in self.unknown {
            if !self.desc.has_map(name) {
                map.serialize_entry(name, raw)?;
            }
        }
        map.end()
    }
}

/// Writes a field of a model. Entries of a map that are no values of its type stand among the fields that nobody knows.
pub(crate) fn write_field<M: serde::ser::SerializeMap, T: FromValue + Serialize>(
    map: &mut M,
    name: &'static str,
    value: &T,
    extra: Option<&HashMap<String, Json>>,
) -> Result<(), M::Error> {
    if let (TypeDesc::Map(_), Some(extra)) = (T::TYPE, extra)
        && let Some(misfits) = extra.get(name)
        && let Ok(misfits) = serde_json::from_str(misfits.text())
        && let Some(whole) = whole(value, misfits)
    {
        return map.serialize_entry(name, &whole);
    }
    map.serialize_entry(name, value)
}

/// The same for texts.
#[cfg(feature = "uniffi")]
pub(crate) fn with_misfits(map: &str, misfits: &str) -> Option<String> {
    let map: &RawValue = serde_json::from_str(map).ok()?;
    let whole = whole(&map, serde_json::from_str(misfits).ok()?)?;
    Some(whole.get().to_owned())
}

/// A map with the entries that are no values of its type behind its own, which win.
pub(crate) fn whole(map: &impl Serialize, misfits: &RawValue) -> Option<Box<RawValue>> {
    let own = to_raw_value(map).ok()?;
    let Entries(own) = serde_json::from_str(own.get()).ok()?;
    let Entries(misfits) = serde_json::from_str(misfits.get()).ok()?;
    let names: HashSet<&str> = own.iter().map(|(name, _)| name.as_str()).collect();
    let others = misfits
        .iter()
        .filter(|(name, _)| !names.contains(name.as_str()));
    let all: Vec<(&str, &RawValue)> = own
        .iter()
        .chain(others)
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    RawValue::from_string(object_text(&all).ok()?).ok()
}

/// The entries of an object in the order in which they stand.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Entries<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Members)
    }
}
