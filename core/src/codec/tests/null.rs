//! Null in optional free JSON: sent as it was written, and nothing in an answer.

use crate::model::{Identity, JsonPatch};
use crate::{Json, Model as _};

const PATCH: &str = r#"{"op":"replace","path":"/metadata_public","value":null}"#;

#[test]
fn a_null_that_is_sent_is_kept() {
    let patch = JsonPatch::from_json(PATCH).unwrap();
    assert_eq!(patch.value, Some(Json::parse("null").unwrap()));
    assert_eq!(super::value(&patch.to_json()), super::value(PATCH));
    assert_eq!(
        super::value(&super::through_values(<JsonPatch as super::FromValue>::TYPE, PATCH).unwrap()),
        super::value(PATCH)
    );
}

#[test]
fn what_is_not_sent_stays_away() {
    let text = r#"{"op":"remove","path":"/metadata_public","from":null}"#;
    let patch = JsonPatch::from_json(text).unwrap();
    assert_eq!((&patch.value, &patch.from), (&None, &None));
    assert!(!patch.to_json().contains("null"));
}

#[test]
fn a_null_of_an_answer_is_nothing() {
    let text =
        r#"{"id":"i","schema_id":"s","schema_url":"u","traits":null,"metadata_public":null}"#;
    let identity = Identity::from_json(text).unwrap();
    assert_eq!(identity.metadata_public, None);
    assert_eq!(identity.traits.text(), "null");
    assert!(!identity.to_json().contains("metadata_public"));
}
