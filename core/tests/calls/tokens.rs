//! Tokens for OAuth2 clients, on a server with a script.
#![cfg(feature = "oauth2")]

use ory_hub::oauth2::{AuthorizationRequest, ClientAuth, Pkce};
use ory_hub::{ErrorKind, MockTransport, OryConfig};

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
