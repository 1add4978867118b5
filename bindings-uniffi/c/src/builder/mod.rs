//! What C builds to be sent: objects, unions and lists, kept as JSON texts until a call takes them.
//!
//! Setters return nothing to C. The first fault is kept, and the call that takes the object reports it before anything
//! is sent.

pub(crate) mod value;

use zeroize::Zeroizing;

use crate::codec::{Arena, RecordDesc, TypeDesc, Value as Decoded, decode};
use crate::text::ory_str;
use value::{Object, list, map};

/// JSON that may hold a secret: wiped when it is dropped.
pub(crate) type Text = Zeroizing<String>;

/// A value as JSON, or what is wrong with it.
pub(crate) type Value = Result<Text, String>;

/// Something that can be sent.
pub(crate) trait Body {
    /// Its JSON, or what is missing.
    fn json(&self) -> Value;
}

/// An object that is being built.
pub(crate) struct RecordBuilder {
    table: &'static RecordDesc,
    parts: Vec<Part>,
    /// Fields that the description does not know, from JSON.
    extra: Vec<(String, Text)>,
    fault: Option<String>,
}

enum Part {
    Unset,
    One(Text),
    Items(Vec<Text>),
    Entries(Vec<(String, Text)>),
}

impl RecordBuilder {
    pub(crate) fn new(table: &'static RecordDesc) -> Self {
        Self {
            table,
            parts: table.fields.iter().map(|_| Part::Unset).collect(),
            extra: Vec::new(),
            fault: None,
        }
    }

    /// The description of a field.
    pub(crate) fn field_desc(&self, index: usize) -> Option<&'static TypeDesc> {
        let desc: &'static RecordDesc = self.table;
        desc.fields.get(index).map(|field| &field.ty)
    }

    /// Sets a field.
    pub(crate) fn set(&mut self, index: usize, value: Value) {
        self.change(index, value, |part, text| *part = Part::One(text));
    }

    /// Adds to a list field.
    pub(crate) fn push(&mut self, index: usize, value: Value) {
        self.change(index, value, |part, text| match part {
            Part::Items(items) => items.push(text),
            _ => *part = Part::Items(vec![text]),
        });
    }

    /// Puts into a map field; a key that is there already gets the new value.
    pub(crate) fn put(&mut self, index: usize, key: ory_str, value: Value) {
        let key = match key.get() {
            Ok(key) => key.to_owned(),
            Err(fault) => {
                return self.change(index, Err(format!("has a key that {fault}")), |_, _| {});
            }
        };
        self.change(index, value, |part, text| match part {
            Part::Entries(entries) => {
                entries.retain(|(known, _)| *known != key);
                entries.push((key, text));
            }
            _ => *part = Part::Entries(vec![(key, text)]),
        });
    }

    fn change(&mut self, index: usize, value: Value, change: impl FnOnce(&mut Part, Text)) {
        match (self.parts.get_mut(index), value) {
            (Some(part), Ok(value)) => change(part, value),
            (_, Err(fault)) => {
                let name = self.table.fields.get(index).map_or("?", |row| row.name);
                let fault = format!("`{name}` of {} {fault}", self.table.name);
                self.fault.get_or_insert(fault);
            }
            (None, Ok(_)) => {}
        }
    }
}

impl Body for RecordBuilder {
    fn json(&self) -> Value {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let mut object = Object::new();
        for (row, part) in self.table.fields.iter().zip(&self.parts) {
            match part {
                Part::One(text) => object.member(row.name, text),
                Part::Items(items) => object.member(row.name, &list(items)),
                Part::Entries(entries) => object.member(row.name, &map(entries)),
                Part::Unset if !row.required => {}
                Part::Unset => match row.ty {
                    TypeDesc::List(_) => object.member(row.name, "[]"),
                    TypeDesc::Map(_) => object.member(row.name, "{}"),
                    _ => {
                        let (name, model) = (row.name, self.table.name);
                        return Err(format!("`{name}` of {model} is not set"));
                    }
                },
            }
        }
        for (name, text) in &self.extra {
            object.member(name, text);
        }
        Ok(object.end())
    }
}

/// A union that is being built: one of its arms as JSON.
pub(crate) struct UnionBuilder(Value);

impl UnionBuilder {
    /// A union that holds an arm with this JSON.
    pub(crate) fn new(arm: Value) -> Self {
        Self(arm.map_err(|fault| format!("the arm {fault}")))
    }
}

impl Body for UnionBuilder {
    fn json(&self) -> Value {
        self.0.clone()
    }
}

/// A list that is being built.
#[derive(Default)]
pub(crate) struct ListBuilder {
    items: Vec<Text>,
    fault: Option<String>,
}

impl ListBuilder {
    /// Adds an item.
    pub(crate) fn add(&mut self, item: Value) {
        match item {
            Ok(text) => self.items.push(text),
            Err(fault) => {
                let fault = format!("item {} {fault}", self.items.len());
                self.fault.get_or_insert(fault);
            }
        }
    }
}

impl Body for ListBuilder {
    fn json(&self) -> Value {
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(list(&self.items)),
        }
    }
}

/// A builder that can be made from checked JSON.
pub(crate) trait FromJson: Body + Sized {
    /// From JSON that was decoded by that description.
    fn from_checked_json(kind: &'static TypeDesc, json: &str) -> Result<Self, String>;
}

impl FromJson for RecordBuilder {
    fn from_checked_json(kind: &'static TypeDesc, json: &str) -> Result<Self, String> {
        let TypeDesc::Record(table) = kind else {
            return Err("is no object".to_owned());
        };
        let mut fields = Self::new(table);
        let arena = Arena::new();
        let members = decode(&TypeDesc::Map(&TypeDesc::Json), json, &arena);
        let Ok(Decoded::Map(members)) = members else {
            return Err("is no object".to_owned());
        };
        for (name, value) in members {
            let Decoded::Json(raw) = value else { continue };
            let known = table.fields.iter().position(|row| row.name == *name);
            match known
                .and_then(|index| Some((fields.parts.get_mut(index)?, table.fields.get(index)?)))
            {
                Some((part, field)) => *part = Part::from_json(&field.ty, raw.get(), &arena),
                None => {
                    let text = Zeroizing::new(raw.get().to_owned());
                    fields.extra.push(((*name).to_owned(), text));
                }
            }
        }
        Ok(fields)
    }
}

impl Part {
    /// A list or a map by its items, so that more can be added; anything else as it is.
    fn from_json(desc: &TypeDesc, json: &str, arena: &Arena) -> Self {
        let text = |raw: &str| Zeroizing::new(raw.to_owned());
        let parts = match desc {
            TypeDesc::List(_) => decode(&TypeDesc::List(&TypeDesc::Json), json, arena),
            TypeDesc::Map(_) => decode(&TypeDesc::Map(&TypeDesc::Json), json, arena),
            _ => return Self::One(text(json)),
        };
        match parts {
            Ok(Decoded::List(items)) => Self::Items(
                items
                    .iter()
                    .map(|item| match item {
                        Decoded::Json(raw) => text(raw.get()),
                        _ => text("null"),
                    })
                    .collect(),
            ),
            Ok(Decoded::Map(entries)) => Self::Entries(
                entries
                    .iter()
                    .map(|(key, value)| match value {
                        Decoded::Json(raw) => ((*key).to_owned(), text(raw.get())),
                        _ => ((*key).to_owned(), text("null")),
                    })
                    .collect(),
            ),
            _ => Self::One(text(json)),
        }
    }
}

impl FromJson for UnionBuilder {
    fn from_checked_json(_: &'static TypeDesc, json: &str) -> Result<Self, String> {
        Ok(Self(Ok(Zeroizing::new(json.to_owned()))))
    }
}

impl FromJson for ListBuilder {
    fn from_checked_json(_: &'static TypeDesc, json: &str) -> Result<Self, String> {
        let arena = Arena::new();
        let items = decode(&TypeDesc::List(&TypeDesc::Json), json, &arena);
        let Ok(Decoded::List(items)) = items else {
            return Err("is no list".to_owned());
        };
        let texts = items.iter().filter_map(|item| match item {
            Decoded::Json(raw) => Some(Zeroizing::new(raw.get().to_owned())),
            _ => None,
        });
        Ok(Self {
            items: texts.collect(),
            fault: None,
        })
    }
}
