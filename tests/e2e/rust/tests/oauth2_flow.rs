//! OAuth2 on a real Hydra: a whole code flow with login and consent, as the pages and the client do it.

mod support;

use ory_hub::Secret;
use ory_hub::endpoint::DeleteOAuth2Client;
use ory_hub::model::RejectOAuth2Request;
use ory_hub::oauth2::{AuthorizationRequest, ClientAuth, Pkce};
use support::browser::{Browser, param};
use support::oauth2::{CALLBACK, SUBJECT, auth, authorize, client};
use support::{failed, hydra};

#[tokio::test]
async fn a_code_flow_with_consent_for_every_kind_of_client() {
    let ory = hydra();
    for method in ["client_secret_basic", "client_secret_post", "none"] {
        let registered = client(&ory, method).await;
        let tokens = ory.oauth2().client(auth(&registered));
        let pkce = Pkce::new().expect("random bytes");
        let request = AuthorizationRequest::new(CALLBACK, "state-of-the-test")
            .scopes(["openid", "offline_access", "read:cats"])
            .parameter("nonce", "nonce-of-the-test")
            .pkce(&pkce);
        let callback = authorize(&ory, &mut Browser::default(), &tokens, &request).await;
        assert_eq!(param(&callback, "state").as_deref(), Some("state-of-the-test"), "{callback}");
        let code = Secret::new(param(&callback, "code").expect("a code"));

        let first = tokens.exchange_code(code, CALLBACK, Some(pkce.verifier())).await.expect("tokens");
        let access = first.access_token.clone().expect("an access token");
        let refresh = first.refresh_token.clone().expect("a refresh token");
        assert!(first.id_token.is_some());
        assert!(!format!("{first:?}").contains(access.expose()));

        let seen = ory.oauth2().introspect(access.clone(), &["read:cats"]).await.expect("a look");
        assert!(seen.active, "{method}");
        assert_eq!(seen.sub.as_deref(), Some(SUBJECT));

        let second = tokens.refresh(refresh.clone()).await.expect("new tokens");
        let newer = second.access_token.clone().expect("an access token");
        assert_ne!(access, newer);
        tokens.revoke(newer.clone()).await.expect("revoked");
        assert!(!ory.oauth2().introspect(newer, &[]).await.expect("a look").active);

        // A refresh token that is used twice gives everything away, so Hydra takes all of it back.
        let error = failed(tokens.refresh(refresh).await);
        assert!(matches!(error.status(), Some(400 | 401)), "{error}");
        let id = registered.client_id.expect("an id");
        ory.call(DeleteOAuth2Client::new(id)).await.expect("deleted");
    }
}

#[tokio::test]
async fn a_wrong_verifier_uses_the_code_up() {
    let ory = hydra();
    let registered = client(&ory, "none").await;
    let tokens = ory.oauth2().client(auth(&registered));
    let pkce = Pkce::new().expect("random bytes");
    let request = AuthorizationRequest::new(CALLBACK, "state-of-the-test").scopes(["openid"]).pkce(&pkce);
    let callback = authorize(&ory, &mut Browser::default(), &tokens, &request).await;
    let code = Secret::new(param(&callback, "code").expect("a code"));
    let wrong = Pkce::new().expect("random bytes");
    let error = failed(tokens.exchange_code(code.clone(), CALLBACK, Some(wrong.verifier())).await);
    assert_eq!(error.code(), Some("invalid_grant"), "{error}");
    assert!(tokens.exchange_code(code, CALLBACK, Some(pkce.verifier())).await.is_err());
}

#[tokio::test]
async fn a_refused_login_reaches_the_client() {
    let ory = hydra();
    let oauth2 = ory.oauth2();
    let registered = client(&ory, "client_secret_basic").await;
    let tokens = oauth2.client(auth(&registered));
    let request = AuthorizationRequest::new(CALLBACK, "state-of-the-test").scopes(["openid"]);
    let mut browser = Browser::default();
    let login = browser.visit(&tokens.authorization_url(&request).expect("an address"));
    let challenge = param(&login, "login_challenge").expect("a challenge");
    let body = RejectOAuth2Request::new().error("access_denied").error_description("not today");
    let next = oauth2.reject_login(challenge, body).await.expect("refused");
    let callback = browser.visit(&next);
    assert_eq!(param(&callback, "error").as_deref(), Some("access_denied"), "{callback}");
}

#[tokio::test]
async fn a_client_has_a_token_of_its_own() {
    let ory = hydra();
    for method in ["client_secret_basic", "client_secret_post"] {
        let registered = client(&ory, method).await;
        let tokens = ory.oauth2().client(auth(&registered));
        let token = tokens.client_credentials(&["read:cats"], &[]).await.expect("a token");
        assert_eq!(token.scope.as_deref(), Some("read:cats"));
        let wrong = ClientAuth::Basic {
            client_id: registered.client_id.clone().expect("an id"),
            client_secret: Secret::new("wrong-secret"),
        };
        let error = failed(ory.oauth2().client(wrong).client_credentials(&[], &[]).await);
        assert_eq!((error.status(), error.code()), (Some(401), Some("invalid_client")));
    }
}

#[tokio::test]
async fn a_challenge_that_nobody_knows_is_an_error_and_a_short_state_is_refused() {
    let ory = hydra();
    let error = failed(ory.oauth2().login_challenge("unknown").await);
    assert_eq!(error.status(), Some(404));
    let tokens = ory.oauth2().client(ClientAuth::Public { client_id: "x".to_owned() });
    assert!(tokens.authorization_url(&AuthorizationRequest::new(CALLBACK, "short")).is_err());
}
