//! A decoded value: values in an arena, borrowing from the text wherever it has no escapes.

use std::fmt;
use std::sync::OnceLock;

use serde_json::value::RawValue;

use super::arena::Arena;
use super::type_desc::RecordDesc;

/// One value. Printing it shows what it is and no text, which may be a secret.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// The field was not there.
    Absent,
    /// An optional field was null.
    Null,
    /// A text, a secret or a time.
    Text(&'a str),
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Number(f64),
    /// JSON as it was written.
    Json(&'a RawValue),
    /// A text out of an open set.
    Enum {
        /// Position in the description plus one; 0 is unknown.
        kind: u32,
        /// The text itself.
        text: &'a str,
    },
    /// A list.
    List(&'a [Value<'a>]),
    /// An object whose keys are data, in the order of the text.
    Map(&'a [(&'a str, Value<'a>)]),
    /// An object with known fields.
    Record(&'a Record<'a>),
    /// One of several objects.
    Union(&'a Variant<'a>),
}

/// A decoded record. A clone shares the arena. Printing it shows its name.
#[derive(Clone)]
pub struct Record<'a> {
    /// Its type.
    pub desc: &'static RecordDesc,
    /// One value per field of the description.
    pub values: &'a [Value<'a>],
    /// Fields that the description does not list, if it keeps them.
    pub unknown: &'a [(&'a str, &'a RawValue)],
    pub(super) arena: &'a Arena,
    /// Its JSON, once somebody has asked for it.
    pub(super) json: OnceLock<&'a str>,
}

/// A decoded union. Printing it shows its tag.
pub struct Variant<'a> {
    /// Position of the arm in the description plus one; 0 is unknown, or an arm that could not be read.
    pub kind: u32,
    /// The tag; empty when it is absent or no text.
    pub tag: &'a str,
    /// The arm's fields, unless it is unknown.
    pub record: Option<&'a Record<'a>>,
    /// The whole object as it was written.
    pub raw: &'a RawValue,
}

impl<'a> Value<'a> {
    /// The record in this value.
    #[must_use]
    pub fn record(&self) -> Option<&'a Record<'a>> {
        match *self {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The union in this value.
    #[must_use]
    pub fn variant(&self) -> Option<&'a Variant<'a>> {
        match *self {
            Value::Union(variant) => Some(variant),
            _ => None,
        }
    }

    /// The text in this value, that of an enum included.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match *self {
            Value::Text(text) | Value::Enum { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Nothing is here: absent, or null in an optional field.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::Absent | Value::Null)
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Absent => formatter.write_str("Absent"),
            Value::Null => formatter.write_str("Null"),
            Value::Text(_) => formatter.write_str("Text(…)"),
            Value::Bool(value) => write!(formatter, "Bool({value})"),
            Value::Int(value) => write!(formatter, "Int({value})"),
            Value::Number(value) => write!(formatter, "Number({value})"),
            Value::Json(_) => formatter.write_str("Json(…)"),
            Value::Enum { kind, .. } => write!(formatter, "Enum({kind})"),
            Value::List(items) => write!(formatter, "List({})", items.len()),
            Value::Map(entries) => write!(formatter, "Map({})", entries.len()),
            Value::Record(record) => record.fmt(formatter),
            Value::Union(variant) => variant.fmt(formatter),
        }
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Record({})", self.desc.name)
    }
}

impl fmt::Debug for Variant<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Variant({:?})", self.tag)
    }
}
