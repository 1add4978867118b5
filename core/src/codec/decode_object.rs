//! Objects: records, maps and unions.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::OnceLock;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::arena::Arena;
use super::decode::{Decoder, Seed};
use super::decode_error::PathSegment;
use super::type_desc::{RecordDesc, TypeDesc, UnionDesc};
use super::value::{Record, Value, Variant};

impl<'a> Decoder<'a> {
    /// A record without any field.
    pub(super) fn empty(&mut self, desc: &'static RecordDesc) -> Value<'a> {
        let values = self
            .arena
            .alloc_slice_fill_copy(desc.fields.len(), Value::Absent);
        Value::Record(self.arena.alloc(Record {
            desc,
            values,
            unknown: &[],
            arena: self.arena,
            json: OnceLock::new(),
        }))
    }

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
                    let result = map.next_value_seed(Seed {
                        ty: field.ty,
                        required: field.required || field.nullable,
                        depth,
                        decoder: &mut *self,
                    });
                    *value = self.at(PathSegment::Field(field.name), result)?;
                }
                Name::Other(name) => {
                    self.check_limits()?;
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
        Ok(Value::Record(self.arena.alloc(Record {
            desc,
            values,
            unknown,
            arena: self.arena,
            json: OnceLock::new(),
        })))
    }

    pub(super) fn map<M: MapAccess<'a>>(
        &mut self,
        ty: TypeDesc,
        mut map: M,
        depth: usize,
    ) -> Result<Value<'a>, M::Error> {
        let start = self.entries.len();
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
            let value = map.next_value_seed(Seed {
                ty,
                required: true,
                depth,
                decoder: &mut *self,
            });
            let value = self.at(PathSegment::Key(name), value)?;
            self.entries.push((name, value));
        }
        let entries = self.entries.get(start..).unwrap_or_default();
        let entries = self.arena.alloc_slice_copy(entries);
        self.entries.truncate(start);
        Ok(Value::Map(entries))
    }

    /// The tag may stand anywhere in the object, so the object is taken as it stands first. An arm that cannot be read is
    /// an unknown one: a field of another type costs one node and not the form around it.
    pub(super) fn union<D: Deserializer<'a>>(
        &mut self,
        desc: &'static UnionDesc,
        deserializer: D,
        depth: usize,
    ) -> Result<Value<'a>, D::Error> {
        let raw = self.raw(deserializer, depth)?;
        if !raw.get().starts_with('{') {
            return Err(self.fail("is not an object"));
        }
        let tag = tag(raw, desc.tag, self.arena).unwrap_or_default();
        let (kind, desc) = desc.arm(tag);
        let record = match desc {
            None => None,
            Some(desc) => {
                let mark = self.mark();
                match self.value(TypeDesc::Record(desc), raw.get(), depth) {
                    Ok(value) => value.record(),
                    Err(failure) if self.forgive(&failure, &mark) => None,
                    Err(failure) => return Err(self.fail_inside(raw.get(), &failure)),
                }
            }
        };
        let kind = if record.is_some() { kind } else { 0 };
        Ok(Value::Union(self.arena.alloc(Variant {
            kind,
            tag,
            record,
            raw,
        })))
    }
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
enum Name<'a> {
    Known(usize),
    Other(&'a str),
}

/// Reads a key. Servers write fields in one order, so the field after the last one is tried first.
struct Key<'a> {
    desc: Option<&'static RecordDesc>,
    guess: usize,
    arena: &'a Arena,
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

/// The text in the field that tells the arms of a union apart.
fn tag<'a>(raw: &'a RawValue, field: &'static str, arena: &'a Arena) -> Option<&'a str> {
    let mut tag = None;
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    deserializer.disable_recursion_limit();
    // The visitor leaves early once it has the tag; what serde_json says about that is of no interest.
    let _ = deserializer.deserialize_map(Tag {
        field,
        arena,
        found: &mut tag,
    });
    tag
}

struct Tag<'t, 'a> {
    field: &'static str,
    arena: &'a Arena,
    found: &'t mut Option<&'a str>,
}

impl<'a> Visitor<'a> for Tag<'_, 'a> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key_seed(Key {
            desc: None,
            guess: 0,
            arena: self.arena,
        })? {
            if matches!(name, Name::Other(name) if name == self.field) {
                let raw: &RawValue = map.next_value()?;
                *self.found = text(raw, self.arena);
                return Ok(());
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// The text that a JSON string stands for.
fn text<'a>(raw: &'a RawValue, arena: &'a Arena) -> Option<&'a str> {
    let key = Key {
        desc: None,
        guess: 0,
        arena,
    };
    match key.deserialize(&mut serde_json::Deserializer::from_str(raw.get())) {
        Ok(Name::Other(text)) => Some(text),
        _ => None,
    }
}
