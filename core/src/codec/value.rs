//! A decoded value: slots in an arena, borrowing from the text wherever it has no escapes.

use std::cell::OnceCell;
use std::fmt;

use bumpalo::Bump;
use serde_json::value::RawValue;

use super::type_desc::RecordTable;

/// One value. Printing it shows what it is and no text, which may be a secret.
#[derive(Clone, Copy)]
pub enum Slot<'a> {
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
        /// Place in the table plus one; 0 is unknown.
        kind: u32,
        /// The text itself.
        text: &'a str,
    },
    /// A list.
    List(&'a [Slot<'a>]),
    /// An object whose keys are data, in the order of the text.
    Map(&'a [(&'a str, Slot<'a>)]),
    /// An object with known fields.
    Record(&'a Row<'a>),
    /// One of several objects.
    Union(&'a Variant<'a>),
}

/// A decoded record. A clone shares the arena. Printing it shows its name.
#[derive(Clone)]
pub struct Row<'a> {
    /// What it is.
    pub table: &'static RecordTable,
    /// One slot a field of the table.
    pub slots: &'a [Slot<'a>],
    /// Fields that the table does not know, if it keeps them.
    pub unknown: &'a [(&'a str, &'a RawValue)],
    pub(super) arena: &'a Bump,
    /// Its JSON, once somebody has asked for it.
    pub(super) json: OnceCell<&'a str>,
}

/// A decoded union. Printing it shows its tag.
pub struct Variant<'a> {
    /// Place of the arm in the table plus one; 0 is unknown.
    pub kind: u32,
    /// The tag; empty when it is absent or no text.
    pub tag: &'a str,
    /// The arm's fields, unless it is unknown.
    pub row: Option<&'a Row<'a>>,
    /// The whole object as it was written.
    pub raw: &'a RawValue,
}

impl<'a> Slot<'a> {
    /// The record in this slot.
    #[must_use]
    pub fn row(&self) -> Option<&'a Row<'a>> {
        match *self {
            Slot::Record(row) => Some(row),
            _ => None,
        }
    }

    /// The union in this slot.
    #[must_use]
    pub fn variant(&self) -> Option<&'a Variant<'a>> {
        match *self {
            Slot::Union(variant) => Some(variant),
            _ => None,
        }
    }

    /// The text in this slot, that of an enum included.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match *self {
            Slot::Text(text) | Slot::Enum { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Nothing is here: absent, or null in an optional field.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Slot::Absent | Slot::Null)
    }
}

impl fmt::Debug for Slot<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slot::Absent => formatter.write_str("Absent"),
            Slot::Null => formatter.write_str("Null"),
            Slot::Text(_) => formatter.write_str("Text(…)"),
            Slot::Bool(value) => write!(formatter, "Bool({value})"),
            Slot::Int(value) => write!(formatter, "Int({value})"),
            Slot::Number(value) => write!(formatter, "Number({value})"),
            Slot::Json(_) => formatter.write_str("Json(…)"),
            Slot::Enum { kind, .. } => write!(formatter, "Enum({kind})"),
            Slot::List(items) => write!(formatter, "List({})", items.len()),
            Slot::Map(entries) => write!(formatter, "Map({})", entries.len()),
            Slot::Record(row) => row.fmt(formatter),
            Slot::Union(variant) => variant.fmt(formatter),
        }
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Row({})", self.table.name)
    }
}

impl fmt::Debug for Variant<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Variant({:?})", self.tag)
    }
}
