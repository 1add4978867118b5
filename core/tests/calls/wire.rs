//! Over real sockets, against the server that answers wrongly on purpose.

use std::time::{Duration, Instant};

use fault_server::{Running, body};
use ory_hub::endpoint::{CreateIdentity, GetIdentity, ListIdentities, ToSession};
use ory_hub::model::CreateIdentityBody;
use ory_hub::{ErrorKind, Json, Ory, OryConfig, OryError};

fn ory(server: &Running, fault: &str, change: impl FnOnce(OryConfig) -> OryConfig) -> Ory {
    let url = server.fault(fault);
    Ory::new(change(OryConfig::self_hosted().kratos(url.clone(), url))).unwrap()
}

async fn failed(server: &Running, fault: &str) -> OryError {
    ory(server, fault, |config| {
        config.max_retries(0).timeout_ms(3_000)
    })
    .call(GetIdentity::new(body::IDENTITY_ID))
    .await
    .unwrap_err()
}

#[tokio::test]
async fn a_good_answer_arrives() {
    let server = fault_server::start().unwrap();
    let ory = ory(&server, "good", |config| config);
    let answer = ory.send(GetIdentity::new(body::IDENTITY_ID)).await.unwrap();
    assert_eq!(answer.value.id, body::IDENTITY_ID);
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .headers
            .get("Content-Type")
            .unwrap()
            .starts_with("application/json")
    );
    let email: String = answer.value.traits.get("/email").unwrap();
    assert_eq!(email, body::EMAIL);
}

#[tokio::test]
async fn what_is_no_answer_is_an_error_of_its_kind() {
    let server = fault_server::start().unwrap();
    for (fault, kind, status) in [
        ("html-502", ErrorKind::Api, Some(502)),
        ("html-200", ErrorKind::Decode, Some(200)),
        ("truncated", ErrorKind::Decode, Some(200)),
        ("cut", ErrorKind::Transport, None),
        ("hang-up", ErrorKind::Transport, None),
        ("garbage", ErrorKind::Transport, None),
        ("empty", ErrorKind::Decode, Some(200)),
        ("null-body", ErrorKind::Decode, Some(200)),
        ("deep", ErrorKind::Decode, Some(200)),
        ("no-content", ErrorKind::Decode, Some(204)),
        ("error-herodot", ErrorKind::Api, Some(404)),
        ("error-flat", ErrorKind::Api, Some(403)),
        ("error-oauth2", ErrorKind::Api, Some(400)),
        ("error-text", ErrorKind::Api, Some(405)),
        ("error-empty", ErrorKind::Api, Some(500)),
        ("error-truncated", ErrorKind::Api, Some(500)),
        ("rate-limit", ErrorKind::Api, Some(429)),
        ("unavailable", ErrorKind::Api, Some(503)),
    ] {
        let error = failed(&server, fault).await;
        assert_eq!(
            (error.kind(), error.status()),
            (kind, status),
            "{fault}: {error}"
        );
        assert_eq!(error.operation(), Some("getIdentity"));
    }
}

#[tokio::test]
async fn good_bodies_in_odd_wrappings_are_read() {
    let server = fault_server::start().unwrap();
    for fault in ["no-content-type", "bom", "unknown-enum"] {
        let ory = ory(&server, fault, |config| config);
        ory.call(GetIdentity::new(body::IDENTITY_ID)).await.unwrap();
    }
}

#[tokio::test]
async fn an_endless_body_is_refused() {
    let server = fault_server::start().unwrap();
    for fault in ["huge", "huge-promised"] {
        let started = Instant::now();
        let error = ory(&server, fault, |config| {
            config.max_retries(0).timeout_ms(60_000)
        })
        .call(GetIdentity::new("x"))
        .await
        .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{fault}: {error}");
        assert!(started.elapsed() < Duration::from_secs(50));
    }
}

#[tokio::test]
async fn a_slow_server_runs_into_the_time_out() {
    let server = fault_server::start().unwrap();
    for fault in ["slow", "slow-body"] {
        let started = Instant::now();
        let error = ory(&server, fault, |config| config.timeout_ms(300))
            .call(GetIdentity::new("x"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{fault}: {error}");
        assert!(started.elapsed() < Duration::from_secs(5));
        assert_eq!(server.counts(fault).count, 1);
    }
}

#[tokio::test]
async fn a_dropped_call_ends_the_request() {
    let server = fault_server::start().unwrap();
    let ory = ory(&server, "slow", |config| config);
    let call = ory.call(GetIdentity::new("x"));
    assert!(
        tokio::time::timeout(Duration::from_millis(300), call)
            .await
            .is_err()
    );
    let started = Instant::now();
    while server.counts("slow").abandoned == 0 {
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "the connection stayed open"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_refused_connection_says_why() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("http://127.0.0.1:{port}");
    let ory = Ory::new(
        OryConfig::self_hosted()
            .kratos(url.clone(), url)
            .max_retries(1),
    )
    .unwrap();
    let error = ory
        .call(ListIdentities::new().credentials_identifier("ada@example.org"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.message().contains("refused"), "{error}");
    assert!(!error.to_string().contains("ada@"), "{error}");
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    let server = fault_server::start().unwrap();
    for fault in ["redirect", "redirect-port"] {
        let error = ory(&server, fault, |config| config.session_token("ory_st_x"))
            .call(ToSession::new())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect, "{fault}");
        assert_eq!(server.counts(fault).count, 1);
    }
    assert!(server.trapped().is_empty());
    let looped = ory(&server, "redirect-loop", |config| config)
        .call(GetIdentity::new("x"))
        .await;
    assert_eq!(looped.unwrap_err().kind(), ErrorKind::Redirect);
    assert_eq!(server.counts("redirect-loop").count, 4);
    ory(&server, "redirect-same", |config| config)
        .call(GetIdentity::new(body::IDENTITY_ID))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_test_that_passes_at_the_second_attempt_passes() {
    let server = fault_server::start().unwrap();
    for fault in ["rate-limit-once", "unavailable-once"] {
        let ory = ory(&server, fault, |config| config);
        ory.call(GetIdentity::new(body::IDENTITY_ID)).await.unwrap();
        assert_eq!(server.counts(fault).count, 2, "{fault}");
    }
    let writes = ory(&server, "unavailable-once.create", |config| config);
    let body = CreateIdentityBody::new("person", Json::parse("{}").unwrap());
    let error = writes.call(CreateIdentity::new(body)).await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(server.counts("unavailable-once.create").count, 1);
}

#[tokio::test]
async fn a_long_rate_limit_is_the_callers_to_wait_for() {
    let server = fault_server::start().unwrap();
    let started = Instant::now();
    let error = ory(&server, "rate-limit", |config| config)
        .call(GetIdentity::new("x"))
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(7));
    assert_eq!(server.counts("rate-limit").count, 1);
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn no_cookie_is_kept_between_calls() {
    let server = fault_server::start().unwrap();
    let ory = ory(&server, "good", |config| config);
    for _ in 0..2 {
        ory.call(GetIdentity::new(body::IDENTITY_ID)).await.unwrap();
    }
    assert!(
        server
            .seen("good")
            .iter()
            .all(|seen| !format!("{seen:?}").to_lowercase().contains("cookie"))
    );
}

#[tokio::test]
async fn tls_towards_a_server_without_it_fails_before_anything_is_sent() {
    let server = fault_server::start().unwrap();
    let url = server.fault("good").replace("http://", "https://");
    let ory = Ory::new(
        OryConfig::self_hosted()
            .kratos(url.clone(), url)
            .max_retries(0),
    )
    .unwrap();
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert_eq!(server.counts("good").count, 0);
}

/// Its own process, since a proxy is read from the environment.
#[test]
fn a_plain_call_passes_by_the_proxy() {
    const CHILD: &str = "ORY_HUB_TEST_BEHIND_A_PROXY";
    if std::env::var_os(CHILD).is_some() {
        let server = fault_server::start().unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let ory = ory(&server, "good", |config| config.max_retries(0));
        let answer = runtime.block_on(ory.call(GetIdentity::new(body::IDENTITY_ID)));
        assert_eq!(answer.unwrap().id, body::IDENTITY_ID);
        return;
    }
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "wire::a_plain_call_passes_by_the_proxy"])
        .env(CHILD, "1")
        .env("http_proxy", "http://127.0.0.1:9")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
fn a_model_is_read_beside_other_fields_too() {
    #[derive(serde::Deserialize)]
    struct Event {
        name: String,
        #[serde(flatten)]
        identity: ory_hub::model::Identity,
    }
    let text = r#"{"name":"created","id":"i1","schema_id":"default","schema_url":"x","traits":{"email":"a@b.example"},"mood":1}"#;
    let event: Event = serde_json::from_str(text).unwrap();
    assert_eq!(event.name, "created");
    assert_eq!(event.identity.id, "i1");
    let email: String = event.identity.traits.get("/email").unwrap();
    assert_eq!(email, "a@b.example");
}
