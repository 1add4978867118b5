//! What counts against the deadline of a call.

use std::time::{Duration, Instant};

use ory_hub::endpoint::{GetVersion, ListIdentities};
use ory_hub::{ErrorKind, MockTransport};

use crate::support::{client, config};

fn identities(count: usize) -> String {
    let traits = "x".repeat(200);
    let identity =
        format!(r#"{{"id":"i","schema_id":"p","schema_url":"u","traits":{{"text":"{traits}"}}}}"#);
    format!("[{}]", vec![identity; count].join(","))
}

#[tokio::test]
async fn decoding_a_list_ends_at_the_deadline() {
    let script = MockTransport::new().answer(200, identities(100_000));
    let (ory, script) = client(config().deadline_ms(100), script);
    let start = Instant::now();
    let error = ory.call(ListIdentities::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.to_string().contains("deadline"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn decoding_what_nobody_knows_ends_at_the_deadline() {
    let fields: Vec<String> = (0..400_000)
        .map(|number| format!(r#""a{number}":0"#))
        .collect();
    let body = format!(r#"{{{},"version":"v"}}"#, fields.join(","));
    let script = MockTransport::new().answer(200, body);
    let (ory, _) = client(config().deadline_ms(50), script);
    let start = Instant::now();
    let error = ory.call(GetVersion::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_response_in_time_is_decoded() {
    let script = MockTransport::new().answer(200, identities(1_000));
    let (ory, _) = client(config().deadline_ms(60_000), script);
    assert_eq!(ory.call(ListIdentities::new()).await.unwrap().len(), 1_000);
}
