//! Errors that say more than anybody reads, and who reads them.

use std::sync::Arc;

use ory_hub::endpoint::{GetIdentity, ListIdentities};
use ory_hub::{MockTransport, RequestEvent};

use crate::support::{client, config, error_of};

#[tokio::test]
async fn the_texts_of_an_error_are_bounded_and_its_body_is_whole() {
    let long = "ü".repeat(5_000);
    let body = serde_json::json!({ "error": {
        "id": long, "code": long, "message": long, "reason": long, "request": long,
    } })
    .to_string();
    let error = error_of(500, &[], &body).await;
    let expected = format!("{}…", "ü".repeat(1_000));
    for text in [
        error.id(),
        error.code(),
        Some(error.message()),
        error.reason(),
        error.request_id(),
    ] {
        assert_eq!(text, Some(expected.as_str()));
    }
    assert_eq!(error.body(), Some(body.as_str()));
    let exact = "ü".repeat(1_000);
    let body = serde_json::json!({ "error": { "message": exact } }).to_string();
    assert_eq!(error_of(500, &[], &body).await.message(), exact);
}

#[tokio::test]
async fn an_observer_changes_no_error() {
    for (status, body) in [
        (
            404,
            r#"{"error":{"message":"m","reason":"r","request":"q","details":{"a":1}}}"#,
        ),
        (400, "<html>"),
        (500, ""),
    ] {
        let errors = async |observed: bool| {
            let script = MockTransport::new()
                .answer(status, body)
                .answer(status, body);
            let (mut ory, _) = client(config().max_retries(0), script);
            if observed {
                ory = ory.with_observer(Arc::new(|_: &RequestEvent| {}));
            }
            let single = ory.call(GetIdentity::new("i")).await.unwrap_err();
            let mut pages = ory.pages(ListIdentities::new());
            (single, pages.next().await.map(drop).unwrap_err())
        };
        assert_eq!(errors(true).await, errors(false).await);
    }
}
