//! The one decoder: it reads any [`TypeDesc`] from JSON text into values.
//!
//! It is one `DeserializeSeed` over serde_json, so nothing is compiled per model. Errors carry no values, because a
//! value may be a secret: serde's own messages about types are replaced by ours.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::arena::Arena;
use super::decode_error::{self, DecodeError, PathSegment};
use super::depth::{DEPTH, nests_deeper};
use super::null::Null;
use super::source::Source;
use super::surrogates;
use super::type_desc::TypeDesc;
use super::until::{self, Until};
use super::value::Value;

/// Above this integers and floats no longer match one to one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a value of the given type. A byte order mark before it is skipped. Where an escape such as `\ud800` is half of a
/// character without its other half, U+FFFD stands in the text.
pub fn decode<'a>(
    ty: &TypeDesc,
    text: &'a str,
    arena: &'a Arena,
) -> Result<Value<'a>, DecodeError> {
    decode_from(Source::Server, ty, text, arena)
}

/// The same for a text of another source.
pub fn decode_from<'a>(
    source: Source,
    ty: &TypeDesc,
    text: &'a str,
    arena: &'a Arena,
) -> Result<Value<'a>, DecodeError> {
    let error = match read(source, ty, text, arena) {
        Err(error) if !until::is_over() => error,
        result => return result,
    };
    match surrogates::replace_lone_surrogates(text) {
        Some(text) => read(source, ty, arena.alloc_str(&text), arena),
        None => Err(error),
    }
}

fn read<'a>(
    source: Source,
    ty: &TypeDesc,
    text: &'a str,
    arena: &'a Arena,
) -> Result<Value<'a>, DecodeError> {
    let mut decoder = Decoder {
        arena,
        source,
        text,
        stack: Vec::new(),
        entries: Vec::new(),
        unknown: Vec::new(),
        misfits: Vec::new(),
        path: Vec::new(),
        what: None,
        offset: None,
        until: until::limits(),
        steps: 0,
        memory_limit: Decoder::memory(arena, text),
        over_memory: false,
        is_over: false,
    };
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = match decoder.check_time() {
        Ok(()) => decoder.value(*ty, json, 0),
        Err(failure) => Err(failure),
    };
    value.map_err(|failure| {
        let (what, offset) = decoder.reason(json, &failure);
        DecodeError {
            path: decode_error::path(&decoder.path),
            what,
            offset,
        }
    })
}

/// The state of one decode: where values go, and what went wrong.
pub(super) struct Decoder<'a> {
    pub(super) arena: &'a Arena,
    pub(super) source: Source,
    text: &'a str,
    /// Elements of the lists that are open, before they move into the arena.
    pub(super) stack: Vec<Value<'a>>,
    /// The same for maps.
    pub(super) entries: Vec<(&'a str, Value<'a>)>,
    /// The same for unknown fields.
    pub(super) unknown: Vec<(&'a str, &'a RawValue)>,
    /// The same for entries of maps that are no values of their type.
    pub(super) misfits: Vec<(&'a str, &'a RawValue)>,
    /// The way to an error, from the inside out.
    path: Vec<PathSegment<'a>>,
    /// What went wrong, and where if that is not where serde_json stopped.
    what: Option<Cow<'static, str>>,
    offset: Option<usize>,
    pub(super) until: Until,
    /// The clock is read once in a while.
    pub(super) steps: u8,
    pub(super) memory_limit: usize,
    /// The limit was met: nothing that is read afterwards may make good for it.
    pub(super) over_memory: bool,
    /// The same with the time.
    pub(super) is_over: bool,
}

/// How far a decoder had come.
pub(super) struct Mark {
    stack: usize,
    entries: usize,
    unknown: usize,
    misfits: usize,
    path: usize,
}

impl<'a> Decoder<'a> {
    /// A whole text, with nothing after the value.
    pub(super) fn value(
        &mut self,
        ty: TypeDesc,
        json: &'a str,
        depth: usize,
    ) -> Result<Value<'a>, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.disable_recursion_limit();
        let seed = Seed {
            ty,
            null: Null::Refused,
            keeps_misfits: false,
            depth,
            decoder: self,
        };
        let value = seed.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
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

    pub(super) fn mark(&self) -> Mark {
        Mark {
            stack: self.stack.len(),
            entries: self.entries.len(),
            unknown: self.unknown.len(),
            misfits: self.misfits.len(),
            path: self.path.len(),
        }
    }

    /// Forgets a failure and what was read before it, if it is one about types: text that is no JSON and an answer that
    /// is too large stay failures.
    pub(super) fn forgive(&mut self, failure: &serde_json::Error, mark: &Mark) -> bool {
        if self.over_memory || self.is_over || !failure.is_data() {
            return false;
        }
        self.stack.truncate(mark.stack);
        self.entries.truncate(mark.entries);
        self.unknown.truncate(mark.unknown);
        self.misfits.truncate(mark.misfits);
        self.path.truncate(mark.path);
        self.what = None;
        self.offset = None;
        true
    }

    /// Notes the step to a failure.
    pub(super) fn at<T, E>(&mut self, step: PathSegment<'a>, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.path.push(step);
        }
        result
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
        if raw.get().len() >= until::BYTES {
            self.check_time()?;
        }
        if nests_deeper(raw.get(), DEPTH.saturating_sub(depth)) {
            return Err(self.fail("is nested deeper than 128 levels"));
        }
        Ok(raw)
    }
}

/// One value that is still to be read.
pub(super) struct Seed<'r, 'a> {
    pub(super) ty: TypeDesc,
    pub(super) null: Null,
    /// It is a map whose entries of another type are set aside.
    pub(super) keeps_misfits: bool,
    /// Objects and lists around it.
    pub(super) depth: usize,
    pub(super) decoder: &'r mut Decoder<'a>,
}

impl<'a> DeserializeSeed<'a> for Seed<'_, 'a> {
    type Value = Value<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Value<'a>, D::Error> {
        let TypeDesc::Json = self.ty else {
            return deserializer.deserialize_option(self);
        };
        let raw = self.decoder.raw(deserializer, self.depth)?;
        Ok(if self.null == Null::Absence && raw.get() == "null" {
            Value::Null
        } else {
            Value::Json(raw)
        })
    }
}

impl<'a> Visitor<'a> for Seed<'_, 'a> {
    type Value = Value<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value of the described type")
    }

    fn visit_none<E: Error>(self) -> Result<Value<'a>, E> {
        match self.ty {
            _ if self.null == Null::Absence => Ok(Value::Null),
            TypeDesc::Record(desc) if self.null == Null::Item && !desc.requires() => {
                Ok(self.decoder.empty(desc))
            }
            TypeDesc::List(_) => Ok(Value::List(&[])),
            TypeDesc::Map(_) => Ok(Value::Map(&[])),
            _ => Err(self.decoder.fail("is null")),
        }
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Value<'a>, D::Error> {
        let Seed {
            ty,
            keeps_misfits,
            depth,
            decoder,
            ..
        } = self;
        let seed = Seed {
            ty,
            null: Null::Refused,
            keeps_misfits,
            depth,
            decoder: &mut *decoder,
        };
        let result = match ty {
            TypeDesc::Text | TypeDesc::Secret | TypeDesc::Time | TypeDesc::Enum(_) => {
                deserializer.deserialize_str(seed)
            }
            TypeDesc::Bool => deserializer.deserialize_bool(seed),
            TypeDesc::Int => deserializer.deserialize_i64(seed),
            TypeDesc::Number => deserializer.deserialize_f64(seed),
            TypeDesc::List(_) => deserializer.deserialize_seq(seed),
            TypeDesc::Map(_) | TypeDesc::Record(_) => deserializer.deserialize_map(seed),
            TypeDesc::Union(desc) => seed.decoder.union(desc, deserializer, depth),
            TypeDesc::Json => return seed.deserialize(deserializer),
        };
        if result.is_err() && decoder.what.is_none() {
            decoder.what = Some(Cow::Borrowed(ty.mismatch()));
        }
        result
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value<'a>, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value<'a>, E> {
        Ok(match self.ty {
            TypeDesc::Number => Value::Number(value as f64),
            _ => Value::Int(value),
        })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value<'a>, E> {
        if let TypeDesc::Number = self.ty {
            return Ok(Value::Number(value as f64));
        }
        match i64::try_from(value) {
            Ok(value) => Ok(Value::Int(value)),
            Err(_) => Err(self.decoder.fail("is larger than a signed 64-bit integer")),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value<'a>, E> {
        if let TypeDesc::Number = self.ty {
            return Ok(Value::Number(value));
        }
        if value.fract() != 0.0 {
            return Err(self.decoder.fail("is not an integer"));
        }
        if value.abs() > EXACT {
            return Err(self.decoder.fail("is larger than a signed 64-bit integer"));
        }
        Ok(Value::Int(value as i64))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Value<'a>, E> {
        Ok(match self.ty {
            TypeDesc::Enum(desc) => Value::Enum {
                kind: desc.kind(text),
                text,
            },
            _ => Value::Text(text),
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value<'a>, E> {
        let text = self.decoder.arena.alloc_str(text);
        self.visit_borrowed_str(text)
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut list: S) -> Result<Value<'a>, S::Error> {
        let TypeDesc::List(&ty) = self.ty else {
            return Err(self.decoder.fail(self.ty.mismatch()));
        };
        let decoder = self.decoder;
        let depth = decoder.deeper(self.depth)?;
        let start = decoder.stack.len();
        loop {
            let seed = Seed {
                ty,
                null: Null::Item,
                keeps_misfits: false,
                depth,
                decoder: &mut *decoder,
            };
            let element = list.next_element_seed(seed);
            let index = decoder.stack.len() - start;
            match decoder.at(PathSegment::Index(index), element)? {
                Some(value) => {
                    decoder.stack.push(value);
                    decoder.check_limits()?;
                }
                None => break,
            }
        }
        let values = decoder.stack.get(start..).unwrap_or_default();
        let values = decoder.arena.alloc_slice_copy(values);
        decoder.stack.truncate(start);
        Ok(Value::List(values))
    }

    fn visit_map<M: MapAccess<'a>>(self, map: M) -> Result<Value<'a>, M::Error> {
        let depth = self.decoder.deeper(self.depth)?;
        match self.ty {
            TypeDesc::Record(desc) => self.decoder.record(desc, map, depth),
            TypeDesc::Map(ty) => self.decoder.map(*ty, map, self.keeps_misfits, depth),
            _ => Err(self.decoder.fail(self.ty.mismatch())),
        }
    }
}
