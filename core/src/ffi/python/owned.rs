//! Decoded values that own their texts, as the objects of Python hold them: one type for all models.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::codec::{
    DecodeError, EnumDesc, Record, RecordDesc, Source, TypeDesc, Value, decode_from, whole,
    with_arena,
};
use crate::model::UnknownArm;
use crate::request::ParamValue;
use crate::types::{Json, Secret, Timestamp};

/// A value of any type of the API. A clone shares what it holds. Printing it shows nothing, as it may be a secret.
#[derive(Clone)]
pub enum Owned {
    /// The field was not there, or null where that means the same.
    Absent,
    /// A text.
    Text(Arc<str>),
    /// A text that is never shown.
    Secret(Secret),
    /// A time.
    Time(Arc<Timestamp>),
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Number(f64),
    /// Any JSON.
    Json(Json),
    /// A text that its enum knows, by its place there.
    Enum(&'static EnumDesc, usize),
    /// A text that its enum does not know yet.
    OtherEnum(&'static EnumDesc, Arc<str>),
    /// A list.
    List(Arc<[Owned]>),
    /// An object whose keys are data.
    Map(Arc<[(Box<str>, Owned)]>),
    /// An object with known fields.
    Record(Arc<OwnedRecord>),
    /// One of several objects, and none that is known.
    UnknownArm(Arc<UnknownArm>),
}

/// A record of any model. Printing it shows its name.
pub struct OwnedRecord {
    /// Its model.
    pub(super) desc: &'static RecordDesc,
    /// One value per field of the description.
    pub(super) values: Box<[Owned]>,
    /// Fields that the description does not list, and entries of maps that are not of their type.
    pub(super) extra: Vec<(Box<str>, Json)>,
}

/// Reads JSON text as that type.
///
/// # Errors
/// When it is no JSON, or not of the type.
pub fn read(source: Source, ty: &TypeDesc, text: &str) -> Result<Owned, DecodeError> {
    with_arena(|arena| {
        let value = decode_from(source, ty, text, arena)?;
        Owned::of(&value, ty).ok_or_else(|| DecodeError::whole("was decoded as another type"))
    })
}

impl Owned {
    fn of(value: &Value<'_>, ty: &TypeDesc) -> Option<Self> {
        Some(match (value, ty) {
            (Value::Absent | Value::Null, _) => Self::Absent,
            (Value::Text(text), TypeDesc::Secret) => Self::Secret(Secret::from(*text)),
            (Value::Text(text), TypeDesc::Time) => Self::Time(Arc::new(Timestamp::from(*text))),
            (Value::Text(text), _) => Self::Text(Arc::from(*text)),
            (Value::Bool(value), _) => Self::Bool(*value),
            (Value::Int(value), _) => Self::Int(*value),
            (Value::Number(value), _) => Self::Number(*value),
            (Value::Json(raw), _) => Self::Json(Json::from(*raw)),
            (Value::Enum { text, .. }, TypeDesc::Enum(desc)) => Self::enumerated(desc, text),
            (Value::List(items), TypeDesc::List(inner)) => {
                let read = items.iter().map(|item| Self::of(item, inner));
                Self::List(Arc::from(all(items.len(), read)?))
            }
            (Value::Map(entries), TypeDesc::Map(inner)) => {
                let read = entries
                    .iter()
                    .map(|(name, value)| Some((Box::from(*name), Self::of(value, inner)?)));
                Self::Map(Arc::from(all(entries.len(), read)?))
            }
            (Value::Record(record), _) => Self::Record(Arc::new(OwnedRecord::of(record)?)),
            (Value::Union(variant), _) => match variant.record {
                Some(record) => Self::Record(Arc::new(OwnedRecord::of(record)?)),
                None => Self::UnknownArm(Arc::new(UnknownArm::new(variant))),
            },
            _ => return None,
        })
    }

    /// The value of an enum.
    pub(super) fn enumerated(desc: &'static EnumDesc, text: &str) -> Self {
        match desc.values.iter().position(|value| *value == text) {
            Some(place) => Self::Enum(desc, place),
            None => Self::OtherEnum(desc, Arc::from(text)),
        }
    }

    /// Its JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts, numbers and checked JSON into memory: nothing here can fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The text of a text, an enum, a time or a secret.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::OtherEnum(_, text) => Some(text),
            Self::Secret(secret) => Some(secret.expose()),
            Self::Time(time) => Some(&time.raw),
            Self::Enum(desc, place) => Some(desc.values.get(*place).unwrap_or(&"")),
            _ => None,
        }
    }

    /// Nothing is here.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The list that this is, or that of the first field of a record which is one.
    #[must_use]
    pub fn items(self) -> Arc<[Self]> {
        let list = match self {
            Self::Record(record) => {
                let mut fields = record.desc.fields.iter().zip(&record.values);
                fields
                    .find(|(field, _)| matches!(field.ty, TypeDesc::List(_)))
                    .map(|(_, value)| value.clone())
            }
            list => Some(list),
        };
        match list {
            Some(Self::List(items)) => items,
            _ => Arc::from([]),
        }
    }
}

impl Owned {
    /// A page of that model.
    #[must_use]
    pub fn page(
        desc: &'static RecordDesc,
        items: Arc<[Self]>,
        next_page_token: Option<&str>,
    ) -> Self {
        let token = next_page_token.map_or(Self::Absent, |token| Self::Text(Arc::from(token)));
        Self::Record(Arc::new(OwnedRecord {
            desc,
            values: Box::new([Self::List(items), token]),
            extra: Vec::new(),
        }))
    }
}

impl OwnedRecord {
    /// One whose fields are set one by one.
    pub(super) fn new(desc: &'static RecordDesc) -> Self {
        Self {
            desc,
            values: desc.fields.iter().map(|_| Owned::Absent).collect(),
            extra: Vec::new(),
        }
    }

    fn of(record: &Record<'_>) -> Option<Self> {
        let fields = record.desc.fields.iter().zip(record.values);
        let unknown = record.unknown.iter();
        let read = fields.map(|(field, value)| Owned::of(value, &field.ty));
        Some(Self {
            desc: record.desc,
            values: all(record.values.len(), read)?.into_boxed_slice(),
            extra: unknown
                .map(|(name, raw)| (Box::from(*name), Json::from(*raw)))
                .collect(),
        })
    }

    /// Its JSON.
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// So many values, if each of them is one. Memory is taken once.
fn all<T>(count: usize, values: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let mut all = Vec::with_capacity(count);
    for value in values {
        all.push(value?);
    }
    Some(all)
}

impl fmt::Debug for Owned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Owned(…)")
    }
}

impl fmt::Debug for OwnedRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OwnedRecord({})", self.desc.name)
    }
}

/// Maps are equal in whatever order their entries stand.
impl PartialEq for Owned {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Absent, Self::Absent) => true,
            (Self::Text(own), Self::Text(other)) => own == other,
            (Self::Secret(own), Self::Secret(other)) => own == other,
            (Self::Time(own), Self::Time(other)) => own == other,
            (Self::Bool(own), Self::Bool(other)) => own == other,
            (Self::Int(own), Self::Int(other)) => own == other,
            (Self::Number(own), Self::Number(other)) => own == other,
            (Self::Json(own), Self::Json(other)) => own == other,
            (Self::Enum(_, own), Self::Enum(_, other)) => own == other,
            (Self::OtherEnum(_, own), Self::OtherEnum(_, other)) => own == other,
            (Self::List(own), Self::List(other)) => own == other,
            (Self::Map(own), Self::Map(other)) => same_entries(own, other),
            (Self::Record(own), Self::Record(other)) => own == other,
            (Self::UnknownArm(own), Self::UnknownArm(other)) => own == other,
            _ => false,
        }
    }
}

impl PartialEq for OwnedRecord {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.desc, other.desc)
            && self.values == other.values
            && same_entries(&self.extra, &other.extra)
    }
}

fn same_entries<T: PartialEq>(own: &[(Box<str>, T)], other: &[(Box<str>, T)]) -> bool {
    if own.len() != other.len() {
        return false;
    }
    // The same server writes them in one order.
    let in_order = own.iter().zip(other).all(|(own, other)| own == other);
    in_order || {
        let other: HashMap<&str, &T> = other.iter().map(|(name, value)| (&**name, value)).collect();
        let mut own = own.iter();
        own.all(|(name, value)| other.get(&**name) == Some(&value))
    }
}

impl Serialize for Owned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Json(json) => json.serialize(serializer),
            Self::List(items) => serializer.collect_seq(&**items),
            Self::Map(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
            Self::Record(record) => record.serialize(serializer),
            Self::UnknownArm(arm) => arm.serialize(serializer),
            text => serializer.serialize_str(text.text().unwrap_or_default()),
        }
    }
}

impl Serialize for OwnedRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.desc.fields.iter().zip(&self.values) {
            if value.is_absent() {
                continue;
            }
            let misfits = match value {
                Owned::Map(_) => self.extra.iter().find(|(name, _)| **name == *field.name),
                _ => None,
            };
            let misfits = misfits.and_then(|(_, json)| serde_json::from_str(json.text()).ok());
            match misfits.and_then(|misfits| whole(value, misfits)) {
                Some(whole) => map.serialize_entry(field.name, &whole)?,
                None => map.serialize_entry(field.name, value)?,
            }
        }
        for (name, json) in &self.extra {
            // Entries of a map were written with it; a second value for another known field would be for the server to
            // choose from.
            if !self.desc.knows(name) {
                map.serialize_entry(name, json)?;
            }
        }
        map.end()
    }
}

/// As a parameter.
impl ParamValue for Owned {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Absent | Self::Map(_) | Self::Record(_) | Self::UnknownArm(_) => {}
            Self::Bool(value) => value.visit(visit),
            Self::Int(value) => value.visit(visit),
            Self::Number(value) => value.visit(visit),
            Self::Json(json) => json.visit(visit),
            Self::List(items) => items.iter().for_each(|item| item.visit(visit)),
            text => visit(text.text().unwrap_or_default()),
        }
    }

    fn is_empty_list(&self) -> bool {
        matches!(self, Self::List(items) if items.is_empty())
    }
}
