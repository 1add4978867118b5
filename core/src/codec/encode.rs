//! Slots as JSON again, unknown fields included.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::value::{Row, Slot};

/// Appends the JSON of a slot to a text.
pub fn encode(slot: &Slot<'_>, out: &mut String) {
    // Texts, numbers and checked JSON into memory: nothing here can fail.
    out.push_str(&serde_json::to_string(slot).unwrap_or_default());
}

impl<'a> Row<'a> {
    /// The record as JSON again. It is written on the first call and kept beside the slots.
    pub fn json(&'a self) -> &'a str {
        self.json.get_or_init(|| {
            let mut text = String::new();
            encode(&Slot::Record(self), &mut text);
            self.arena.alloc_str(&text)
        })
    }
}

impl Serialize for Slot<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Slot::Absent | Slot::Null => serializer.serialize_none(),
            Slot::Text(text) | Slot::Enum { text, .. } => serializer.serialize_str(text),
            Slot::Bool(value) => serializer.serialize_bool(value),
            Slot::Int(value) => serializer.serialize_i64(value),
            Slot::Number(value) => serializer.serialize_f64(value),
            Slot::Json(raw) => raw.serialize(serializer),
            Slot::List(slots) => {
                let mut list = serializer.serialize_seq(Some(slots.len()))?;
                for slot in slots {
                    list.serialize_element(slot)?;
                }
                list.end()
            }
            Slot::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, slot) in entries {
                    map.serialize_entry(name, slot)?;
                }
                map.end()
            }
            Slot::Record(row) => row.serialize(serializer),
            Slot::Union(variant) => match variant.row {
                Some(row) => row.serialize(serializer),
                None => variant.raw.serialize(serializer),
            },
        }
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (row, slot) in self.table.fields.iter().zip(self.slots) {
            if !slot.is_none() {
                map.serialize_entry(row.name, slot)?;
            }
        }
        for (name, raw) in self.unknown {
            map.serialize_entry(name, raw)?;
        }
        map.end()
    }
}
