//! Bodies as text; those of OAuth2 operations are `application/x-www-form-urlencoded`.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::error::ErrorKind;
use crate::error::OryError;
use crate::request::encode;

/// Writes the fields of a JSON object as a form: a list repeats its name, null is left out, an object is its JSON.
pub fn encode_form(json: &str) -> Result<String, OryError> {
    let wrong = |why: &str| OryError::new(ErrorKind::Input, why);
    let Fields(fields) =
        serde_json::from_str(json).map_err(|_| wrong("the body is no JSON object"))?;
    let mut form = String::new();
    for (name, value) in &fields {
        match value {
            Value::Array(items) => items.iter().for_each(|item| pair(name, item, &mut form)),
            value => pair(name, value, &mut form),
        }
    }
    Ok(form)
}

/// The members of an object in the order in which they stand.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Fields;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

fn pair(name: &str, value: &Value, form: &mut String) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if !form.is_empty() {
        form.push('&');
    }
    encode(name, form);
    form.push('=');
    encode(&text, form);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::encode_form;

    #[test]
    fn a_form_encodes_what_has_a_meaning() {
        let json = r#"{"grant_type":"client_credentials","scope":"a b&c=d+e","audience":["x","y"],"code":null}"#;
        assert_eq!(
            encode_form(json).unwrap(),
            "grant_type=client_credentials&scope=a%20b%26c%3Dd%2Be&audience=x&audience=y"
        );
        assert!(encode_form("[]").is_err());
        assert!(encode_form("{").is_err());
    }
}
