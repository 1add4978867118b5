//! How values that are written by hand cross to Kotlin and Swift.
//!
//! Both are text on the way and classes of our own on the other side (`bindings-uniffi/kotlin` and
//! `swift`): a `Secret` that never prints, a `Json` that keeps the server's text.
//!
//! Taking an argument over never fails: uniffi then frees none of the others. What cannot be sent becomes a text that
//! [`refusal`] finds before it is sent.

use crate::{Json, Secret};

pub mod model_json;

::uniffi::custom_type!(Secret, String, {
    lower: |secret| secret.expose().to_owned(),
    try_lift: |text| Ok(Secret::new(text)),
});

::uniffi::custom_type!(Json, String, {
    lower: |json| json.text().to_owned(),
    try_lift: |text| Ok(Json::parse(text)
        .or_else(|error| Json::from_value(&format!("{NOT_JSON}{error}")))
        .unwrap_or_default()),
});

/// Stands for a text with half a character, which Kotlin's and Java's strings may hold. No text consists of such
/// code points: Unicode reserves them.
pub const HALF_CHARACTER: &str = "\u{fdd0}\u{fdd5}\u{fdd0}";

/// Stands for JSON that is none.
pub const NOT_JSON: &str = "\u{fdd0}\u{fddb}\u{fdd0}";

/// Why a text cannot be sent, whether it is percent-encoded or not.
#[must_use]
pub fn refusal(text: &str) -> Option<&'static str> {
    let marks = [
        (
            HALF_CHARACTER,
            "%EF%B7%90%EF%B7%95%EF%B7%90",
            "an argument holds half a character (a lone surrogate)",
        ),
        (
            NOT_JSON,
            "%EF%B7%90%EF%B7%9B%EF%B7%90",
            "an argument is not valid JSON",
        ),
    ];
    let found = marks
        .iter()
        .find(|(mark, encoded, _)| text.contains(mark) || text.contains(encoded));
    found.map(|(_, _, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marker_of_a_wrong_argument_is_found_in_every_encoding() {
        for mark in [HALF_CHARACTER, NOT_JSON] {
            let encoded =
                percent_encoding::utf8_percent_encode(mark, percent_encoding::NON_ALPHANUMERIC);
            let json = serde_json::to_string(mark).unwrap_or_default();
            for text in [mark.to_owned(), encoded.to_string(), json] {
                assert!(refusal(&format!("before {text} after")).is_some(), "{text}");
            }
        }
        assert_eq!(refusal("\u{fdd0}\u{fdd5} %EF%B7%90"), None);
    }
}
