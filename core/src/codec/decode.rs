//! The one decoder: it reads any [`Kind`] from JSON text into slots.
//!
//! It is one `DeserializeSeed` over serde_json, so nothing is compiled per model. Errors carry no values, because a
//! value may be a secret: serde's own messages about types are replaced by ours.

use std::borrow::Cow;
use std::fmt;

use bumpalo::Bump;
use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::depth::{DEPTH, nests_deeper};
use super::decode_error::{self, DecodeError, Step};
use super::surrogates;
use super::type_desc::Kind;
use super::value::Slot;

/// Above this integers and floats no longer match one to one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a value of the given kind. A byte order mark before it is skipped. Where an escape such as `\ud800` is half of a
/// character without its other half, U+FFFD stands in the text.
pub fn decode<'a>(kind: &Kind, text: &'a str, arena: &'a Bump) -> Result<Slot<'a>, DecodeError> {
    read(kind, text, arena).or_else(|error| match surrogates::replaced(text) {
        Some(text) => read(kind, arena.alloc_str(&text), arena),
        None => Err(error),
    })
}

fn read<'a>(kind: &Kind, text: &'a str, arena: &'a Bump) -> Result<Slot<'a>, DecodeError> {
    let mut reading = Reading {
        arena,
        text,
        stack: Vec::new(),
        entries: Vec::new(),
        unknown: Vec::new(),
        trail: Vec::new(),
        what: None,
        offset: None,
    };
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    reading.value(*kind, json, 0).map_err(|failure| {
        let (what, offset) = reading.reason(json, &failure);
        DecodeError {
            path: decode_error::path(&reading.trail),
            what,
            offset,
        }
    })
}

/// What one decode shares: where slots go, and what went wrong.
pub(super) struct Reading<'a> {
    pub(super) arena: &'a Bump,
    text: &'a str,
    /// Elements of the lists that are open, before they move into the arena.
    stack: Vec<Slot<'a>>,
    /// The same for maps.
    pub(super) entries: Vec<(&'a str, Slot<'a>)>,
    /// The same for unknown fields.
    pub(super) unknown: Vec<(&'a str, &'a RawValue)>,
    /// The way to an error, from the inside out.
    trail: Vec<Step<'a>>,
    /// What went wrong, and where if that is not where serde_json stopped.
    what: Option<Cow<'static, str>>,
    offset: Option<usize>,
}

impl<'a> Reading<'a> {
    /// A whole text, with nothing after the value.
    pub(super) fn value(
        &mut self,
        kind: Kind,
        json: &'a str,
        depth: usize,
    ) -> Result<Slot<'a>, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.disable_recursion_limit();
        let seed = Seed {
            kind,
            required: true,
            depth,
            reading: self,
        };
        let slot = seed.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(slot)
    }

    pub(super) fn fail<E: Error>(&mut self, what: &'static str) -> E {
        self.what = Some(Cow::Borrowed(what));
        E::custom(what)
    }

    /// A failure inside a text of its own: what is known about it is kept, in absolute terms.
    pub(super) fn fail_inside<E: Error>(&mut self, json: &str, failure: &serde_json::Error) -> E {
        let (what, offset) = self.reason(json, failure);
        let outer = E::custom(&what);
        self.what = Some(Cow::Owned(what));
        self.offset = Some(offset);
        outer
    }

    /// Notes the step to a failure.
    pub(super) fn at<T, E>(&mut self, step: Step<'a>, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.trail.push(step);
        }
        result
    }

    /// One level deeper, if that is still allowed.
    fn deeper<E: Error>(&mut self, depth: usize) -> Result<usize, E> {
        if depth >= DEPTH {
            return Err(self.fail("is nested deeper than 128 levels"));
        }
        Ok(depth + 1)
    }

    fn reason(&self, json: &str, failure: &serde_json::Error) -> (String, usize) {
        let within = json.as_ptr() as usize - self.text.as_ptr() as usize;
        let offset = self
            .offset
            .unwrap_or_else(|| within + decode_error::offset(json, failure));
        let what = match &self.what {
            Some(what) if failure.is_data() => what.clone().into_owned(),
            _ => decode_error::words(failure),
        };
        (what, offset)
    }

    /// JSON as it stands, no deeper than allowed.
    pub(super) fn raw<D: Deserializer<'a>>(
        &mut self,
        deserializer: D,
        depth: usize,
    ) -> Result<&'a RawValue, D::Error> {
        let raw = <&'a RawValue>::deserialize(deserializer)?;
        if nests_deeper(raw.get(), DEPTH.saturating_sub(depth)) {
            return Err(self.fail("is nested deeper than 128 levels"));
        }
        Ok(raw)
    }
}

/// One value that is still to be read.
pub(super) struct Seed<'r, 'a> {
    pub(super) kind: Kind,
    /// Null is an error, or what Go's encoder makes of an empty list or map.
    pub(super) required: bool,
    /// Objects and lists around it.
    pub(super) depth: usize,
    pub(super) reading: &'r mut Reading<'a>,
}

impl<'a> DeserializeSeed<'a> for Seed<'_, 'a> {
    type Value = Slot<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Slot<'a>, D::Error> {
        let Kind::Json = self.kind else {
            return deserializer.deserialize_option(self);
        };
        let raw = self.reading.raw(deserializer, self.depth)?;
        Ok(if !self.required && raw.get() == "null" {
            Slot::Null
        } else {
            Slot::Json(raw)
        })
    }
}

impl<'a> Visitor<'a> for Seed<'_, 'a> {
    type Value = Slot<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value of the described kind")
    }

    fn visit_none<E: Error>(self) -> Result<Slot<'a>, E> {
        match self.kind {
            _ if !self.required => Ok(Slot::Null),
            Kind::List(_) => Ok(Slot::List(&[])),
            Kind::Map(_) => Ok(Slot::Map(&[])),
            _ => Err(self.reading.fail("is null")),
        }
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Slot<'a>, D::Error> {
        let Seed {
            kind,
            depth,
            reading,
            ..
        } = self;
        let seed = Seed {
            kind,
            required: true,
            depth,
            reading: &mut *reading,
        };
        let result = match kind {
            Kind::Text | Kind::Secret | Kind::Time | Kind::Enum(_) => {
                deserializer.deserialize_str(seed)
            }
            Kind::Bool => deserializer.deserialize_bool(seed),
            Kind::Int => deserializer.deserialize_i64(seed),
            Kind::Number => deserializer.deserialize_f64(seed),
            Kind::List(_) => deserializer.deserialize_seq(seed),
            Kind::Map(_) | Kind::Record(_) => deserializer.deserialize_map(seed),
            Kind::Union(table) => seed.reading.union(table, deserializer, depth),
            Kind::Json => return seed.deserialize(deserializer),
        };
        if result.is_err() && reading.what.is_none() {
            reading.what = Some(Cow::Borrowed(kind.due()));
        }
        result
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Slot<'a>, E> {
        Ok(Slot::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Slot<'a>, E> {
        Ok(match self.kind {
            Kind::Number => Slot::Number(value as f64),
            _ => Slot::Int(value),
        })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Slot<'a>, E> {
        if let Kind::Number = self.kind {
            return Ok(Slot::Number(value as f64));
        }
        match i64::try_from(value) {
            Ok(value) => Ok(Slot::Int(value)),
            Err(_) => Err(self.reading.fail("is larger than a signed 64-bit integer")),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Slot<'a>, E> {
        if let Kind::Number = self.kind {
            return Ok(Slot::Number(value));
        }
        if value.fract() != 0.0 {
            return Err(self.reading.fail("is not an integer"));
        }
        if value.abs() > EXACT {
            return Err(self.reading.fail("is larger than a signed 64-bit integer"));
        }
        Ok(Slot::Int(value as i64))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Slot<'a>, E> {
        Ok(match self.kind {
            Kind::Enum(table) => Slot::Enum {
                kind: table.kind(text),
                text,
            },
            _ => Slot::Text(text),
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Slot<'a>, E> {
        let text = self.reading.arena.alloc_str(text);
        self.visit_borrowed_str(text)
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut list: S) -> Result<Slot<'a>, S::Error> {
        let Kind::List(&kind) = self.kind else {
            return Err(self.reading.fail(self.kind.due()));
        };
        let reading = self.reading;
        let depth = reading.deeper(self.depth)?;
        let start = reading.stack.len();
        loop {
            let seed = Seed {
                kind,
                required: true,
                depth,
                reading: &mut *reading,
            };
            let element = list.next_element_seed(seed);
            let index = reading.stack.len() - start;
            match reading.at(Step::Index(index), element)? {
                Some(slot) => reading.stack.push(slot),
                None => break,
            }
        }
        let slots = reading.stack.get(start..).unwrap_or_default();
        let slots = reading.arena.alloc_slice_copy(slots);
        reading.stack.truncate(start);
        Ok(Slot::List(slots))
    }

    fn visit_map<M: MapAccess<'a>>(self, map: M) -> Result<Slot<'a>, M::Error> {
        let depth = self.reading.deeper(self.depth)?;
        match self.kind {
            Kind::Record(table) => self.reading.record(table, map, depth),
            Kind::Map(kind) => self.reading.map(*kind, map, depth),
            _ => Err(self.reading.fail(self.kind.due())),
        }
    }
}
