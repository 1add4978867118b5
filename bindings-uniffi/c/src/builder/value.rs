//! Values as JSON: what setters are params, and how it is put together.

use ory_hub::Json;
use zeroize::Zeroizing;

use super::{Body, Text, Value};
use crate::codec::TypeDesc;
use crate::exports::read::known_text;
use crate::pointer;
use crate::text::ory_str;

/// A text, secret, time or enum value.
pub(crate) fn text(value: ory_str) -> Value {
    Ok(quoted(value.get()?))
}

/// Free JSON, taken as it stands.
pub(crate) fn json(value: ory_str) -> Value {
    let text = Zeroizing::new(value.get()?.trim().to_owned());
    match Json::parse(text.as_str()) {
        Ok(_) => Ok(text),
        Err(fault) => Err(fault.what),
    }
}

/// True or false.
pub(crate) fn boolean(value: bool) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// An integer.
pub(crate) fn int(value: i64) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// A number.
pub(crate) fn number(value: f64) -> Value {
    match serde_json::Number::from_f64(value) {
        Some(number) => Ok(Zeroizing::new(number.to_string())),
        None => Err("is not a finite number".to_owned()),
    }
}

/// The text of an enum's number, for a field of an enum or of a list or map of them.
pub(crate) fn kind(value: u32, field: Option<&'static TypeDesc>) -> Value {
    let desc = match field {
        Some(TypeDesc::Enum(desc)) => Some(desc),
        Some(TypeDesc::List(TypeDesc::Enum(desc)) | TypeDesc::Map(TypeDesc::Enum(desc))) => {
            Some(desc)
        }
        _ => None,
    };
    match desc.and_then(|desc| known_text(desc, value)) {
        Some(text) => Ok(quoted(text)),
        None => Err(format!("has no value with the number {value}")),
    }
}

/// Another object, copied.
pub(crate) fn copy<B: Body>(value: *const B) -> Value {
    match pointer::try_ref(value) {
        None => Err("is NULL".to_owned()),
        Some(body) => body
            .json()
            .map_err(|fault| format!("cannot be sent: {fault}")),
    }
}

/// A text in quotes.
pub(crate) fn quoted(text: &str) -> Text {
    // A text into memory: nothing here can fail.
    Zeroizing::new(serde_json::to_string(text).unwrap_or_default())
}

/// A JSON list.
pub(super) fn list(items: &[Text]) -> Text {
    let mut text = Zeroizing::new(String::from("["));
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(item);
    }
    text.push(']');
    text
}

/// A JSON object of entries.
pub(super) fn map(entries: &[(String, Text)]) -> Text {
    let mut object = Object::new();
    for (key, value) in entries {
        object.member(key, value);
    }
    object.end()
}

/// A JSON object in the making.
pub(super) struct Object(Text);

impl Object {
    pub(super) fn new() -> Self {
        Self(Zeroizing::new(String::from("{")))
    }

    pub(super) fn member(&mut self, name: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&quoted(name));
        self.0.push(':');
        self.0.push_str(value);
    }

    pub(super) fn end(mut self) -> Text {
        self.0.push('}');
        self.0
    }
}
