//! What C builds to be sent: objects, unions and lists, kept as JSON texts until a call takes them.
//!
//! Setters cannot fail in C's eyes. What is wrong is remembered, and the call that takes the object says so before
//! anything is sent.

mod value;

use ory_hub::slots::{self, Bump, Kind, RecordTable, Slot};
use ory_hub::{ErrorKind, OryError};
use zeroize::Zeroizing;

use super::pointer::{self, Handle};
use super::text::ory_str;
use value::{Object, list, map, quoted};

#[allow(unused_imports, reason = "no group has a number in a body yet")]
pub(super) use value::number;
pub(super) use value::{body, boolean, int, json, text};

/// JSON that may hold a secret: wiped when it is dropped.
pub(super) type Text = Zeroizing<String>;

/// A value as JSON, or what is wrong with it.
pub(super) type Value = Result<Text, String>;

/// Something that can be sent.
pub(super) trait Body {
    /// Its JSON, or what is missing.
    fn json(&self) -> Value;
}

/// An object that is being built.
pub(super) struct Fields {
    table: &'static RecordTable,
    parts: Vec<Part>,
    /// Fields that the table does not know, from JSON.
    extra: Vec<(String, Text)>,
    fault: Option<String>,
}

enum Part {
    Unset,
    One(Text),
    Items(Vec<Text>),
    #[allow(dead_code, reason = "no group has such a field yet")]
    Entries(Vec<(String, Text)>),
}

impl Fields {
    fn new(table: &'static RecordTable) -> Self {
        Self {
            table,
            parts: table.fields.iter().map(|_| Part::Unset).collect(),
            extra: Vec::new(),
            fault: None,
        }
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

impl Body for Fields {
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
                Part::Unset => match row.kind {
                    Kind::List(_) => object.member(row.name, "[]"),
                    Kind::Map(_) => object.member(row.name, "{}"),
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
pub(super) struct Choice(Value);

impl Body for Choice {
    fn json(&self) -> Value {
        self.0.clone()
    }
}

/// A list that is being built.
#[derive(Default)]
pub(super) struct Series {
    items: Vec<Text>,
    fault: Option<String>,
}

impl Body for Series {
    fn json(&self) -> Value {
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(list(&self.items)),
        }
    }
}

/// One of C's types for objects that are built.
pub(super) trait Builder: Handle<Behind = Fields> {
    const TABLE: &'static RecordTable;
}

/// Something of C's that can be read from JSON and sent.
pub(super) trait Sent: Handle<Behind: Body + Taken> {
    const KIND: &'static Kind;
}

/// A thing that can be built from checked JSON.
pub(super) trait Taken: Sized {
    /// Takes JSON that is of that kind.
    fn taken(kind: &'static Kind, json: &str) -> Result<Self, String>;
}

impl Taken for Fields {
    fn taken(kind: &'static Kind, json: &str) -> Result<Self, String> {
        let Kind::Record(table) = kind else {
            return Err("is no object".to_owned());
        };
        let mut fields = Self::new(table);
        let arena = Bump::new();
        let members = slots::decode(&Kind::Map(&Kind::Json), json, &arena);
        let Ok(Slot::Map(members)) = members else {
            return Err("is no object".to_owned());
        };
        for (name, value) in members {
            let Slot::Json(raw) = value else { continue };
            let text = Zeroizing::new(raw.get().to_owned());
            let known = table.fields.iter().position(|row| row.name == *name);
            match known.and_then(|index| fields.parts.get_mut(index)) {
                Some(part) => *part = Part::One(text),
                None => fields.extra.push(((*name).to_owned(), text)),
            }
        }
        Ok(fields)
    }
}

impl Taken for Choice {
    fn taken(_: &'static Kind, json: &str) -> Result<Self, String> {
        Ok(Self(Ok(Zeroizing::new(json.to_owned()))))
    }
}

impl Taken for Series {
    fn taken(_: &'static Kind, json: &str) -> Result<Self, String> {
        let arena = Bump::new();
        let items = slots::decode(&Kind::List(&Kind::Json), json, &arena);
        let Ok(Slot::List(items)) = items else {
            return Err("is no list".to_owned());
        };
        let texts = items.iter().filter_map(|item| match item {
            Slot::Json(raw) => Some(Zeroizing::new(raw.get().to_owned())),
            _ => None,
        });
        Ok(Self {
            items: texts.collect(),
            fault: None,
        })
    }
}

/// Declares an object that C builds: its opaque type and its table.
macro_rules! builder_type {
    ($name:ident, $table:ident) => {
        impl $crate::pointer::Handle for $name {
            type Behind = $crate::builder::Fields;
        }

        impl $crate::builder::Builder for $name {
            const TABLE: &'static ory_hub::slots::RecordTable = &ory_hub::slots::table::$table;
        }

        impl $crate::builder::Sent for $name {
            const KIND: &'static ory_hub::slots::Kind =
                &ory_hub::slots::Kind::Record(&ory_hub::slots::table::$table);
        }
    };
}
pub(super) use builder_type;

/// Declares a union that C builds: its opaque type and its table.
macro_rules! choice_type {
    ($name:ident, $table:ident) => {
        impl $crate::pointer::Handle for $name {
            type Behind = $crate::builder::Choice;
        }

        impl $crate::builder::Sent for $name {
            const KIND: &'static ory_hub::slots::Kind =
                &ory_hub::slots::Kind::Union(&ory_hub::slots::table::$table);
        }
    };
}
pub(super) use choice_type;

/// Declares a list that C builds: its opaque type and the kind of its items.
macro_rules! series_type {
    ($name:ident, $item:expr) => {
        impl $crate::pointer::Handle for $name {
            type Behind = $crate::builder::Series;
        }

        impl $crate::builder::Sent for $name {
            const KIND: &'static ory_hub::slots::Kind = &ory_hub::slots::Kind::List(&$item);
        }
    };
}
pub(super) use series_type;

/// A new object. `constants` are the fields that always have the same text.
pub(super) fn new<B: Builder>(constants: &[(usize, &str)]) -> *mut B {
    let mut fields = Fields::new(B::TABLE);
    for (index, constant) in constants {
        fields.change(*index, Ok(quoted(constant)), |part, text| {
            *part = Part::One(text)
        });
    }
    pointer::give(fields)
}

/// A new list.
pub(super) fn new_series<B: Handle<Behind = Series>>() -> *mut B {
    pointer::give(Series::default())
}

/// A new union, which is a copy of that arm.
pub(super) fn choose<U: Handle<Behind = Choice>, B: Sent>(arm: *const B) -> *mut U {
    pointer::give(Choice(body(arm)))
}

/// An object, a union or a list from JSON.
pub(super) fn from_json<B: Sent>(json: ory_str, out: *mut *mut B) -> Result<(), OryError> {
    pointer::place(out, "the place for the object")?;
    let wrong = |fault: &str| OryError::new(ErrorKind::Input, format!("json {fault}"));
    let json = json.get().map_err(wrong)?;
    let arena = Bump::new();
    slots::decode(B::KIND, json, &arena)
        .map_err(|fault| wrong(&format!("cannot be sent: {fault}")))?;
    let json = json.strip_prefix('\u{feff}').unwrap_or(json).trim();
    let taken = B::Behind::taken(B::KIND, json).map_err(|fault| wrong(&fault))?;
    pointer::write(out, pointer::give(taken));
    Ok(())
}

/// Ends an object. NULL is fine.
pub(super) fn free<B: Handle>(object: *mut B) {
    drop(pointer::take(object));
}

/// Sets a field.
pub(super) fn set<B: Builder>(object: *mut B, index: usize, value: Value) {
    if let Some(fields) = pointer::change(object) {
        fields.change(index, value, |part, text| *part = Part::One(text));
    }
}

/// Adds to a list field.
pub(super) fn push<B: Builder>(object: *mut B, index: usize, value: Value) {
    if let Some(fields) = pointer::change(object) {
        fields.change(index, value, |part, text| match part {
            Part::Items(items) => items.push(text),
            _ => *part = Part::Items(vec![text]),
        });
    }
}

/// Adds to a map field; a key that is there already gets the new value.
#[allow(dead_code, reason = "no group has such a field yet")]
pub(super) fn put<B: Builder>(object: *mut B, index: usize, key: ory_str, value: Value) {
    let Some(fields) = pointer::change(object) else {
        return;
    };
    let key = match key.get() {
        Ok(key) => key.to_owned(),
        Err(fault) => {
            return fields.change(index, Err(format!("has a key that {fault}")), |_, _| {});
        }
    };
    fields.change(index, value, |part, text| match part {
        Part::Entries(entries) => {
            entries.retain(|(known, _)| *known != key);
            entries.push((key, text));
        }
        _ => *part = Part::Entries(vec![(key, text)]),
    });
}

/// Adds to a list that is sent by itself.
pub(super) fn add<B: Handle<Behind = Series>>(list: *mut B, value: Value) {
    let Some(list) = pointer::change(list) else {
        return;
    };
    match value {
        Ok(text) => list.items.push(text),
        Err(fault) => {
            let fault = format!("item {} {fault}", list.items.len());
            list.fault.get_or_insert(fault);
        }
    }
}
