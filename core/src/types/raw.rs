//! JSON text out of any of serde's deserializers.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// The name by which serde_json recognises who wants its text.
const TOKEN: &str = "$serde_json::private::RawValue";

/// The text as it stands where serde_json reads it; written anew where serde has buffered it, as it does for `flatten`,
/// `untagged` and tagged enums.
pub(crate) fn raw<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    deserializer.deserialize_newtype_struct(TOKEN, Raw)
}

struct Raw;

impl<'de> Visitor<'de> for Raw {
    type Value = Box<RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, text: A) -> Result<Self::Value, A::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(text))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        let value = Value::deserialize(value)?;
        RawValue::from_string(value.to_string()).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use std::collections::HashMap;

    use serde::{Deserialize, Serialize};

    use crate::Json;

    #[derive(Serialize, Deserialize)]
    struct Row {
        #[serde(flatten)]
        columns: HashMap<String, Json>,
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u8),
        Any(Json),
    }

    #[derive(Deserialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        #[serde(rename = "free")]
        Free { value: Json },
    }

    #[test]
    fn text_is_kept_where_serde_does_not_buffer_it() {
        let json: Json = serde_json::from_str(r#"{"a" : 1.50}"#).unwrap();
        assert_eq!(json.text(), r#"{"a" : 1.50}"#);
        let json: Json = serde_json::from_value(serde_json::json!({ "a": [null] })).unwrap();
        assert_eq!(json.text(), r#"{"a":[null]}"#);
    }

    #[test]
    fn buffered_values_are_read_too() {
        let row: Row = serde_json::from_str(r#"{"a":{"b":[1,"x",null]},"c":true}"#).unwrap();
        assert_eq!(row.columns["a"].text(), r#"{"b":[1,"x",null]}"#);
        assert_eq!(row.columns["c"].text(), "true");
        let either: Either = serde_json::from_str(r#"{"n":18446744073709551615}"#).unwrap();
        match either {
            Either::Any(json) => assert_eq!(json.text(), r#"{"n":18446744073709551615}"#),
            Either::Number(number) => panic!("{number}"),
        }
        let Tagged::Free { value } =
            serde_json::from_str(r#"{"kind":"free","value":[2.5]}"#).unwrap();
        assert_eq!(value.text(), "[2.5]");
    }
}
