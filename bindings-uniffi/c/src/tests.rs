//! The C functions, called from Rust as C calls them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ptr::{null, null_mut};

use super::builder::{Body, RecordBuilder, value};
use super::client::ory_client_free;
use super::config::{ory_config_build, ory_config_new};
use super::error::{guard_result, ory_error_free, ory_error_get_line};
use super::guard::guard;
use super::mock::{
    ory_client_new_mock, ory_mock_add_answer, ory_mock_free, ory_mock_new, ory_mock_requests_len,
};
use super::pointer::{self, Handle};
use super::prelude::*;

fn str(text: &str) -> ory_str {
    ory_str::of(text)
}

/// What an `ory_str` holds.
fn text(params: ory_str) -> String {
    params.get().unwrap().to_owned()
}

/// The JSON of a body, or what is wrong with it.
fn json<B: Handle<RustType: Body>>(body: *const B) -> Result<String, String> {
    pointer::try_ref(rust(body))
        .unwrap()
        .json()
        .map(|json| json.to_string())
}

fn line(error: *mut ory_error) -> String {
    let line = text(ory_error_get_line(error));
    ory_error_free(error);
    line
}

#[test]
fn a_panic_becomes_the_empty_value_or_an_error() {
    assert_eq!(guard(|| -> usize { panic!("ouch") }), 0);
    assert_eq!(guard(|| -> ory_str { panic!("ouch") }).len, 0);
    let mut error = null_mut();
    let result = guard_result(&raw mut error, || panic!("ouch"));
    assert_eq!(result, ory_result::ORY_ERROR_INTERNAL);
    assert_eq!(line(error), "the library panicked: ouch");
    let result = guard_result(null_mut(), || panic!("ouch"));
    assert_eq!(result, ory_result::ORY_ERROR_INTERNAL);
}

#[test]
fn a_model_is_read_kept_and_written_back() {
    let source = r#"{"id":"s\u0031","active":true,"aura":"blue","issued_at":"1970-01-01T00:00:00.0005Z",
        "authentication_methods":[{"method":"telepathy"},{"method":"password","upstream_amr":["a","b"]}],
        "identity":{"id":"i","schema_id":"p","schema_url":"u","traits":{"n":1.50},"credentials":{"x":{"version":7}}}}"#;
    let mut session = null_mut();
    let result = ory_session::from_json(str(source), &raw mut session, null_mut());
    assert_eq!(result, ory_result::ORY_OK);
    assert_eq!(text(ory_session::get_id(session)), "s1");
    assert!(ory_session::get_active(session));
    let mut milliseconds = -1;
    assert!(ory_session::get_issued_at_unix_ms(
        session,
        &raw mut milliseconds
    ));
    assert_eq!(milliseconds, 0);
    assert!(!ory_session::has_expires_at(session));

    assert_eq!(ory_session::authentication_methods_len(session), 2);
    let first = ory_session::authentication_methods_at(session, 0);
    assert_eq!(ory_session_authentication_method::get_method(first), 0);
    assert_eq!(
        text(ory_session_authentication_method::get_method_text(first)),
        "telepathy"
    );
    let second = ory_session::authentication_methods_at(session, 1);
    assert_eq!(ory_session_authentication_method::get_method(second), 1);
    assert_eq!(
        text(ory_session_authentication_method::upstream_amr_at(
            second, 1
        )),
        "b"
    );
    assert_eq!(
        ory_session_authentication_method::upstream_amr_at(second, 2).len,
        0
    );

    let identity = ory_session::get_identity(session);
    assert_eq!(text(ory_identity::get_traits(identity)), r#"{"n":1.50}"#);
    assert_eq!(text(ory_identity::credentials_key_at(identity, 0)), "x");
    let credentials = ory_identity::credentials_value_at(identity, 0);
    assert_eq!(ory_identity_credentials::get_version(credentials), 7);
    assert!(text(ory_identity::get_json(identity)).contains(r#""traits":{"n":1.50}"#));
    assert!(text(ory_session::get_json(session)).contains(r#""aura":"blue""#));
    ory_session::free(session);
}

#[test]
fn a_wrong_model_says_where() {
    let mut session = null_mut();
    let mut error = null_mut();
    let result = ory_session::from_json(str(r#"{"id":7}"#), &raw mut session, &raw mut error);
    assert_eq!(result, ory_result::ORY_ERROR_INPUT);
    assert!(session.is_null());
    let line = line(error);
    assert!(
        line.starts_with("json cannot be read: $.id is not a text"),
        "{line}"
    );
}

#[test]
fn a_body_is_put_together_as_json() {
    let body = ory_create_identity_body::new();
    assert_eq!(
        json(body).unwrap_err(),
        "`schema_id` of CreateIdentityBody is not set"
    );
    ory_create_identity_body::set_schema_id(body, str("per\"son"));
    ory_create_identity_body::set_traits(body, str(" {\"seats\": 9007199254740993} "));
    let address = ory_verifiable_identity_address_builder::new();
    ory_verifiable_identity_address_builder::set_value(address, str("a@b.example"));
    ory_verifiable_identity_address_builder::set_verified(address, true);
    ory_verifiable_identity_address_builder::set_via(address, str("pigeon"));
    ory_verifiable_identity_address_builder::set_status(
        address,
        ory_identity_verifiable_address_status::text(2),
    );
    ory_create_identity_body::add_verifiable_addresses(body, address);
    ory_create_identity_body::add_verifiable_addresses(body, address);
    ory_verifiable_identity_address_builder::free(address);
    let whole: serde_json::Value = serde_json::from_str(&json(body).unwrap()).unwrap();
    let address = serde_json::json!({"status": "sent", "value": "a@b.example", "verified": true, "via": "pigeon"});
    assert_eq!(
        whole,
        serde_json::json!({
            "schema_id": "per\"son",
            "traits": {"seats": 9_007_199_254_740_993_u64},
            "verifiable_addresses": [address, address],
        })
    );
    ory_create_identity_body::free(body);
}

#[test]
fn the_first_fault_of_a_body_is_told() {
    let body = ory_create_identity_body::new();
    ory_create_identity_body::set_traits(body, str("{"));
    ory_create_identity_body::set_schema_id(
        body,
        ory_str {
            data: null(),
            len: 3,
        },
    );
    assert!(
        json(body)
            .unwrap_err()
            .starts_with("`traits` of CreateIdentityBody is not valid JSON")
    );
    ory_create_identity_body::free(body);

    let body = ory_create_identity_body::new();
    let address = ory_verifiable_identity_address_builder::new();
    ory_create_identity_body::add_verifiable_addresses(body, address);
    let fault = json(body).unwrap_err();
    assert_eq!(
        fault,
        "`verifiable_addresses` of CreateIdentityBody cannot be sent: `value` of VerifiableIdentityAddress is not set"
    );
    ory_verifiable_identity_address_builder::free(address);
    ory_create_identity_body::free(body);

    let list = ory_json_patch_list::new();
    ory_json_patch_list::add(list, null());
    assert_eq!(json(list).unwrap_err(), "item 0 is NULL");
    ory_json_patch_list::free(list);
}

#[test]
fn an_arm_carries_its_tag() {
    let method = ory_update_login_flow_with_password_method::new();
    ory_update_login_flow_with_password_method::set_identifier(method, str("a"));
    ory_update_login_flow_with_password_method::set_password(method, str("b"));
    let body = ory_update_login_flow_body::from_password(method);
    let whole: serde_json::Value = serde_json::from_str(&json(body).unwrap()).unwrap();
    assert_eq!(
        whole,
        serde_json::json!({"identifier": "a", "password": "b", "method": "password"})
    );
    ory_update_login_flow_with_password_method::free(method);
    ory_update_login_flow_body::free(body);
}

#[test]
fn bodies_from_json_keep_what_is_unknown_and_can_be_changed() {
    let mut body = null_mut();
    let mut error = null_mut();
    let source = r#"{"schema_id":"person","traits":{},"tomorrow":[1.0]}"#;
    let result = ory_create_identity_body::from_json(str(source), &raw mut body, &raw mut error);
    assert_eq!(result, ory_result::ORY_OK);
    ory_create_identity_body::set_schema_id(body, str("robot"));
    assert_eq!(
        json(body).unwrap(),
        r#"{"schema_id":"robot","traits":{},"tomorrow":[1.0]}"#
    );
    ory_create_identity_body::free(body);

    let mut list = null_mut();
    // A null means something in free JSON that is sent.
    let source = r#"[{"op":"remove","path":"/a"},{"op":"replace","path":"/b","value":null}]"#;
    let result = ory_json_patch_list::from_json(str(source), &raw mut list, &raw mut error);
    assert_eq!(result, ory_result::ORY_OK);
    assert_eq!(json(list).unwrap(), source);
    ory_json_patch_list::free(list);
    let result = ory_json_patch_list::from_json(str("[{}]"), &raw mut list, &raw mut error);
    assert_eq!(result, ory_result::ORY_ERROR_INPUT);
    assert!(line(error).contains("is missing"));
}

#[test]
fn a_number_in_a_body_is_finite() {
    assert_eq!(value::number(1.5).unwrap().as_str(), "1.5");
    assert_eq!(
        value::number(f64::NAN).unwrap_err(),
        "is not a finite number"
    );
}

#[test]
fn a_key_of_a_map_is_there_once() {
    let mut body = RecordBuilder::new(ory_hub::model::CreateIdentityBody::DESC);
    body.set(0, value::text(str("person")));
    body.put(1, str("a"), value::int(1));
    body.put(1, str("b"), value::boolean(true));
    body.put(1, str("a"), value::int(2));
    assert_eq!(
        body.json().unwrap().as_str(),
        r#"{"schema_id":"person","traits":{"b":true,"a":2}}"#
    );
}

#[test]
fn adding_to_a_list_from_json_keeps_what_is_there() {
    let source = r#"{"schema_id":"person","traits":{},"recovery_addresses":[{"value":"a","via":"email"},{"value":"b","via":"email"}]}"#;
    let mut body = null_mut();
    let result = ory_create_identity_body::from_json(str(source), &raw mut body, null_mut());
    assert_eq!(result, ory_result::ORY_OK);
    let address = ory_recovery_identity_address_builder::new();
    ory_recovery_identity_address_builder::set_value(address, str("c"));
    ory_recovery_identity_address_builder::set_via(address, str("email"));
    ory_create_identity_body::add_recovery_addresses(body, address);
    ory_recovery_identity_address_builder::free(address);
    let sent: serde_json::Value = serde_json::from_str(&json(body).unwrap()).unwrap();
    let values: Vec<&str> = sent["recovery_addresses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|address| address["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["a", "b", "c"]);
    ory_create_identity_body::free(body);
}

#[test]
fn an_enum_is_set_by_its_number() {
    let body = ory_create_identity_body::new();
    ory_create_identity_body::set_schema_id(body, str("person"));
    ory_create_identity_body::set_traits(body, str("{}"));
    ory_create_identity_body::set_state_kind(body, 1);
    assert!(json(body).unwrap().contains(r#""state":"active""#));
    ory_create_identity_body::set_state_kind(body, 0);
    assert_eq!(
        json(body).unwrap_err(),
        "`state` of CreateIdentityBody has no value with the number 0"
    );
    ory_create_identity_body::free(body);
}

#[test]
fn an_empty_text_has_an_address() {
    assert!(!ory_str::EMPTY.data.is_null());
    assert!(!ory_identity::get_id(null()).data.is_null());
    assert!(!ory_str::of("").data.is_null());
}

#[test]
fn texts_are_checked() {
    assert_eq!(
        ory_str {
            data: null(),
            len: 0
        }
        .get(),
        Ok("")
    );
    assert_eq!(
        ory_str {
            data: null(),
            len: 1
        }
        .get(),
        Err("is NULL with a length")
    );
    let bytes = [0xff_u8];
    let broken = ory_str {
        data: bytes.as_ptr().cast(),
        len: 1,
    };
    assert_eq!(broken.get(), Err("is not UTF-8"));
    let endless = ory_str {
        data: bytes.as_ptr().cast(),
        len: usize::MAX,
    };
    assert_eq!(endless.get(), Err("has an impossible length"));
}

#[test]
fn a_list_has_its_json() {
    let source = r#"[{"id":"i","schema_id":"s","schema_url":"u","traits":{"n":1.50},"new":[1]}]"#;
    let mut list = null_mut();
    let result = ory_identity_list::from_json(str(source), &raw mut list, null_mut());
    assert_eq!(result, ory_result::ORY_OK);
    assert_eq!(text(ory_identity_list::get_json(list)), source);
    assert_eq!(ory_identity_list::get_json(null()).len, 0);
    ory_identity_list::free(list);
}

/// The line of the error of `listIdentities` with these options, and how many requests were sent.
fn list_identities(set: impl FnOnce(*mut ory_list_identities_options)) -> (Option<String>, usize) {
    let mock = ory_mock_new();
    ory_mock_add_answer(mock, 200, str("[]"));
    let config = ory_config_new();
    ory_config::set_kratos_admin_url(config, str("http://127.0.0.1:4434"));
    let (mut client, mut list, mut error) = (null_mut(), null_mut(), null_mut());
    let made = ory_client_new_mock(config, mock, &raw mut client, null_mut());
    assert_eq!(made, ory_result::ORY_OK);
    let options = ory_list_identities_options::new();
    set(options);
    let result = ory_client::list_identities(client, options, &raw mut list, &raw mut error);
    ory_list_identities_options::free(options);
    let line = (result != ory_result::ORY_OK).then(|| line(error));
    let sent = ory_mock_requests_len(mock);
    ory_identity_list::free(list);
    ory_client_free(client);
    ory_mock_free(mock);
    (line, sent)
}

#[test]
fn an_array_without_values_is_not_an_option_that_is_left_out() {
    let (line, sent) = list_identities(|options| {
        ory_list_identities_options::set_ids(options, null(), 0);
    });
    let line = line.unwrap();
    assert!(line.contains("`ids` is a list without values"), "{line}");
    assert_eq!(sent, 0);
    let (line, sent) = list_identities(|options| {
        ory_list_identities_options::set_ids(options, null(), 1);
    });
    assert!(line.unwrap().contains("`ids` is NULL with a count"));
    assert_eq!(sent, 0);
    let (line, sent) = list_identities(|options| {
        let ids = [str("a"), str("b")];
        ory_list_identities_options::set_ids(options, null(), 0);
        ory_list_identities_options::set_ids(options, ids.as_ptr(), ids.len());
        ory_list_identities_options::add_ids(options, str("c"));
    });
    assert_eq!((line, sent), (None, 1));
    assert_eq!(list_identities(|_| {}), (None, 1));
}

#[test]
fn a_configuration_without_a_server_makes_no_client() {
    let (mut client, mut error) = (null_mut(), null_mut());
    let config = ory_config_new();
    ory_config::set_bearer(config, str("b"));
    let result = ory_config_build(config, &raw mut client, &raw mut error);
    assert_eq!(result, ory_result::ORY_ERROR_CONFIG);
    assert!(client.is_null());
    assert!(line(error).contains("names no server"));
}
