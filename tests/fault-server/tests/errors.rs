//! Error bodies: each fault has the shape of its name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use fault_server::body::FLOW_ID;
use serde_json::{Value, json};
use support::{Raw, ask, get};

fn error(fault: &str) -> Raw {
    let server = fault_server::start().unwrap();
    get(&server.url, &format!("/{fault}/admin/identities/missing"))
}

#[test]
fn herodot_nests_and_names_the_request() {
    let raw = error("error-herodot");
    assert_eq!(raw.status, 404);
    let inner = &raw.json()["error"];
    assert_eq!(
        (&inner["code"], &inner["status"]),
        (&json!(404), &json!("Not Found"))
    );
    for field in ["message", "reason", "request", "debug"] {
        assert!(!inner[field].as_str().unwrap().is_empty(), "{field}");
    }
    assert_eq!(inner["details"]["asked"], "identity");
    assert_eq!(inner.get("id"), None);
}

#[test]
fn the_request_id_of_the_caller_is_echoed() {
    let server = fault_server::start().unwrap();
    let raw = ask(
        &server.url,
        "GET",
        "/error-herodot/x",
        &[("X-Request-ID", "mine-1")],
        "",
    );
    assert_eq!(raw.json()["error"]["request"], "mine-1");
}

#[test]
fn flat_oauth2_and_grpc_have_no_nested_error() {
    let raw = error("error-flat");
    let body = raw.json();
    assert_eq!(
        (raw.status, &body["id"]),
        (403, &json!("feature_not_available"))
    );
    assert_eq!(raw.header("x-request-id"), body["request"].as_str());
    assert_eq!(body.get("error"), None);

    let raw = error("error-oauth2");
    let body = raw.json();
    assert_eq!((raw.status, &body["error"]), (400, &json!("invalid_grant")));
    assert!(body["error_description"].is_string() && body["error_hint"].is_string());

    let raw = error("error-grpc");
    let body = raw.json();
    assert_eq!((raw.status, &body["code"]), (404, &json!(5)));
    assert!(body["details"][0]["request_id"].is_string());
}

#[test]
fn self_service_errors_carry_their_ids_and_ways_out() {
    let raw = error("error-csrf");
    let body = raw.json();
    assert_eq!(
        (raw.status, &body["error"]["id"]),
        (403, &json!("security_csrf_violation"))
    );
    assert!(body["error"]["details"]["reject_reason"].is_string());

    let raw = error("error-aal2");
    let body = raw.json();
    assert_eq!(
        (raw.status, &body["error"]["id"]),
        (403, &json!("session_aal2_required"))
    );
    assert_eq!(
        body["redirect_browser_to"],
        body["error"]["details"]["redirect_browser_to"]
    );

    let raw = error("error-422");
    let body = raw.json();
    assert_eq!(
        (raw.status, &body["error"]["id"]),
        (422, &json!("browser_location_change_required"))
    );
    assert!(body["redirect_browser_to"].is_string());

    let raw = error("error-410");
    let body = raw.json();
    assert_eq!(
        (raw.status, &body["error"]["id"]),
        (410, &json!("self_service_flow_expired"))
    );
    assert_eq!(body["use_flow_id"], FLOW_ID);
    assert!(body["since"].is_u64() && body["expired_at"].is_string());

    let raw = error("error-inactive");
    assert_eq!(
        (raw.status, &raw.json()["error"]["id"]),
        (401, &json!("session_inactive"))
    );
}

#[test]
fn a_flow_can_be_the_body_of_a_400() {
    let raw = error("error-flow");
    let body = raw.json();
    assert_eq!((raw.status, &body["id"]), (400, &json!(FLOW_ID)));
    assert_eq!(body["ui"]["messages"][0]["type"], "error");
    assert_eq!(body.get("error"), None);
}

#[test]
fn a_conflict_is_a_409() {
    let raw = error("error-conflict");
    assert_eq!(
        (raw.status, &raw.json()["error"]["code"]),
        (409, &json!(409))
    );
}

#[test]
fn the_status_line_and_the_code_inside_can_differ() {
    let raw = error("error-code-differs");
    assert_eq!(
        (raw.status, &raw.json()["error"]["code"]),
        (400, &json!(500))
    );
}

#[test]
fn errors_without_json() {
    let raw = error("error-text");
    assert_eq!((raw.status, raw.text()), (405, "Method Not Allowed\n"));
    assert!(
        raw.header("content-type")
            .unwrap()
            .starts_with("text/plain")
    );
    assert_eq!(raw.header("allow"), Some("GET, HEAD"));

    let raw = error("error-empty");
    assert_eq!((raw.status, raw.body.len()), (500, 0));

    let raw = error("error-truncated");
    assert_eq!((raw.status, raw.promised()), (500, raw.body.len()));
    assert!(
        serde_json::from_slice::<Value>(&raw.body)
            .unwrap_err()
            .is_eof()
    );
}
