//! Maps whose entries are not all of their type: the others stay, and nothing is lost.

use serde_json::{Value, json};

use super::{FromValue, TypeDesc, through_values, value};
use crate::codec::{RecordDesc, optional};
use crate::model::{BatchPatchIdentitiesResponse, Identity, IdentityCredentials};
use crate::{Json, Model as _};

fn identity() -> Value {
    json!({
        "id": "i", "schema_id": "s", "schema_url": "u", "traits": {},
        "credentials": {
            "password": {"type": "password"}, "retina": null, "code": {"identifiers": 7}, "oidc": "x",
        },
        "mood": "good",
    })
}

#[test]
fn what_is_no_credential_costs_no_other_one() {
    let sent = identity();
    let read = Identity::from_json(&sent.to_string()).unwrap();
    let credentials = read.credentials.as_ref().unwrap();
    assert_eq!(credentials.keys().collect::<Vec<_>>(), ["password"]);
    let others = value(read.extra["credentials"].text());
    assert_eq!(
        others,
        json!({"retina": null, "code": {"identifiers": 7}, "oidc": "x"})
    );
    assert_eq!(read.extra["mood"].text(), "\"good\"");
    assert_eq!(value(&read.to_json()), sent);
    assert_eq!(Identity::from_json(&read.to_json()).unwrap(), read);
    let values = through_values(<Identity as FromValue>::TYPE, &sent.to_string());
    assert_eq!(value(&values.unwrap()), sent);
}

#[test]
fn an_inlined_text_is_written_once() {
    let mut read = Identity::from_json(&identity().to_string()).unwrap();
    let credentials = read.credentials.as_mut().unwrap();
    credentials.insert("oidc".to_owned(), IdentityCredentials::new());
    let text = read.to_json();
    assert_eq!(text.matches("\"oidc\"").count(), 1, "{text}");
    assert_eq!(value(&text)["credentials"]["oidc"], json!({}));
    assert_eq!(value(&text)["credentials"]["retina"], json!(null));
    read.credentials = None;
    assert_eq!(value(&read.to_json()).get("credentials"), None);
    read.credentials = Some([("totp".to_owned(), IdentityCredentials::new())].into());
    read.extra
        .insert("credentials".to_owned(), Json::parse("7").unwrap());
    let written = value(&read.to_json());
    assert_eq!(written["credentials"], json!({"totp": {}}));
}

#[test]
fn a_name_that_stands_twice_is_an_error_whatever_it_holds() {
    for entries in [
        r#"{"a":null,"a":null}"#,
        r#"{"a":null,"a":{}}"#,
        r#"{"a":{},"a":null}"#,
    ] {
        let text = identity()
            .to_string()
            .replace(&identity()["credentials"].to_string(), entries);
        let error = Identity::from_json(&text).unwrap_err();
        assert_eq!(error.path, "$.credentials.a", "{entries}");
    }
}

#[test]
fn text_that_is_no_json_stays_an_error() {
    let text = identity().to_string();
    let cut = text.replace("\"oidc\":\"x\"", "\"oidc\":{\"version\":}");
    assert_ne!(cut, text);
    assert!(Identity::from_json(&cut).is_err());
}

static STRICT: RecordDesc = RecordDesc {
    name: "Strict",
    fields: &[optional(
        "labels",
        TypeDesc::Map(&TypeDesc::Text),
        false,
        false,
    )],
    keeps_unknown: false,
    #[cfg(feature = "python")]
    python: crate::ffi::python::RecordClass::of_tests(),
};

/// What a caller writes is not guessed at.
#[test]
fn where_nothing_keeps_it_an_entry_of_another_type_is_an_error() {
    for (text, path, what) in [
        (
            r#"{"labels": {"a b": 2}}"#,
            r#"$.labels["a b"]"#,
            "is not a text",
        ),
        (r#"{"labels": {"a": null}}"#, "$.labels.a", "is null"),
    ] {
        let error = through_values(&TypeDesc::Record(&STRICT), text).unwrap_err();
        assert_eq!((&*error.path, &*error.what), (path, what));
    }
}

/// Kratos writes null for an item of a batch that asked for nothing.
#[test]
fn a_null_in_a_list_is_an_item_with_nothing_set() {
    let text = r#"{"identities":[null,{"action":"create","identity":"i"},null]}"#;
    let read = BatchPatchIdentitiesResponse::from_json(text).unwrap();
    let items = read.identities.as_ref().unwrap();
    assert_eq!(items.len(), 3);
    assert!(items[0].action.is_none() && items[1].action.is_some());
    let written = json!({"identities": [{}, {"action": "create", "identity": "i"}, {}]});
    assert_eq!(value(&read.to_json()), written);
    let values = through_values(<BatchPatchIdentitiesResponse as FromValue>::TYPE, text);
    assert_eq!(value(&values.unwrap()), written);

    let error = Vec::<Identity>::from_json("[null]").unwrap_err();
    assert_eq!((&*error.path, &*error.what), ("$[0]", "is null"));
}
