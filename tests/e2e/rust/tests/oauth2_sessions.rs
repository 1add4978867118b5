//! What remains of a login and a consent on a real Hydra: sessions, the person's claims, signing out.

mod support;

use std::collections::BTreeSet;

use ory_hub::endpoint::{
    DeleteOAuth2Token, GetOidcUserInfo, ListOAuth2ConsentSessions, RevokeOAuth2ConsentSessions,
    RevokeOAuth2LoginSessions, RevokeOidcSession,
};
use ory_hub::endpoint::{GetOAuth2LogoutRequest, RejectOAuth2LogoutRequest};
use ory_hub::model::{AcceptOAuth2LoginRequest, RejectOAuth2Request};
use ory_hub::oauth2::{AuthorizationRequest, Challenge};
use ory_hub::{OryConfig, Secret};
use support::browser::{Browser, param};
use support::oauth2::{CALLBACK, SUBJECT, auth, authorize, client};
use support::{failed, hydra, hydra_config, real, var};

fn request() -> AuthorizationRequest {
    AuthorizationRequest::new(CALLBACK, "state-of-the-test").scopes(["openid", "offline_access", "read:cats"])
}

fn with_token(token: Secret) -> OryConfig {
    hydra_config().bearer(token)
}

#[tokio::test]
async fn consent_is_listed_and_taken_back() {
    let ory = hydra();
    let registered = client(&ory, "client_secret_basic").await;
    let id = registered.client_id.clone().expect("an id");
    let tokens = ory.oauth2().client(auth(&registered));
    let callback = authorize(&ory, &mut Browser::default(), &tokens, &request()).await;
    let code = Secret::new(param(&callback, "code").expect("a code"));
    let first = tokens.exchange_code(code, CALLBACK, None).await.expect("tokens");
    let access = first.access_token.expect("an access token");

    let claims = real(with_token(access.clone())).call(GetOidcUserInfo::new()).await.expect("claims");
    assert_eq!(claims.sub.as_deref(), Some(SUBJECT));

    let list = ListOAuth2ConsentSessions::new(SUBJECT).page_size(500);
    let sessions = ory.call(list.clone()).await.expect("sessions");
    let of_client = |session: &ory_hub::model::OAuth2ConsentSession| {
        let client = session.consent_request.as_ref().and_then(|request| request.client.as_ref());
        client.and_then(|client| client.client_id.as_deref()) == Some(id.as_str())
    };
    let mine = sessions.iter().find(|session| of_client(session)).expect("this consent");
    let scope = mine.grant_scope.clone().expect("a scope");
    assert_eq!(scope, ["openid", "offline_access", "read:cats"]);

    let revoke = RevokeOAuth2ConsentSessions::new().subject(SUBJECT).client(id.as_str());
    ory.call(revoke).await.expect("taken back");
    assert!(!ory.oauth2().introspect(access, &[]).await.expect("a look").active);
    let sessions = ory.call(list).await.expect("sessions");
    assert!(!sessions.iter().any(of_client));
    ory.call(RevokeOAuth2LoginSessions::new().subject(SUBJECT)).await.expect("signed out everywhere");
}

/// The links of Hydra 2.3 mix up size and offset: who follows them loses rows.
#[tokio::test]
async fn every_consent_comes_once_whatever_the_size_of_a_page() {
    let ory = hydra();
    let mut clients = BTreeSet::new();
    for _ in 0..5 {
        let registered = client(&ory, "client_secret_basic").await;
        let tokens = ory.oauth2().client(auth(&registered));
        authorize(&ory, &mut Browser::default(), &tokens, &request()).await;
        clients.insert(registered.client_id.expect("an id"));
    }
    for size in [1, 2, 3, 5, 500] {
        let mut items = ory.items(ListOAuth2ConsentSessions::new(SUBJECT).page_size(size));
        let mut met = Vec::new();
        while let Some(session) = items.next().await.expect("a session") {
            let client = session.consent_request.and_then(|request| request.client);
            met.extend(client.and_then(|client| client.client_id).filter(|id| clients.contains(id)));
        }
        let once: BTreeSet<String> = met.iter().cloned().collect();
        assert_eq!((met.len(), &once), (clients.len(), &clients), "page_size {size}");
    }
    ory.call(RevokeOAuth2ConsentSessions::new().subject(SUBJECT).all(true)).await.expect("taken back");
}

#[tokio::test]
async fn all_tokens_of_a_client_are_deleted() {
    let ory = hydra();
    let registered = client(&ory, "client_secret_post").await;
    let tokens = ory.oauth2().client(auth(&registered));
    let token = tokens.client_credentials(&[], &[]).await.expect("a token").access_token.expect("an access token");
    assert!(ory.oauth2().introspect(token.clone(), &[]).await.expect("a look").active);
    ory.call(DeleteOAuth2Token::new(registered.client_id.expect("an id"))).await.expect("deleted");
    assert!(!ory.oauth2().introspect(token, &[]).await.expect("a look").active);
}

#[tokio::test]
async fn a_person_signs_out_or_stays() {
    let ory = hydra();
    let oauth2 = ory.oauth2();
    let registered = client(&ory, "client_secret_basic").await;
    let tokens = oauth2.client(auth(&registered));
    let mut browser = Browser::default();
    authorize(&ory, &mut browser, &tokens, &request()).await;
    let sign_out = format!("{}/oauth2/sessions/logout", var("ORY_HUB_HYDRA_PUBLIC").trim_end_matches('/'));

    let page = browser.visit(&sign_out);
    let challenge = param(&page, "logout_challenge").expect("a challenge");
    let Challenge::Open(asked) = oauth2.logout_challenge(challenge.clone()).await.expect("a state") else {
        panic!("the challenge is not open");
    };
    assert_eq!(asked.subject.as_deref(), Some(SUBJECT));
    ory.call(RejectOAuth2LogoutRequest::new(challenge.clone())).await.expect("stays");
    let gone = failed(ory.call(GetOAuth2LogoutRequest::new(challenge)).await);
    assert_eq!(gone.status(), Some(404), "{gone}");

    let page = browser.visit(&sign_out);
    let challenge = param(&page, "logout_challenge").expect("a challenge");
    let next = oauth2.accept_logout(challenge.clone()).await.expect("signs out");
    browser.visit(&next);
    let state = oauth2.logout_challenge(challenge).await.expect("a state");
    assert!(matches!(state, Challenge::AlreadyHandled { .. }), "{state:?}");
}

#[tokio::test]
async fn a_refused_consent_reaches_the_client() {
    let ory = hydra();
    let oauth2 = ory.oauth2();
    let registered = client(&ory, "client_secret_basic").await;
    let tokens = oauth2.client(auth(&registered));
    let mut browser = Browser::default();
    let login = browser.visit(&tokens.authorization_url(&request()).expect("an address"));
    let challenge = param(&login, "login_challenge").expect("a challenge");
    let body = AcceptOAuth2LoginRequest::new("user-2");
    let next = oauth2.accept_login(challenge, body).await.expect("accepted");
    let consent = browser.visit(&next);
    let challenge = param(&consent, "consent_challenge").expect("a challenge");
    let body = RejectOAuth2Request::new().error("access_denied").error_description("not today");
    let next = oauth2.reject_consent(challenge, body).await.expect("refused");
    let callback = browser.visit(&next);
    assert_eq!(param(&callback, "error").as_deref(), Some("access_denied"), "{callback}");
    assert_eq!(param(&callback, "state").as_deref(), Some("state-of-the-test"), "{callback}");
}

#[tokio::test]
async fn a_sign_out_without_a_session_is_a_redirect() {
    hydra().call(RevokeOidcSession::new()).await.expect("a redirect");
}
