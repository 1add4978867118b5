//! Objects: records, maps and unions.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::OnceLock;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::arena::Arena;
use super::decode::{Decoder, Seed};
use super::decode_error::PathSegment;
use super::null::Null;
use super::type_desc::{RecordDesc, TypeDesc};
use super::value::{Record, Value};

impl<'a> Decoder<'a> {
    pub(super) fn record<M: MapAccess<'a>>(
        &mut self,
        desc: &'static RecordDesc,
        mut map: M,
        depth: usize,
    ) -> Result<Value<'a>, M::Error> {
        self.check_limits()?;
        let values = self
            .arena
            .alloc_slice_fill_copy(desc.fields.len(), Value::Absent);
        let start = self.unknown.len();
        let mut seen = Seen::default();
        let mut guess = 0;
        while let Some(name) = map.next_key_seed(Key {
            desc: Some(desc),
            guess,
            arena: self.arena,
        })? {
            match name {
                Name::Known(index) => {
                    let (Some(field), Some(value)) =
                        (desc.fields.get(index), values.get_mut(index))
                    else {
                        continue;
                    };
                    guess = index + 1;
                    if !matches!(value, Value::Absent) {
                        let twice = self.fail("is there twice");
                        return self.at(PathSegment::Field(field.name), Err(twice));
                    }
                    let misfits = self.misfits.len();
                    let result = map.next_value_seed(Seed {
                        ty: field.ty,
                        null: match field.required || field.nullable {
                            true => Null::Item,
                            false => Null::Absence,
                        },
                        keeps_misfits: desc.keeps_unknown,
                        depth,
                        decoder: &mut *self,
                    });
                    *value = self.at(PathSegment::Field(field.name), result)?;
                    if let Some(raw) = self.take_misfits(misfits)? {
                        self.unknown.push((field.name, raw));
                    }
                }
                Name::Other(name) => {
                    self.check_limits()?;
                    if self.source.refuses_unknown(desc) {
                        let unknown =
                            self.fail("is unknown, and the model keeps no unknown fields");
                        return self.at(PathSegment::Key(name), Err(unknown));
                    }
                    let value = map.next_value_seed(Raw {
                        depth,
                        decoder: &mut *self,
                    });
                    let raw = self.at(PathSegment::Key(name), value)?;
                    let known = self.unknown.get_mut(start..).unwrap_or_default();
                    // What nobody here knows is no reason to fail: the last one counts, as for JSON.parse.
                    match seen.add(name, known.iter().map(|(name, _)| *name)) {
                        Some(before) => {
                            if let Some(entry) = known.get_mut(before) {
                                entry.1 = raw;
                            }
                        }
                        None => self.unknown.push((name, raw)),
                    }
                }
            }
        }
        let missing = desc
            .fields
            .iter()
            .zip(values.iter())
            .find(|(field, value)| field.required && matches!(value, Value::Absent));
        if let Some((field, _)) = missing {
            let missing = self.fail("is missing");
            return self.at(PathSegment::Field(field.name), Err(missing));
        }
        let unknown = match self.unknown.get(start..) {
            Some(unknown) if desc.keeps_unknown => unknown,
            _ => &[],
        };
        let unknown = self.arena.alloc_slice_copy(unknown);
        self.unknown.truncate(start);
        Ok(self.finished(desc, values, unknown))
    }

    /// A record with nothing set.
    pub(super) fn empty(&self, desc: &'static RecordDesc) -> Value<'a> {
        let values = self
            .arena
            .alloc_slice_fill_copy(desc.fields.len(), Value::Absent);
        self.finished(desc, values, &[])
    }

    fn finished(
        &self,
        desc: &'static RecordDesc,
        values: &'a [Value<'a>],
        unknown: &'a [(&'a str, &'a RawValue)],
    ) -> Value<'a> {
        Value::Record(self.arena.alloc(Record {
            desc,
            values,
            unknown,
            arena: self.arena,
            json: OnceLock::new(),
        }))
    }

    pub(super) fn map<M: MapAccess<'a>>(
        &mut self,
        ty: TypeDesc,
        mut map: M,
        keeps_misfits: bool,
        depth: usize,
    ) -> Result<Value<'a>, M::Error> {
        let start = self.entries.len();
        let misfits = self.misfits.len();
        let mut seen = Seen::default();
        while let Some(Name::Other(name)) = map.next_key_seed(Key {
            desc: None,
            guess: 0,
            arena: self.arena,
        })? {
            self.check_limits()?;
            let known = self.entries.get(start..).unwrap_or_default();
            if seen
                .add(name, known.iter().map(|(name, _)| *name))
                .is_some()
            {
                let twice = self.fail("is there twice");
                return self.at(PathSegment::Key(name), Err(twice));
            }
            let value = match keeps_misfits {
                true => self.fitting(ty, name, &mut map, depth),
                false => map.next_value_seed(Seed {
                    ty,
                    null: Null::Refused,
                    keeps_misfits,
                    depth,
                    decoder: &mut *self,
                }),
            };
            let value = self.at(PathSegment::Key(name), value)?;
            self.entries.push((name, value));
        }
        if self.misfits.len() > misfits {
            let read = self.entries.split_off(start);
            let fitting = read.into_iter();
            self.entries
                .extend(fitting.filter(|(_, value)| !matches!(value, Value::Absent)));
        }
        let entries = self.entries.get(start..).unwrap_or_default();
        let entries = self.arena.alloc_slice_copy(entries);
        self.entries.truncate(start);
        Ok(Value::Map(entries))
    }

    /// The value of a map's entry; one that is not of its type is set aside and leaves its name behind.
    fn fitting<M: MapAccess<'a>>(
        &mut self,
        ty: TypeDesc,
        name: &'a str,
        map: &mut M,
        depth: usize,
    ) -> Result<Value<'a>, M::Error> {
        let raw = map.next_value_seed(Raw {
            depth,
            decoder: &mut *self,
        })?;
        let mark = self.mark();
        match self.value(ty, raw.get(), depth) {
            Ok(value) => Ok(value),
            Err(failure) if self.forgive(&failure, &mark) => {
                self.misfits.push((name, raw));
                Ok(Value::Absent)
            }
            Err(failure) => Err(self.fail_inside(raw.get(), &failure)),
        }
    }

    /// What was set aside since then, as one object.
    fn take_misfits<E: Error>(&mut self, start: usize) -> Result<Option<&'a RawValue>, E> {
        if self.misfits.len() <= start {
            return Ok(None);
        }
        let text = object_text(&self.misfits.split_off(start)).map_err(E::custom)?;
        self.check_limits()?;
        let raw = serde_json::from_str(self.arena.alloc_str(&text)).map_err(E::custom)?;
        Ok(Some(raw))
    }
}

/// The text of an object.
pub(super) fn object_text(entries: &[(&str, &RawValue)]) -> serde_json::Result<String> {
    let mut text = String::from("{");
    for (name, raw) in entries {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&serde_json::to_string(name)?);
        text.push(':');
        text.push_str(raw.get());
    }
    text.push('}');
    Ok(text)
}

/// The value of an unknown field.
struct Raw<'r, 'a> {
    depth: usize,
    decoder: &'r mut Decoder<'a>,
}

impl<'a> DeserializeSeed<'a> for Raw<'_, 'a> {
    type Value = &'a RawValue;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<&'a RawValue, D::Error> {
        self.decoder.raw(deserializer, self.depth)
    }
}

/// A key: a listed field, or any other name.
pub(super) enum Name<'a> {
    Known(usize),
    Other(&'a str),
}

/// Reads a key. Servers write fields in one order, so the field after the last one is tried first.
pub(super) struct Key<'a> {
    pub(super) desc: Option<&'static RecordDesc>,
    pub(super) guess: usize,
    pub(super) arena: &'a Arena,
}

impl Key<'_> {
    fn known(&self, name: &str) -> Option<usize> {
        let fields = self.desc?.fields;
        match fields.get(self.guess) {
            Some(field) if field.name == name => Some(self.guess),
            _ => fields.iter().position(|field| field.name == name),
        }
    }
}

impl<'a> DeserializeSeed<'a> for Key<'a> {
    type Value = Name<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Name<'a>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Key<'a> {
    type Value = Name<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'a str) -> Result<Name<'a>, E> {
        Ok(self.known(name).map_or(Name::Other(name), Name::Known))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'a>, E> {
        Ok(match self.known(name) {
            Some(index) => Name::Known(index),
            None => Name::Other(self.arena.alloc_str(name)),
        })
    }
}

/// Names seen so far: compared one by one while they are few, hashed when a text has very many.
#[derive(Default)]
struct Seen<'a> {
    hashed: HashMap<&'a str, usize>,
}

impl<'a> Seen<'a> {
    /// Where the name stands already, if it is not new; `known` are the different names added before.
    fn add(
        &mut self,
        name: &'a str,
        mut known: impl ExactSizeIterator<Item = &'a str>,
    ) -> Option<usize> {
        let next = known.len();
        if next < 16 {
            return known.position(|other| other == name);
        }
        if self.hashed.is_empty() {
            self.hashed.extend(known.zip(0..));
        }
        match self.hashed.entry(name) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(next);
                None
            }
        }
    }
}
