//! Values as JSON again, unknown fields included.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::value::{Record, Value};

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
            if !value.is_none() {
                map.serialize_entry(field.name, value)?;
            }
        }
        for (name, raw) in self.unknown {
            map.serialize_entry(name, raw)?;
        }
        map.end()
    }
}
