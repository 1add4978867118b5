//! JSON as a tree whose parts are shared: taking one out costs nothing. Numbers and the order of members stay as the
//! server wrote them.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::codec::json_view::{JsonText, JsonView};

use super::value::FlowValue;

/// Deeper JSON is not read.
const DEPTH: usize = 128;

/// A JSON value that the engine works on natively.
#[derive(Clone, PartialEq)]
pub struct JsonTree(Arc<Kind>);

#[derive(Clone, PartialEq)]
enum Kind {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<JsonTree>),
    Object(Vec<(String, JsonTree)>),
}

impl JsonTree {
    fn new(kind: Kind) -> Self {
        Self(Arc::new(kind))
    }

    /// Parses JSON text; nothing when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        Self::read(raw, DEPTH)
    }

    /// The names of an object's members, in their order; none for everything else.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        match &*self.0 {
            Kind::Object(members) => members.iter().map(|(key, _)| key.clone()).collect(),
            _ => Vec::new(),
        }
    }

    fn read(raw: &RawValue, depth: usize) -> Option<Self> {
        let json = raw.get();
        let inner = |raw: &RawValue| Self::read(raw, depth.checked_sub(1)?);
        let kind = match json.as_bytes().first()? {
            b'{' => {
                let Members(members) = serde_json::from_str(json).ok()?;
                let mut object: Vec<(String, Self)> = Vec::with_capacity(members.len());
                for (key, value) in members {
                    object.push((key.into_owned(), inner(value)?));
                }
                Kind::Object(object)
            }
            b'[' => {
                let list: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                Kind::List(list.into_iter().map(inner).collect::<Option<_>>()?)
            }
            b'"' => Kind::Text(serde_json::from_str(json).ok()?),
            b't' => Kind::Bool(true),
            b'f' => Kind::Bool(false),
            b'n' => Kind::Null,
            _ => Kind::Number(String::from(json)),
        };
        Some(Self::new(kind))
    }

    fn write(&self, out: &mut String) {
        let mut separator = "";
        match &*self.0 {
            Kind::Null => out.push_str("null"),
            Kind::Bool(true) => out.push_str("true"),
            Kind::Bool(false) => out.push_str("false"),
            Kind::Number(text) => out.push_str(text),
            Kind::Text(text) => quote(text, out),
            Kind::List(list) => {
                out.push('[');
                for item in list {
                    out.push_str(separator);
                    item.write(out);
                    separator = ",";
                }
                out.push(']');
            }
            Kind::Object(members) => {
                out.push('{');
                for (key, value) in members {
                    out.push_str(separator);
                    quote(key, out);
                    out.push(':');
                    value.write(out);
                    separator = ",";
                }
                out.push('}');
            }
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn present(value: &&JsonTree) -> bool {
    !matches!(*value.0, Kind::Null)
}

impl JsonView for JsonTree {
    type Text = String;

    fn get(&self, key: &str) -> Option<Self> {
        let Kind::Object(members) = &*self.0 else {
            return None;
        };
        let found = members.iter().rfind(|(known, _)| known == key);
        found.map(|(_, value)| value).filter(present).cloned()
    }

    fn at(&self, index: usize) -> Option<Self> {
        let Kind::List(list) = &*self.0 else {
            return None;
        };
        list.get(index).filter(present).cloned()
    }

    fn is_object(&self) -> bool {
        matches!(*self.0, Kind::Object(_))
    }

    fn first_string(&self, keys: &str) -> Option<String> {
        keys.split(' ')
            .find_map(|key| self.get(key)?.text().filter(|text| !text.is_empty()))
    }

    fn first_string_or_number(&self, keys: &str) -> Option<String> {
        keys.split(' ').find_map(|key| {
            let value = self.get(key)?;
            value
                .number()
                .or_else(|| value.text().filter(|text| !text.is_empty()))
        })
    }
}

impl JsonText for JsonTree {
    fn len(&self) -> usize {
        match &*self.0 {
            Kind::List(list) => list.len(),
            _ => 0,
        }
    }

    fn text(&self) -> Option<String> {
        match &*self.0 {
            Kind::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn bool(&self) -> Option<bool> {
        match *self.0 {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn number(&self) -> Option<String> {
        match &*self.0 {
            Kind::Number(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

impl FlowValue for JsonTree {
    fn key(&self, index: usize) -> Option<String> {
        match &*self.0 {
            Kind::Object(members) => members.get(index).map(|(key, _)| key.clone()),
            _ => None,
        }
    }

    fn member(&self, key: &String) -> Option<Self> {
        self.get(key)
    }

    fn object() -> Self {
        Self::new(Kind::Object(Vec::new()))
    }

    fn list() -> Self {
        Self::new(Kind::List(Vec::new()))
    }

    fn copy(&self) -> Self {
        // A change makes a copy of what is shared.
        self.clone()
    }

    fn of_text(text: String) -> Self {
        Self::new(Kind::Text(text))
    }

    fn of_bool(value: bool) -> Self {
        Self::new(Kind::Bool(value))
    }

    fn of_number(text: &String) -> Option<Self> {
        Self::parse(text.trim_ascii()).filter(|value| matches!(*value.0, Kind::Number(_)))
    }

    fn parse(text: &String) -> Option<Self> {
        Self::parse(text)
    }

    fn set(&mut self, key: &str, value: Self) {
        if let Kind::Object(members) = Arc::make_mut(&mut self.0) {
            match members.iter_mut().rfind(|(known, _)| known == key) {
                Some((_, old)) => *old = value,
                None => members.push((String::from(key), value)),
            }
        }
    }

    fn set_member(&mut self, key: &String, value: Self) {
        self.set(key, value);
    }

    fn remove(&mut self, key: &str) {
        if let Kind::Object(members) = Arc::make_mut(&mut self.0) {
            members.retain(|(known, _)| known != key);
        }
    }

    fn push(&mut self, value: Self) {
        if let Kind::List(list) = Arc::make_mut(&mut self.0) {
            list.push(value);
        }
    }
}

/// Types only: a flow may hold personal data.
impl fmt::Debug for JsonTree {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JsonTree")
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// The members of an object, in their order.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((Key(key), value)) = map.next_entry()? {
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_tree_keeps_numbers_and_order() {
        let text = r#"{"z":1.0,"a":[12345678901234567890123,null,"\u00e9\""],"b":{"":true}}"#;
        let tree = JsonTree::parse(text).unwrap();
        assert_eq!(
            tree.json(),
            r#"{"z":1.0,"a":[12345678901234567890123,null,"é\""],"b":{"":true}}"#
        );
        assert_eq!(tree.keys(), ["z", "a", "b"]);
        assert!(tree.get("a").unwrap().at(1).is_none());
        assert_eq!(tree.get("b").unwrap().get("").unwrap().bool(), Some(true));
    }

    #[test]
    fn what_is_shared_is_not_changed() {
        let tree = JsonTree::parse(r#"{"a":1}"#).unwrap();
        let mut other = tree.clone();
        other.set("a", JsonTree::of_bool(false));
        other.set("b", JsonTree::list());
        assert_eq!(
            (tree.json(), other.json()),
            (r#"{"a":1}"#.into(), r#"{"a":false,"b":[]}"#.into())
        );
    }

    #[test]
    fn nesting_ends_somewhere() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(JsonTree::parse(&deep(128)).is_some());
        assert!(JsonTree::parse(&deep(100_000)).is_none());
        assert!(
            JsonTree::of_number(&"1e3".into()).is_some()
                && JsonTree::of_number(&"1x".into()).is_none()
        );
    }
}
