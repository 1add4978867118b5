//! Unions: the arm is what the tag says.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::arena::Arena;
use super::decode::Decoder;
use super::decode_object::{Key, Name};
use super::type_desc::{TypeDesc, UnionDesc};
use super::value::{Value, Variant};

impl<'a> Decoder<'a> {
    /// The tag may stand anywhere in the object, so the object is taken as it stands first. An arm that cannot be read is
    /// an unknown one in what a server wrote: a field of another type costs one node and not the form around it.
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
                    Err(failure)
                        if !self.source.refuses_misfit(desc) && self.forgive(&failure, &mark) =>
                    {
                        None
                    }
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
