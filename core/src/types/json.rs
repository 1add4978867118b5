//! Free JSON, kept as it was written until it is asked for.

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::finite::FiniteNumbers;
use super::raw;
use crate::codec::{DEPTH, DecodeError, nests_deeper, replace_lone_surrogates};

/// Any JSON: traits, metadata, configuration. Its text stays as the server wrote it, so nothing is lost.
///
/// In an optional field of an answer null is `None`, as if the server had left the field out. In an optional field of a
/// request body null is a value that is sent, since it means something there (`JsonPatch::value`); `None` sends nothing.
///
/// ```
/// use ory_hub::Json;
///
/// let traits = Json::parse(r#"{"email": "a@b.example", "age": 12345678901234567890123}"#)?;
/// let email: String = traits.get("/email")?;
/// assert_eq!(email, "a@b.example");
/// assert!(traits.text().contains("12345678901234567890123"));
/// # Ok::<(), ory_hub::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Takes JSON text that nests no deeper than 128 levels.
    pub fn parse(text: impl Into<String>) -> Result<Self, DecodeError> {
        let text: String = text.into();
        if nests_deeper(&text, DEPTH) {
            return Err(DecodeError::whole("is nested deeper than 128 levels"));
        }
        match RawValue::from_string(text) {
            Ok(raw) => Ok(Self(raw)),
            Err(error) => Err(DecodeError::whole(format!("is not valid JSON ({error})"))),
        }
    }

    /// The JSON of a value.
    ///
    /// # Errors
    /// When it cannot become JSON, such as a number that is not finite.
    pub fn from_value(value: &(impl Serialize + ?Sized)) -> Result<Self, DecodeError> {
        let wrong = |error| DecodeError::whole(format!("cannot become JSON ({error})"));
        // serde_json would write such a number as null.
        value.serialize(FiniteNumbers).map_err(wrong)?;
        let text = serde_json::to_string(value).map_err(wrong)?;
        Self::parse(text)
    }

    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// It is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.text() == "null"
    }

    /// The whole as a type of yours. Half of a character (`\ud800` alone) is read as U+FFFD.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        read(self.text(), "")
    }

    /// The part that a JSON pointer names (`/email`, `/name/first`, `/tags/0`, empty for the whole) as a type of yours.
    pub fn get<T: DeserializeOwned>(&self, pointer: &str) -> Result<T, DecodeError> {
        read(self.find(pointer)?.get(), pointer)
    }

    /// The same part as JSON.
    pub fn part(&self, pointer: &str) -> Result<Self, DecodeError> {
        self.find(pointer).map(Self::from)
    }

    fn find(&self, pointer: &str) -> Result<&RawValue, DecodeError> {
        let mut value: &RawValue = &self.0;
        let Some(steps) = pointer.strip_prefix('/') else {
            return match pointer {
                "" => Ok(value),
                _ => Err(wrong(
                    pointer,
                    "is not a JSON pointer: it has to begin with /",
                )),
            };
        };
        for step in steps.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            value = child(value, &step).ok_or_else(|| wrong(pointer, "is not there"))?;
        }
        Ok(value)
    }
}

fn child<'a>(value: &'a RawValue, step: &str) -> Option<&'a RawValue> {
    if value.get().starts_with('[') {
        let mut list: Vec<&RawValue> = parse(value.get()).ok()?;
        let index: usize = step.parse().ok()?;
        return (index < list.len()).then(|| list.swap_remove(index));
    }
    let mut object: HashMap<String, &RawValue> = parse(value.get()).ok()?;
    object.remove(step)
}

/// Text of limited depth into a type, so serde_json's own smaller limit may rest.
fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let value = T::deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

fn read<T: DeserializeOwned>(text: &str, pointer: &str) -> Result<T, DecodeError> {
    let value = parse(text).or_else(|error| match replace_lone_surrogates(text) {
        Some(text) => parse(&text),
        None => Err(error),
    });
    value.map_err(|error| {
        let kind = std::any::type_name::<T>();
        wrong(
            pointer,
            &format!("does not fit {kind} (column {})", error.column()),
        )
    })
}

fn wrong(pointer: &str, what: &str) -> DecodeError {
    DecodeError {
        path: if pointer.is_empty() { "$" } else { pointer }.to_owned(),
        what: what.to_owned(),
        offset: 0,
    }
}

impl Default for Json {
    /// `null`.
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl PartialEq for Json {
    /// By text: `1.0` and `1` differ.
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Json {}

impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text().hash(state);
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Json({})", self.text())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text())
    }
}

impl From<&RawValue> for Json {
    fn from(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(RawValue::from_string(value.to_string()).unwrap_or_default())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = raw(deserializer)?;
        if nests_deeper(raw.get(), DEPTH) {
            return Err(serde::de::Error::custom("is nested deeper than 128 levels"));
        }
        Ok(Self(raw))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_pointer_finds_parts_and_names_what_is_not_there() {
        let json = Json::parse(r#"{"a": [{"b/c": 1, "~": "x"}], "": null}"#).unwrap();
        assert_eq!(json.get::<i64>("/a/0/b~1c").unwrap(), 1);
        assert_eq!(json.get::<String>("/a/0/~0").unwrap(), "x");
        assert_eq!(json.get::<Option<String>>("/").unwrap(), None);
        assert_eq!(json.part("").unwrap(), json);
        for (pointer, what) in [
            ("/a/1", "is not there"),
            ("/z", "is not there"),
            ("/a/0/~0/x", "is not there"),
        ] {
            assert_eq!(json.get::<i64>(pointer).unwrap_err(), wrong(pointer, what));
        }
        assert!(
            json.get::<i64>("a")
                .unwrap_err()
                .what
                .contains("begin with /")
        );
    }

    #[test]
    fn a_value_that_does_not_fit_is_not_shown() {
        let json = Json::parse(r#"{"password": "swordfish"}"#).unwrap();
        let error = json.get::<i64>("/password").unwrap_err().to_string();
        assert!(error.starts_with("/password does not fit i64"), "{error}");
        assert!(!error.contains("swordfish"));
    }

    #[test]
    fn text_is_kept_and_checked() {
        assert_eq!(Json::parse(" [1.0, 2] ").unwrap().text(), "[1.0, 2]");
        assert_eq!(Json::default().text(), "null");
        assert!(Json::parse("{").is_err());
        assert!(Json::parse("").is_err());
        assert!(Json::parse("1 2").is_err());
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        let json = Json::parse(deep(128)).unwrap();
        assert!(json.decode::<serde_json::Value>().is_ok());
        assert!(Json::parse(deep(129)).is_err());
        assert!(serde_json::from_str::<Json>(&deep(129)).is_err());
    }

    #[test]
    fn values_become_json() {
        let json = Json::from_value(&serde_json::json!({"a": 1})).unwrap();
        assert_eq!(json.text(), r#"{"a":1}"#);
        assert_eq!(Json::from(serde_json::json!(["x"])).text(), r#"["x"]"#);
        assert_eq!(serde_json::to_string(&json).unwrap(), json.text());
    }
}
