//! OAuth2 clients, and a person that signs in at one of them.

use ory_hub::Ory;
use ory_hub::endpoint::CreateOAuth2Client;
use ory_hub::model::{AcceptOAuth2ConsentRequest, AcceptOAuth2LoginRequest, OAuth2Client};
use ory_hub::oauth2::{AuthorizationRequest, Challenge, ClientAuth, TokenClient};

use super::browser::{Browser, param};

/// Who signs in.
pub const SUBJECT: &str = "user-1";
pub const CALLBACK: &str = "http://127.0.0.1:9/callback";

pub async fn client(ory: &Ory, method: &str) -> OAuth2Client {
    let mut client = OAuth2Client::new()
        .client_name("ory-hub")
        .grant_types(["authorization_code", "refresh_token", "client_credentials"].map(String::from).to_vec())
        .response_types(vec!["code".to_owned()])
        .redirect_uris(vec![CALLBACK.to_owned()])
        .scope("openid offline_access read:cats")
        .token_endpoint_auth_method(method);
    if method == "none" {
        client.grant_types = Some(vec!["authorization_code".to_owned(), "refresh_token".to_owned()]);
    }
    ory.call(CreateOAuth2Client::new(client)).await.expect("a client")
}

pub fn auth(client: &OAuth2Client) -> ClientAuth {
    let client_id = client.client_id.clone().expect("an id");
    let client_secret = client.client_secret.clone().unwrap_or_default();
    match client.token_endpoint_auth_method.as_deref() {
        Some("client_secret_post") => ClientAuth::Body { client_id, client_secret },
        Some("none") => ClientAuth::Public { client_id },
        _ => ClientAuth::Basic { client_id, client_secret },
    }
}

/// Sends a browser through login and consent; gives the address of the callback.
pub async fn authorize(
    ory: &Ory,
    browser: &mut Browser,
    tokens: &TokenClient,
    request: &AuthorizationRequest,
) -> String {
    let oauth2 = ory.oauth2();
    let login = browser.visit(&tokens.authorization_url(request).expect("an address"));
    let challenge = param(&login, "login_challenge").expect("a challenge");
    let Challenge::Open(asked) = oauth2.login_challenge(challenge.clone()).await.expect("a state") else {
        panic!("the challenge is not open");
    };
    assert!(!asked.skip);
    let body = AcceptOAuth2LoginRequest::new(SUBJECT).remember(true);
    let next = oauth2.accept_login(challenge, body).await.expect("accepted");
    let consent = browser.visit(&next);
    let challenge = param(&consent, "consent_challenge").expect("a challenge");
    let Challenge::Open(asked) = oauth2.consent_challenge(challenge.clone()).await.expect("a state") else {
        panic!("the challenge is not open");
    };
    assert_eq!(asked.subject.as_deref(), Some(SUBJECT));
    let mut body = AcceptOAuth2ConsentRequest::new();
    body.grant_scope = asked.requested_scope;
    body.remember = Some(true);
    let next = oauth2.accept_consent(challenge, body).await.expect("granted");
    browser.visit(&next)
}
