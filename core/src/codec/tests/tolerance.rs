//! What generated clients get wrong, one test a case: a login flow, a session and an identity as Kratos writes them,
//! with one thing changed.

use serde_json::{Value, json};

use super::body::{identity, login_flow, session, with, without};
use super::value;
use crate::model::{
    AuthenticatorAssuranceLevel, Identity, IdentityState, LoginFlow, Session, UiNodeAttributes,
    UiNodeGroup, UiText, UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod,
};
use crate::{DecodeError, Model};

fn round_trips<T: Model>(text: &str) -> T {
    let read = T::from_json(text).unwrap();
    assert_eq!(value(&read.to_json()), drop_nulls(value(text)));
    read
}

/// A null in an optional field is not written back.
fn drop_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, drop_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(drop_nulls).collect(),
        other => other,
    }
}

fn fails<T: Model + std::fmt::Debug>(text: &str) -> DecodeError {
    T::from_json(text).unwrap_err()
}

#[test]
fn ordinary_login_flow_is_read() {
    let flow: LoginFlow = round_trips(&login_flow().to_string());
    assert_eq!(flow.ui.nodes.len(), 2);
    let UiNodeAttributes::Input(input) = &flow.ui.nodes[0].attributes else {
        panic!("{:?}", flow.ui.nodes[0]);
    };
    assert_eq!(input.name, "csrf_token");
    assert_eq!(
        input.value.as_ref().unwrap().decode::<String>().unwrap(),
        "x"
    );
}

#[test]
fn unknown_enum_values_are_kept() {
    let places = [
        ("/authenticator_assurance_level", "aal9"),
        ("/authentication_methods/0/method", "telepathy"),
        ("/authentication_methods/0/aal", "aal9"),
        ("/identity/state", "sleeping"),
        ("/identity/verifiable_addresses/0/via", "pigeon"),
    ];
    for (pointer, new) in places {
        let text = with(session(), pointer, json!(new));
        assert!(
            round_trips::<Session>(&text).to_json().contains(new),
            "{pointer}"
        );
    }
    let session = Session::from_json(&with(
        session(),
        "/authenticator_assurance_level",
        json!("aal9"),
    ))
    .unwrap();
    let level = AuthenticatorAssuranceLevel::Unknown("aal9".into());
    assert_eq!(session.authenticator_assurance_level, Some(level));
    assert_eq!(IdentityState::from("active"), IdentityState::Active);
    assert_eq!(IdentityState::from("sleeping").as_str(), "sleeping");
}

#[test]
fn unknown_credentials_type_is_kept() {
    let credentials =
        json!({ "telepathy": { "type": "telepathy", "identifiers": ["a"], "version": 3 } });
    let read: Identity = round_trips(&with(identity(), "/credentials", credentials));
    let credentials = read.credentials.unwrap();
    assert_eq!(
        credentials["telepathy"].r#type.as_ref().unwrap().as_str(),
        "telepathy"
    );
}

#[test]
fn unknown_flow_group_input_type_and_state_are_kept() {
    for pointer in [
        "/ui/nodes/0/group",
        "/ui/nodes/0/attributes/type",
        "/state",
        "/type",
    ] {
        round_trips::<LoginFlow>(&with(login_flow(), pointer, json!("new in 2030")));
    }
    let flow =
        LoginFlow::from_json(&with(login_flow(), "/ui/nodes/0/group", json!("new"))).unwrap();
    assert_eq!(flow.ui.nodes[0].group, UiNodeGroup::Unknown("new".into()));
}

#[test]
fn unknown_node_type_keeps_its_json() {
    let attributes = json!({ "node_type": "video", "src": "x", "muted": true });
    let text = with(login_flow(), "/ui/nodes/0/attributes", attributes.clone());
    let both = with(value(&text), "/ui/nodes/0/type", json!("video"));
    for text in [text, both] {
        let flow: LoginFlow = round_trips(&text);
        let UiNodeAttributes::Unknown(arm) = &flow.ui.nodes[0].attributes else {
            panic!("{:?}", flow.ui.nodes[0]);
        };
        assert_eq!(
            (arm.tag.as_str(), value(arm.json.text())),
            ("video", attributes.clone())
        );
    }
}

#[test]
fn node_type_that_is_absent_or_no_text_keeps_its_json() {
    for attributes in [
        json!({ "name": "x" }),
        json!({ "node_type": 7 }),
        json!({ "node_type": null }),
    ] {
        let text = with(login_flow(), "/ui/nodes/0/attributes", attributes.clone());
        let flow = LoginFlow::from_json(&text).unwrap();
        let attributes_read = &flow.ui.nodes[0].attributes;
        assert_eq!(
            (attributes_read.tag(), value(&attributes_read.to_json())),
            ("", attributes)
        );
    }
}

#[test]
fn a_node_whose_fields_are_of_another_type_costs_no_form() {
    for (field, odd) in [
        ("disabled", json!("no")),
        ("name", json!({ "en": "x" })),
        ("type", json!(7)),
        ("label", json!("x")),
    ] {
        let pointer = format!("/ui/nodes/0/attributes/{field}");
        let sent = with(login_flow(), &pointer, odd);
        let flow = LoginFlow::from_json(&sent).unwrap();
        let UiNodeAttributes::Unknown(arm) = &flow.ui.nodes[0].attributes else {
            panic!("{field}: {:?}", flow.ui.nodes[0]);
        };
        assert_eq!(arm.tag, "input");
        let attributes = &value(&sent)["ui"]["nodes"][0]["attributes"];
        assert_eq!(&value(arm.json.text()), attributes, "{field}");
        assert!(matches!(
            flow.ui.nodes[1].attributes,
            UiNodeAttributes::Text(_)
        ));
        assert_eq!(LoginFlow::from_json(&flow.to_json()).unwrap(), flow);
    }
}

#[test]
fn missing_and_null_optional_fields_are_nothing() {
    let missing = Session::from_json(&without(session(), "", "active")).unwrap();
    let null = Session::from_json(&with(session(), "/active", Value::Null)).unwrap();
    assert_eq!(missing.active, None);
    assert_eq!(missing, null);
}

#[test]
fn missing_and_null_required_text_are_errors_with_a_path() {
    let error = fails::<Session>(&without(session(), "/identity", "schema_url"));
    assert_eq!(
        (error.path.as_str(), error.what.as_str()),
        ("$.identity.schema_url", "is missing")
    );
    let error = fails::<Session>(&with(session(), "/identity/schema_url", Value::Null));
    assert_eq!(
        (error.path.as_str(), error.what.as_str()),
        ("$.identity.schema_url", "is null")
    );
}

#[test]
fn null_required_list_is_empty() {
    let flow =
        LoginFlow::from_json(&with(login_flow(), "/ui/nodes/1/messages", Value::Null)).unwrap();
    assert!(flow.ui.nodes[1].messages.is_empty());
}

#[test]
fn null_traits_are_null() {
    let read: Identity = Identity::from_json(&with(identity(), "/traits", Value::Null)).unwrap();
    assert!(read.traits.is_null());
    assert!(read.to_json().contains(r#""traits":null"#));
}

#[test]
fn unknown_fields_are_kept_and_written_back() {
    let text = with(
        login_flow(),
        "/ui/nodes/0/attributes/new",
        json!([1.0, { "deep": null }]),
    );
    let text = with(value(&text), "/brand_new", json!("x"));
    let flow = LoginFlow::from_json(&text).unwrap();
    assert_eq!(flow.extra["brand_new"].text(), r#""x""#);
    assert_eq!(value(&flow.to_json()), value(&text));
}

#[test]
fn times_keep_their_text_whatever_it_is() {
    for time in [
        "2024-05-01T10:00:00.123456789+02:00",
        "2016-12-31T23:59:60Z",
        "10000-01-01T00:00:00Z",
        "yesterday",
        "2024-05-01t10:00:00z",
        "0001-01-01T00:00:00Z",
    ] {
        let read: Identity = round_trips(&with(identity(), "/created_at", json!(time)));
        assert_eq!(read.created_at.unwrap().raw, time);
    }
}

#[test]
fn the_largest_integer_is_exact() {
    let text = r#"{"id": 9223372036854775807, "text": "x", "type": "info"}"#;
    assert_eq!(round_trips::<UiText>(text).id, i64::MAX);
    let text = text.replace("9223372036854775807", "-9223372036854775808");
    assert_eq!(round_trips::<UiText>(&text).id, i64::MIN);
}

#[test]
fn integers_beyond_64_bits_are_errors_that_say_so() {
    for number in [
        "18446744073709551615",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "1e300",
    ] {
        let error = fails::<UiText>(&format!(
            r#"{{"id": {number}, "text": "x", "type": "info"}}"#
        ));
        assert_eq!(error.path, "$.id");
        assert_eq!(
            error.what, "is larger than a signed 64-bit integer",
            "{number}"
        );
    }
}

#[test]
fn one_point_zero_is_an_integer_and_one_point_five_is_not() {
    for (number, integer) in [
        ("1.0", 1),
        ("1e2", 100),
        ("-0.0", 0),
        ("9007199254740992.0", 1 << 53),
    ] {
        let text = format!(r#"{{"id": {number}, "text": "x", "type": "info"}}"#);
        assert_eq!(UiText::from_json(&text).unwrap().id, integer);
    }
    let error = fails::<UiText>(r#"{"id": 1.5, "text": "x", "type": "info"}"#);
    assert_eq!(
        (error.path.as_str(), error.what.as_str()),
        ("$.id", "is not an integer")
    );
}

#[test]
fn big_numbers_inside_free_json_are_exact() {
    for number in [
        "9007199254740993",
        "18446744073709551616",
        "123456789012345678901234567890",
        "1.10",
    ] {
        let text = identity()
            .to_string()
            .replace(r#""a@b.example"}"#, &format!("{number}}}"));
        assert!(text.contains(number));
        let read = Identity::from_json(&text).unwrap();
        assert_eq!(read.traits.text(), format!(r#"{{"email":{number}}}"#));
        assert!(read.to_json().contains(number));
    }
}

#[test]
fn an_empty_text_is_cut_off() {
    for text in ["", " ", "\u{feff}"] {
        assert!(fails::<Identity>(text).what.contains("cut off"), "{text:?}");
    }
}

#[test]
fn truncated_json_is_cut_off() {
    let text = session().to_string();
    for end in (1..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let error = fails::<Session>(&text[..end]);
        assert!(error.what.starts_with("is cut off"), "{end}: {error}");
        assert!(error.offset <= end, "{end}: {error}");
    }
}

#[test]
fn byte_order_mark_is_skipped() {
    let text = format!("\u{feff}{}", session());
    assert_eq!(
        Session::from_json(&text).unwrap(),
        round_trips(&session().to_string())
    );
}

#[test]
fn reencode_writes_each_field_of_a_union_once() {
    let body: UpdateLoginFlowBody =
        UpdateLoginFlowWithPasswordMethod::new("a@b.example", "swordfish").into();
    let json = body.to_json();
    assert_eq!(json.matches(r#""method""#).count(), 1, "{json}");
    assert_eq!(json.matches(r#""password""#).count(), 2, "{json}");
    assert_eq!(UpdateLoginFlowBody::from_json(&json).unwrap(), body);
    let flow = LoginFlow::from_json(&login_flow().to_string()).unwrap();
    assert_eq!(flow.to_json().matches(r#""node_type""#).count(), 2);
}

#[test]
fn unknown_login_method_can_be_sent() {
    let text = r#"{"method":"telepathy","thought":"x"}"#;
    let body = UpdateLoginFlowBody::from_json(text).unwrap();
    assert_eq!((body.tag(), body.to_json().as_str()), ("telepathy", text));
}

#[test]
fn debug_of_a_login_body_and_a_session_hides_secrets() {
    let body = UpdateLoginFlowWithPasswordMethod::new("a@b.example", "swordfish");
    assert!(!format!("{body:?}").contains("swordfish"));
    let session = Session::from_json(&with(session(), "/tokenized", json!("swordfish"))).unwrap();
    let shown = format!("{session:?}");
    assert!(
        shown.contains("[redacted]") && !shown.contains("swordfish"),
        "{shown}"
    );
}

#[test]
fn a_decode_error_shows_no_value() {
    for (pointer, new) in [
        ("/active", json!("swordfish")),
        ("/tokenized", json!({ "swordfish": "swordfish" })),
    ] {
        let error = fails::<Session>(&with(session(), pointer, new)).to_string();
        assert!(
            error.contains(&pointer[1..]) && !error.contains("swordfish"),
            "{error}"
        );
    }
}

#[test]
fn null_for_a_record_that_needs_nothing_is_an_empty_one() {
    let body = with(login_flow(), "/ui/nodes/0/meta", Value::Null).to_string();
    let flow = LoginFlow::from_json(&body).unwrap();
    assert_eq!(flow.ui.nodes[0].meta.label, None);
    assert_eq!(value(&flow.to_json())["ui"]["nodes"][0]["meta"], json!({}));
    let body = with(login_flow(), "/ui", Value::Null).to_string();
    assert!(fails::<LoginFlow>(&body).to_string().contains("is null"));
}
