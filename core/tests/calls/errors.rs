//! Every shape of an error, and answers that are none.

use fault_server::body;
use ory_hub::ErrorKind;
use ory_hub::endpoint::{DeleteIdentity, Endpoint, ExtendSession, GetIdentity, UpdateLoginFlow};
use ory_hub::model::LoginFlow;
use ory_hub::transport::Headers;

use crate::support::{IDENTITY, error_of};

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const HTML: &[(&str, &str)] = &[("content-type", "text/html"), ("x-request-id", "r-1")];

#[tokio::test]
async fn html_with_status_502_is_an_api_error_that_says_so() {
    let error = error_of(502, HTML, body::HTML).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status(), Some(502));
    assert_eq!(error.message(), "the response is HTML, not JSON");
    assert_eq!(error.body(), Some(body::HTML));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(
        error.to_string(),
        "getIdentity: 502 Bad Gateway: the response is HTML, not JSON (request r-1)"
    );
}

#[tokio::test]
async fn html_with_status_200_is_a_decode_error() {
    let error = error_of(200, HTML, body::HTML).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.message(), "the response is HTML, not JSON");
    assert_eq!(error.body(), Some(body::HTML));
}

#[test]
fn html_is_no_success_of_an_operation_without_a_body() {
    let headers: Headers = HTML.iter().copied().collect();
    for status in [200, 204] {
        let error = DeleteIdentity::response(status, &headers, body::HTML.as_bytes()).unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Decode, Some(status))
        );
        assert_eq!(
            error.message(),
            "the response is HTML, but the operation answers no body"
        );
        assert_eq!(error.request_id(), Some("r-1"));
    }
    DeleteIdentity::response(200, &headers, b"{}").unwrap();
}

#[tokio::test]
async fn a_401_keeps_the_error_id_and_the_request_id() {
    let text = r#"{"error":{"id":"session_inactive","code":401,"status":"Unauthorized","request":"q-7",
        "reason":"No active session was found in this request.","message":"request does not have a valid session"}}"#;
    let error = error_of(401, JSON, text).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.id(), Some("session_inactive"));
    assert_eq!(error.code(), Some("401"));
    assert_eq!(error.request_id(), Some("q-7"));
    assert_eq!(
        error.reason(),
        Some("No active session was found in this request.")
    );
    assert_eq!(
        error.to_string(),
        "getIdentity: 401 Unauthorized: request does not have a valid session: No active session was found in this \
         request. (id session_inactive, request q-7)"
    );
}

#[tokio::test]
async fn retry_after_is_read_from_seconds_a_date_and_the_rate_limit_reset() {
    let text = r#"{"error":{"code":429,"message":"slow down"}}"#;
    let error = error_of(429, &[("Retry-After", "7")], text).await;
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.retry_after(), Some(7));
    let reset = error_of(429, &[("X-RateLimit-Reset", "11")], text).await;
    assert_eq!(reset.retry_after(), Some(11));
    let date = [
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"),
    ];
    assert_eq!(error_of(503, &date, text).await.retry_after(), Some(60));
}

#[test]
fn status_204_is_success_only_where_the_operation_has_no_value() {
    let none = Headers::new();
    DeleteIdentity::response(204, &none, b"").unwrap();
    assert_eq!(ExtendSession::response(204, &none, b"").unwrap(), None);
    let error = GetIdentity::response(204, &none, b"").unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(204))
    );
    assert_eq!(error.message(), "the response has no body");
}

#[tokio::test]
async fn an_empty_body_with_status_200_is_a_decode_error() {
    let error = error_of(200, JSON, "").await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(200))
    );
    assert_eq!(error.message(), "the response has no body");
}

#[test]
fn json_without_a_content_type_is_decoded() {
    let identity = GetIdentity::response(200, &Headers::new(), IDENTITY.as_bytes()).unwrap();
    assert_eq!(identity.schema_id, "person");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let text = format!("\u{feff}{IDENTITY}");
    assert!(GetIdentity::response(200, &Headers::new(), text.as_bytes()).is_ok());
}

#[tokio::test]
async fn truncated_json_is_a_decode_error_that_keeps_the_body() {
    for cut in 1..IDENTITY.len() - 1 {
        let error = error_of(200, &[("x-request-id", "r-2")], &IDENTITY[..cut]).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Decode, Some(200)),
            "{cut}"
        );
        assert_eq!(error.request_id(), Some("r-2"));
        assert_eq!(error.body(), Some(&IDENTITY[..cut]));
    }
    let error = error_of(500, JSON, r#"{"error":{"code":500,"mess"#).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(
        error.message(),
        "the JSON of the response is cut off or malformed"
    );
}

#[tokio::test]
async fn a_body_that_is_no_utf_8_says_so() {
    let error = GetIdentity::response(200, &Headers::new(), b"{\"id\":\"\xff\"}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.message(), "the response is not UTF-8 at byte 7");
}

#[tokio::test]
async fn the_flat_generic_shape() {
    let text = r#"{"code":403,"status":"Forbidden","message":"no","reason":"quota","request":"q","details":{"a":1},"id":"quota_exceeded"}"#;
    let error = error_of(403, JSON, text).await;
    assert_eq!(error.id(), Some("quota_exceeded"));
    assert_eq!(error.message(), "no");
    assert_eq!(error.details().unwrap().text(), r#"{"a":1}"#);
}

#[tokio::test]
async fn the_oauth2_shape() {
    let text = r#"{"error":"invalid_grant","error_description":"used twice","error_hint":"start again","status_code":400}"#;
    let error = error_of(400, JSON, text).await;
    assert_eq!(error.code(), Some("invalid_grant"));
    assert_eq!(error.message(), "used twice");
    assert_eq!(error.reason(), Some("start again"));
    let empty = error_of(
        400,
        JSON,
        r#"{"error":"invalid_client","error_description":""}"#,
    )
    .await;
    assert_eq!(empty.message(), "invalid_client");
}

#[tokio::test]
async fn the_grpc_shape() {
    let error = error_of(
        404,
        JSON,
        r#"{"code":5,"message":"no such key","details":[]}"#,
    )
    .await;
    assert_eq!(error.code(), Some("5"));
    assert_eq!(error.message(), "no such key");
    assert_eq!(error.details().unwrap().text(), "[]");
}

#[tokio::test]
async fn what_to_do_next_is_in_the_details() {
    let text = r#"{"error":{"id":"browser_location_change_required","code":422,"message":"go on elsewhere"},"redirect_browser_to":"https://a.example/?x=\"1\""}"#;
    let error = error_of(422, JSON, text).await;
    let to: String = error
        .details()
        .unwrap()
        .get("/redirect_browser_to")
        .unwrap();
    assert_eq!(to, "https://a.example/?x=\"1\"");

    let text = r#"{"error":{"id":"self_service_flow_expired","details":{"return_to":"/a"}},"use_flow_id":"f","expired_at":"2026-01-01T00:00:00Z","since":7}"#;
    let details = error_of(410, JSON, text)
        .await
        .details()
        .unwrap()
        .text()
        .to_owned();
    assert_eq!(
        details,
        r#"{"return_to":"/a","use_flow_id":"f","expired_at":"2026-01-01T00:00:00Z","since":7}"#
    );

    let text = r#"{"error":{"details":{"redirect_browser_to":"/x"}},"redirect_browser_to":"/x"}"#;
    let error = error_of(403, JSON, text).await;
    assert_eq!(
        error.details().unwrap().text(),
        r#"{"redirect_browser_to":"/x"}"#
    );

    let text = r#"{"error":{"details":["a"]},"use_flow_id":"f","since":1}"#;
    let error = error_of(410, JSON, text).await;
    assert_eq!(
        error.details().unwrap().text(),
        r#"{"details":["a"],"use_flow_id":"f","since":1}"#
    );

    let error = error_of(410, JSON, r#"{"redirect_to":"/somewhere"}"#).await;
    assert_eq!(error.message(), "Gone");
    assert_eq!(
        error.details().unwrap().text(),
        r#"{"redirect_to":"/somewhere"}"#
    );
}

#[test]
fn a_flow_under_an_error_status_is_an_error_that_decodes() {
    let text = body::login_flow_refused().to_string();
    let error = UpdateLoginFlow::response(400, &Headers::new(), text.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!((error.status(), error.id()), (Some(400), None));
    assert!(!error.message().is_empty());
    let flow: LoginFlow = error.decode().unwrap();
    assert_eq!(flow.id, body::FLOW_ID);
    assert!(error.decode::<ory_hub::model::Identity>().is_err());
}

#[test]
fn the_http_status_is_believed_over_the_one_in_the_body() {
    let error = GetIdentity::response(
        400,
        &Headers::new(),
        br#"{"error":{"code":500,"message":"m"}}"#,
    )
    .unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(400), Some("500")));
}

#[test]
fn an_error_under_200_is_an_error() {
    let text = br#"{"code":404,"status":"Not Found","message":"no relation tuple found"}"#;
    let error = GetIdentity::response(200, &Headers::new(), text).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
    assert_eq!(error.message(), "no relation tuple found");
}

#[tokio::test]
async fn bodies_that_say_nothing_still_make_a_sentence() {
    for (status, text, message) in [
        (500, "", "the response has no body"),
        (405, "method not allowed", "the response is text, not JSON"),
        (400, "null", "the response is JSON, but not an error of Ory"),
        (400, "[1]", "the response is JSON, but not an error of Ory"),
        (404, "{}", "Not Found"),
        (418, "{}", "the server gave no reason"),
        (400, r#"{"error":null}"#, "Bad Request"),
        (400, r#"{"error":7}"#, "Bad Request"),
        (400, r#"{"error":{"message":7}}"#, "Bad Request"),
        (400, r#"{"ui":{}}"#, "the flow needs another step"),
    ] {
        assert_eq!(
            error_of(status, &[], text).await.message(),
            message,
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_body_is_capped_at_a_character() {
    let text = "é".repeat(40_000);
    let error = error_of(500, &[], &text).await;
    let kept = error.body().unwrap();
    assert!(kept.len() <= 64 * 1024 && kept.len() > 64 * 1024 - 4);
}

#[tokio::test]
async fn a_message_cannot_forge_a_line_of_a_log() {
    let error = error_of(400, JSON, r#"{"error":{"message":"a\nfake: line"}}"#).await;
    assert!(!error.to_string().contains('\n'));
}

#[test]
fn one_wrong_byte_costs_no_fact_around_it() {
    let body =
        b"{\"error\":{\"message\":\"caf\xe9\",\"id\":\"session_aal2_required\",\"code\":403}}";
    let error = GetIdentity::response(403, &Headers::default(), body).unwrap_err();
    assert_eq!(error.id(), Some("session_aal2_required"));
    assert_eq!(error.message(), "caf\u{fffd}");
}

#[tokio::test]
async fn a_reset_is_a_wait_only_under_429() {
    let headers = [("x-ratelimit-reset", "42")];
    assert_eq!(error_of(404, &headers, "{}").await.retry_after(), None);
    assert_eq!(error_of(429, &headers, "{}").await.retry_after(), Some(42));
}

#[tokio::test]
async fn facts_join_details_that_hold_only_white_space() {
    let text =
        r#"{"error":{"code":422,"message":"m","details":{ }},"redirect_browser_to":"https://x/y"}"#;
    let error = error_of(422, JSON, text).await;
    let to: String = error
        .details()
        .unwrap()
        .get("/redirect_browser_to")
        .unwrap();
    assert_eq!(to, "https://x/y");
}

#[tokio::test]
async fn a_redirect_says_that_it_is_one() {
    let error = error_of(302, &[("location", "https://elsewhere.example/")], "").await;
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(
        error.message(),
        "the server redirects the call to https://elsewhere.example/"
    );
}

#[tokio::test]
async fn an_error_prints_as_one_line_in_one_direction() {
    let body = r#"{"error":{"message":"m\u2028n","reason":"\u202er","id":"a\nFORGED","request":"b\u001b[31m"}}"#;
    let error = error_of(400, &[("x-request-id", "\u{2066}q")], body).await;
    let printed = error.to_string();
    let forging =
        |character: char| character.is_control() || "\u{2028}\u{202e}\u{2066}".contains(character);
    assert!(!printed.contains(forging), "{printed:?}");
    assert!(printed.contains("a\\u{a}FORGED"), "{printed:?}");
    assert!(printed.contains("m\\u{2028}n"), "{printed:?}");
    assert_eq!(error.id(), Some("a\nFORGED"));
}

fn refused(body: &str) -> ory_hub::OryError {
    UpdateLoginFlow::response(400, &Headers::new(), body.as_bytes()).unwrap_err()
}

#[test]
fn an_error_with_many_nodes_is_read_in_one_pass() {
    let nodes = "{},".repeat(340_000);
    let body = format!(r#"{{"ui":{{"nodes":[{nodes}{{}}]}}}}"#);
    assert!(body.len() > 1_000_000);
    let since = std::time::Instant::now();
    let error = refused(&body);
    assert_eq!(error.message(), "the flow needs another step");
    // One pass per node of this size took minutes.
    assert!(
        since.elapsed() < std::time::Duration::from_secs(60),
        "{:?}",
        since.elapsed()
    );

    let text = r#"{"messages":[{"text":"too short"}]}"#;
    let late = |before: usize| format!(r#"{{"ui":{{"nodes":[{}{text}]}}}}"#, "{},".repeat(before));
    assert_eq!(refused(&late(8)).message(), "too short");
    assert_eq!(refused(&late(999)).message(), "too short");
    assert_eq!(
        refused(&late(1000)).message(),
        "the flow needs another step"
    );
}

#[test]
fn a_flow_under_an_error_status_is_kept_whole() {
    let node = r#"{"type":"input","group":"default","messages":[],"meta":{},"attributes":{"node_type":"input","name":"NAME","type":"text","disabled":false}}"#;
    let node = node.replace("NAME", &"n".repeat(300));
    let nodes = vec![node; 200].join(",");
    let flow = format!(
        r#"{{"id":"f1","type":"api","expires_at":"x","issued_at":"x","request_url":"x","state":"choose_method","ui":{{"action":"x","method":"POST","nodes":[{nodes}]}}}}"#
    );
    assert!(flow.len() > 64 * 1024);
    let error = refused(&flow);
    assert_eq!(error.body(), Some(flow.as_str()));
    assert_eq!(error.flow::<LoginFlow>().unwrap().ui.nodes.len(), 200);

    let other = format!(r#"{{"error":{{"message":"{}"}}}}"#, "m".repeat(100_000));
    let error = refused(&other);
    assert_eq!(error.body().unwrap().len(), 64 * 1024);
    assert!(error.flow::<LoginFlow>().is_none());
}
