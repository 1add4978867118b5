//! What is tried again, how often, and when it is left to the caller.

use std::time::Duration;

use ory_hub::endpoint::{CreateIdentity, DeleteIdentity, GetIdentity};
use ory_hub::model::CreateIdentityBody;
use ory_hub::transport::TransportErrorKind;
use ory_hub::{ErrorKind, Json, MockTransport};

use crate::support::{IDENTITY, client, config};

fn body() -> CreateIdentityBody {
    CreateIdentityBody::new("person", Json::parse("{}").unwrap())
}

#[tokio::test]
async fn a_read_is_tried_again() {
    for status in [429, 502, 503, 504] {
        let (ory, script) = client(
            config(),
            MockTransport::new()
                .answer(status, "")
                .answer(200, IDENTITY),
        );
        ory.call(GetIdentity::new("x")).await.unwrap();
        assert_eq!(script.requests().len(), 2, "{status}");
        assert!(script.sleeps()[0] >= Duration::from_millis(100));
    }
    for kind in [
        TransportErrorKind::Connect,
        TransportErrorKind::ConnectionLost,
    ] {
        let (ory, script) = client(
            config(),
            MockTransport::new().fail(kind).answer(200, IDENTITY),
        );
        ory.call(GetIdentity::new("x")).await.unwrap();
        assert_eq!(script.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_mock_without_an_answer_is_asked_once() {
    let (ory, script) = client(config(), MockTransport::new());
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.message().contains("no further answer"), "{error}");
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn other_failures_are_not() {
    for status in [400, 401, 404, 409, 500, 501] {
        let (ory, script) = client(
            config(),
            MockTransport::new()
                .answer(status, "")
                .answer(200, IDENTITY),
        );
        assert!(ory.call(GetIdentity::new("x")).await.is_err());
        assert_eq!(script.requests().len(), 1, "{status}");
    }
    for (kind, wanted) in [
        (TransportErrorKind::Timeout, ErrorKind::Timeout),
        (TransportErrorKind::TooLarge, ErrorKind::Decode),
        (TransportErrorKind::InvalidRequest, ErrorKind::Input),
        (TransportErrorKind::Failed, ErrorKind::Transport),
    ] {
        let (ory, script) = client(
            config(),
            MockTransport::new().fail(kind).answer(200, IDENTITY),
        );
        let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (wanted, Some("getIdentity"))
        );
        assert_eq!(script.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_create_is_sent_again_only_where_the_server_did_nothing() {
    for status in [502, 503, 504] {
        let (ory, script) = client(
            config(),
            MockTransport::new()
                .answer(status, "")
                .answer(201, IDENTITY),
        );
        assert!(ory.call(CreateIdentity::new(body())).await.is_err());
        assert_eq!(script.requests().len(), 1, "{status}");
    }
    let broken = MockTransport::new()
        .fail(TransportErrorKind::ConnectionLost)
        .answer(201, IDENTITY);
    let (ory, script) = client(config(), broken);
    assert_eq!(
        ory.call(CreateIdentity::new(body()))
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::Transport
    );
    assert_eq!(script.requests().len(), 1);

    let (ory, script) = client(
        config(),
        MockTransport::new().answer(429, "").answer(201, IDENTITY),
    );
    ory.call(CreateIdentity::new(body())).await.unwrap();
    assert_eq!(script.requests()[0], script.requests()[1]);
    let refused = MockTransport::new()
        .fail(TransportErrorKind::Connect)
        .answer(201, IDENTITY);
    let (ory, _) = client(config(), refused);
    ory.call(CreateIdentity::new(body())).await.unwrap();
}

#[tokio::test]
async fn a_delete_ends_in_the_same_state() {
    let (ory, script) = client(
        config(),
        MockTransport::new().answer(503, "").answer(204, ""),
    );
    ory.call(DeleteIdentity::new("x")).await.unwrap();
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn the_server_says_how_long() {
    let wait = |value: &str| {
        MockTransport::new()
            .answer_with(429, [("retry-after", value)], "")
            .answer(200, IDENTITY)
    };
    let (ory, script) = client(config(), wait("3"));
    ory.call(GetIdentity::new("x")).await.unwrap();
    assert_eq!(script.sleeps(), [Duration::from_secs(3)]);

    let (ory, script) = client(config(), wait("7"));
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(7));
    assert_eq!((script.requests().len(), script.sleeps().len()), (1, 0));
}

#[tokio::test]
async fn the_number_of_tries_is_the_callers() {
    for (retries, asked) in [(0, 1), (1, 2), (2, 3), (5, 6)] {
        let mut script = MockTransport::new();
        for _ in 0..9 {
            script = script.answer(503, "");
        }
        let (ory, script) = client(config().max_retries(retries), script);
        assert_eq!(
            ory.call(GetIdentity::new("x")).await.unwrap_err().status(),
            Some(503)
        );
        assert_eq!(script.requests().len(), asked);
        assert!(
            script
                .sleeps()
                .iter()
                .all(|pause| *pause <= Duration::from_secs(2))
        );
    }
}
