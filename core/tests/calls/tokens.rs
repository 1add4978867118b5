//! Tokens for OAuth2 clients, on a server with a script.
#![cfg(feature = "oauth2")]

use std::time::Duration;

use ory_hub::model::DeviceAuthorization;
use ory_hub::oauth2::{AuthorizationRequest, ClientAuth, Pkce};
use ory_hub::{ErrorKind, MockTransport, Model as _, OryConfig};

use crate::support::client;

const CALLBACK: &str = "https://app.test/callback";

fn hydra() -> OryConfig {
    OryConfig::self_hosted().hydra("http://127.0.0.1:4444", "http://127.0.0.1:4445")
}

fn public() -> ClientAuth {
    ClientAuth::Public {
        client_id: "app".to_owned(),
    }
}

#[tokio::test]
async fn an_empty_token_is_not_asked_about() {
    let (ory, script) = client(hydra(), MockTransport::new());
    let error = ory.oauth2().introspect("", &[]).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Input, "`token` is empty")
    );
    let tokens = ory.oauth2().client(public());
    let error = tokens.revoke("").await.unwrap_err();
    assert_eq!(error.operation(), Some("revokeOAuth2Token"));
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_verifier_that_is_none_is_refused_before_it_costs_the_code() {
    let answer = r#"{"access_token":"at","token_type":"bearer"}"#;
    let (ory, script) = client(hydra(), MockTransport::new().answer(200, answer));
    let tokens = ory.oauth2().client(public());
    let request = || AuthorizationRequest::new(CALLBACK, "state-of-the-test");
    for (verifier, why) in [
        ("x".repeat(42), "43 to 128"),
        ("x".repeat(129), "43 to 128"),
        (format!("{}+", "x".repeat(42)), "letters"),
        ("ä".repeat(30), "letters"),
    ] {
        let pkce = Pkce::from_verifier(verifier);
        let error = tokens
            .authorization_url(&request().pkce(&pkce))
            .unwrap_err();
        assert!(error.message().contains(why), "{error}");
        let error = tokens
            .exchange_code("code", CALLBACK, Some(pkce.verifier()))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.message().contains(why), "{error}");
    }
    assert!(script.requests().is_empty());
    let pkce = Pkce::from_verifier("a-._~9".repeat(20));
    assert!(tokens.authorization_url(&request().pkce(&pkce)).is_ok());
    tokens
        .exchange_code("code", CALLBACK, Some(pkce.verifier()))
        .await
        .unwrap();
}

#[test]
fn the_characters_of_a_state_are_counted() {
    let (ory, _) = client(hydra(), MockTransport::new());
    let tokens = ory.oauth2().client(public());
    let url = |state: &str| tokens.authorization_url(&AuthorizationRequest::new(CALLBACK, state));
    assert!(url(&"ä".repeat(7)).is_err());
    assert!(url(&"ä".repeat(8)).is_ok());
}

fn confidential(in_body: bool) -> ClientAuth {
    let (client_id, client_secret) = ("app".to_owned(), "the-secret".into());
    match in_body {
        true => ClientAuth::Body {
            client_id,
            client_secret,
        },
        false => ClientAuth::Basic {
            client_id,
            client_secret,
        },
    }
}

/// The form that was sent, and whether the client named itself in a header.
fn sent(script: &MockTransport, index: usize) -> (String, bool) {
    let request = script.requests()[index].clone();
    let mut names = request.headers.iter().map(|(name, _)| name);
    let has_header = names.any(|name| name.eq_ignore_ascii_case("authorization"));
    (request.body.unwrap_or_default(), has_header)
}

#[tokio::test]
async fn every_grant_is_sent_for_every_kind_of_client() {
    let answer = r#"{"access_token":"at","refresh_token":"rt","token_type":"bearer"}"#;
    let kinds = [
        (confidential(false), "", true),
        (
            confidential(true),
            "client_id=app&client_secret=the-secret",
            false,
        ),
        (public(), "client_id=app", false),
    ];
    for (auth, named, in_header) in kinds {
        let mock = MockTransport::new()
            .answer(200, answer)
            .answer(200, answer)
            .answer(200, answer);
        let (ory, script) = client(hydra(), mock);
        let tokens = ory.oauth2().client(auth);
        let pkce = Pkce::new().unwrap();
        tokens
            .exchange_code("the-code", CALLBACK, Some(pkce.verifier()))
            .await
            .unwrap();
        tokens.refresh("the-token").await.unwrap();
        tokens
            .client_credentials(&["read", "write"], &[])
            .await
            .unwrap();
        let verifier = format!("code_verifier={}", pkce.verifier().expose());
        let wanted: [&[&str]; 3] = [
            &["grant_type=authorization_code", "code=the-code", &verifier],
            &["grant_type=refresh_token", "refresh_token=the-token"],
            &["grant_type=client_credentials", "scope=read%20write"],
        ];
        for (index, parts) in wanted.into_iter().enumerate() {
            let (body, has_header) = sent(&script, index);
            let given: Vec<&str> = body.split('&').collect();
            let named = named.split('&').filter(|part| !part.is_empty());
            for part in parts.iter().copied().chain(named) {
                assert!(given.contains(&part), "no {part} in {body}");
            }
            assert_eq!(has_header, in_header, "{body}");
            assert_eq!(body.contains("the-secret"), body.contains("client_secret="));
        }
    }
}

const DEVICE: &str = r#"{"device_code":"the-code","user_code":"ABCD","verification_uri":"https://ory.test/device",
    "expires_in":600,"interval":2}"#;

fn refusal(word: &str) -> String {
    format!(r#"{{"error":"{word}","error_description":"not now"}}"#)
}

#[tokio::test]
async fn a_device_is_polled_at_the_pace_of_the_server_until_somebody_signed_in() {
    for (auth, named) in [
        (public(), "client_id=app"),
        (confidential(true), "client_secret=the-secret"),
    ] {
        let mock = MockTransport::new()
            .answer(200, DEVICE)
            .answer(400, refusal("authorization_pending"))
            .answer(400, refusal("slow_down"))
            .answer(200, r#"{"access_token":"at","token_type":"bearer"}"#);
        let (ory, script) = client(hydra(), mock);
        let tokens = ory.oauth2().client(auth);
        let device = tokens.start_device(&["openid", "read"]).await.unwrap();
        assert_eq!(device.user_code.as_deref(), Some("ABCD"));
        assert!(!format!("{device:?}").contains("the-code"), "{device:?}");
        let got = tokens.poll_device(&device).await.unwrap();
        assert_eq!(got.access_token.unwrap().expose(), "at");
        assert_eq!(script.sleeps(), [2, 2, 7].map(Duration::from_secs));
        let (start, _) = sent(&script, 0);
        assert!(
            start.contains("scope=openid%20read") && start.contains(named),
            "{start}"
        );
        assert!(script.requests()[0].url.ends_with("/oauth2/device/auth"));
        for index in 1..4 {
            let (poll, _) = sent(&script, index);
            let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
            assert!(
                poll.contains(grant) && poll.contains("device_code=the-code"),
                "{poll}"
            );
            assert!(poll.contains(named), "{poll}");
        }
    }
}

#[tokio::test]
async fn a_device_that_nobody_lets_in_is_told_so() {
    let (ory, _) = client(
        hydra(),
        MockTransport::new().answer(400, refusal("access_denied")),
    );
    let tokens = ory.oauth2().client(public());
    let device = DeviceAuthorization::from_json(DEVICE).unwrap();
    let error = tokens.poll_device(&device).await.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(400), Some("access_denied"))
    );

    let pending = MockTransport::new().answer(400, refusal("authorization_pending"));
    let (ory, script) = client(hydra(), pending);
    let tokens = ory.oauth2().client(public());
    let error = tokens
        .poll_device(&device.clone().expires_in(0))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    let without = DeviceAuthorization::from_json("{}").unwrap();
    let error = tokens.poll_device(&without).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input, "{error}");
    assert_eq!(script.requests().len(), 1);
}
