//! What holds for every endpoint, whatever a server sends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "http")]
mod scripted;

use std::collections::HashSet;
use std::string::String;
use std::vec::Vec;

use proptest::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use super::check::EndpointCheck;
use crate::error::ErrorKind;
use crate::error::from_response::problem_from_response;
use crate::request::operation::{
    BodyKind, CredentialKind, Method, Operation, Pagination, ParamLocation, ResponseBody, Retry,
    Service,
};
use crate::transport::Headers;

fn rows() -> Vec<EndpointCheck> {
    super::checks()
}

#[test]
fn the_credential_of_the_type_is_the_one_of_the_table() {
    for row in rows() {
        assert_eq!(
            row.credential, row.operation.credential,
            "{}",
            row.operation.id
        );
    }
}

#[cfg(feature = "frontend")]
#[test]
fn a_printed_call_shows_no_challenge_and_no_address() {
    let call = super::CreateBrowserLoginFlow::new()
        .aal("aal2")
        .return_to("https://ui.example/?code=hunter2")
        .login_challenge("hunter2");
    let text = format!("{call:?}");
    assert!(
        !text.contains("hunter2") && !text.contains("ui.example"),
        "{text}"
    );
    assert!(
        text.starts_with("CreateBrowserLoginFlow { refresh: None, aal: Some(\"aal2\"), return_to: [redacted], login_challenge: [redacted], "),
        "{text}"
    );
    assert!(text.contains("via: None"), "{text}");
}

#[test]
fn the_table_agrees_with_itself() {
    let mut ids = HashSet::new();
    for EndpointCheck { operation, .. } in rows() {
        let id = operation.id;
        assert!(ids.insert(id), "{id} twice");
        assert!(operation.path.starts_with('/'), "{id}");
        let named: Vec<&str> = operation
            .path
            .split('{')
            .skip(1)
            .map(|part| part.split('}').next().unwrap())
            .collect();
        let path: Vec<&str> = operation
            .params
            .iter()
            .filter(|param| param.location == ParamLocation::Path)
            .map(|param| param.name)
            .collect();
        assert_eq!(
            named, path,
            "{id}: path parameters come first, in the order of the path"
        );
        assert!(
            operation.params[..path.len()]
                .iter()
                .all(|param| param.location == ParamLocation::Path && param.required)
        );
        assert!(!operation.responses.is_empty(), "{id}");
        match operation.method {
            Method::Get => {
                assert_eq!(operation.body, BodyKind::None, "{id}");
                // Signing out is a GET.
                assert_ne!(operation.retry, Retry::Unsafe, "{id}");
            }
            _ => assert_ne!(operation.retry, Retry::Safe, "{id}"),
        }
        if operation.pagination != Pagination::None {
            assert!(operation.param("page_token").is_some(), "{id}");
        }
        if operation.credential == CredentialKind::WorkspaceKey {
            assert_eq!(operation.service, Service::Console, "{id}");
        }
    }
    let documented = |text: &str| text.matches("\n| `").count();
    let table = include_str!("../../../../docs/operations.md");
    assert_eq!(ids.len(), documented(table));
    let (_, frontend) = table.split_once("\n## frontend\n").unwrap();
    let frontend = frontend.split("\n## ").next().unwrap();
    assert_eq!(super::operations::frontend::ALL.len(), documented(frontend));
}

#[test]
fn no_body_is_a_value_only_where_that_is_documented() {
    for EndpointCheck {
        operation, read, ..
    } in rows()
    {
        for answer in operation.responses {
            let value = read(answer.status, &Headers::new(), b"");
            let expected = matches!(answer.body, ResponseBody::Empty | ResponseBody::Text);
            assert_eq!(value, expected, "{} {}", operation.id, answer.status);
        }
    }
}

/// JSON of all kinds, with the names that the readers look for.
fn json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        Just("error"),
        Just("message"),
        Just("details"),
        Just("id"),
        Just("code"),
        Just("ui"),
        Just("messages"),
        Just("text"),
        Just("nodes"),
        Just("attributes"),
        Just("node_type"),
        Just("type"),
        Just("session"),
        Just("identity"),
        Just("continue_with"),
        Just("action"),
        Just("use_flow_id"),
        Just("redirect_browser_to"),
        Just("traits"),
        Just("credentials"),
        Just("status"),
        Just("reason"),
        Just("state"),
        Just("x"),
    ]
    .prop_map(String::from);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z0-9<{\\\\\"é]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        Just(200),
        Just(201),
        Just(204),
        Just(303),
        Just(400),
        Just(403),
        Just(422),
        any::<u16>()
    ]
}

fn read_by_all(status: u16, body: &[u8]) {
    let headers: Headers = [("retry-after", "x"), ("location", "é\n\"\\")]
        .into_iter()
        .collect();
    for row in rows() {
        (row.read)(status, &headers, body);
    }
}

static TOLD: &Operation = &super::operations::metadata::GET_VERSION;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_a_value_or_an_error(status in status(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        read_by_all(status, &body);
    }

    #[test]
    fn any_json_is_a_value_or_an_error(status in status(), body in json()) {
        read_by_all(status, body.to_string().as_bytes());
    }

    #[test]
    fn any_cut_of_any_json_is_a_value_or_an_error(status in status(), body in json(), cut in 0.0..1.0_f64) {
        let text = body.to_string().into_bytes();
        let end = (text.len() as f64 * cut) as usize;
        read_by_all(status, &text[..end]);
    }

    /// An error is always a sentence, its details are JSON, and it prints on one line.
    #[test]
    fn any_json_makes_a_complete_problem(status in 400..600_u16, body in json(), header in any::<String>()) {
        let headers = |name: &str| (name != "location").then(|| header.clone());
        let text = body.to_string();
        let raw: &RawValue = serde_json::from_str(&text).unwrap();
        let body: Value = serde_json::from_str(&text).unwrap();
        let problem = problem_from_response(TOLD.id, status, &headers, Some(raw), text.clone());
        prop_assert_eq!(problem.kind, ErrorKind::Api);
        prop_assert_eq!(problem.status, Some(status));
        prop_assert!(!problem.message.is_empty());
        prop_assert_eq!(problem.operation.as_deref(), Some("getVersion"));
        if let Some(details) = &problem.details {
            prop_assert!(serde_json::from_str::<Value>(details.text()).is_ok());
        }
        for next in ["use_flow_id", "redirect_browser_to"] {
            let fact = body.get(next).filter(|value| !value.is_null());
            if let (Some(fact), true) = (fact, body.get("ui").is_none_or(|ui| !ui.is_object()) || body.get("error").is_some_and(|error| !error.is_null())) {
                let details: Value = serde_json::from_str(problem.details.as_ref().unwrap().text()).unwrap();
                let inner = details.get(next).unwrap();
                let kept = inner == fact
                    || body.pointer(&std::format!("/error/details/{next}")) == Some(inner)
                    || body.pointer(&std::format!("/details/{next}")) == Some(inner);
                prop_assert!(kept, "{} in {}", next, body);
            }
        }
    }
}
