//! Social sign-in of a native app: the real Hydra is the provider of a real Kratos, the system browser goes there and
//! comes back with half of a code.

mod support;

use ory_hub::endpoint::{CreateNativeLoginFlow, ExchangeSessionToken, ToSession, UpdateLoginFlow};
use ory_hub::model::{
    AcceptOAuth2ConsentRequest, AcceptOAuth2ConsentRequestSession, AcceptOAuth2LoginRequest,
    UpdateLoginFlowBody, UpdateLoginFlowWithOidcMethod,
};
use ory_hub::{Json, Ory, OryConfig, Secret};
use support::browser::{Browser, param};
use support::{address, failed, real, var};

const APP: &str = "ory-hub-test://callback";

/// The Kratos that signs people in through a Hydra, and that Hydra.
fn servers() -> (Ory, Ory, Browser) {
    let setups: serde_json::Value = serde_json::from_str(&var("ORY_HUB_PAGE_SERVERS")).expect("JSON");
    let url = |name: &str| setups["social"][name].as_str().expect(name).to_owned();
    let (kratos, hydra) = (url("kratos_public_url"), url("hydra_public_url"));
    let browser = Browser::of(&[&kratos, &hydra]);
    let kratos = real(OryConfig::self_hosted().kratos(kratos, url("kratos_admin_url")));
    let hydra = real(OryConfig::self_hosted().hydra(hydra, url("hydra_admin_url")));
    (kratos, hydra, browser)
}

/// Signs somebody in at the provider; gives the address at which the browser ends.
async fn sign_in(provider: &Ory, browser: &mut Browser, url: &str, email: &str) -> String {
    let oauth2 = provider.oauth2();
    let login = browser.visit(url);
    let challenge = param(&login, "login_challenge").expect("a challenge");
    let next = oauth2.accept_login(challenge, AcceptOAuth2LoginRequest::new(email)).await.expect("accepted");
    let consent = browser.visit(&next);
    let challenge = param(&consent, "consent_challenge").expect("a challenge");
    let claims = serde_json::json!({ "email": email, "email_verified": true });
    let session = AcceptOAuth2ConsentRequestSession::new().id_token(Json::from_value(&claims).expect("claims"));
    let scopes = ["openid", "email", "offline_access"].map(String::from).to_vec();
    let body = AcceptOAuth2ConsentRequest::new().grant_scope(scopes).session(session);
    let next = oauth2.accept_consent(challenge, body).await.expect("granted");
    browser.visit(&next)
}

#[tokio::test]
async fn both_halves_of_the_code_are_a_session_token() {
    let (ory, provider, mut browser) = servers();
    let email = address("native-social");
    let create = CreateNativeLoginFlow::new().return_session_token_exchange_code(true).return_to(APP);
    let flow = ory.call(create).await.expect("a flow");
    let first = flow.session_token_exchange_code.expect("the first half");
    let early = failed(ory.call(ExchangeSessionToken::new(first.clone(), "not-yet")).await);
    assert_eq!(early.status(), Some(404), "{early}");

    let body = UpdateLoginFlowBody::Oidc(UpdateLoginFlowWithOidcMethod::new("hydra"));
    let away = failed(ory.call(UpdateLoginFlow::new(flow.id, body)).await);
    assert_eq!((away.status(), away.id()), (Some(422), Some("browser_location_change_required")));
    let url: String = away.details().expect("details").get("/redirect_browser_to").expect("an address");
    let back = sign_in(&provider, &mut browser, &url, &email).await;
    assert!(back.starts_with(APP), "{back}");
    let second = Secret::new(param(&back, "code").expect("the second half"));

    let exchange = ExchangeSessionToken::new(first, second);
    let done = ory.call(exchange.clone()).await.expect("signed in");
    assert_eq!(done.session.identity.expect("an identity").traits.get::<String>("/email").expect("text"), email);
    let token = done.session_token.expect("a token");
    let session = ory.call(ToSession::new().x_session_token(token.clone())).await.expect("a session");
    assert_eq!(session.id, done.session.id);
    // An answer that was lost on its way can be asked for once more.
    assert_eq!(ory.call(exchange).await.expect("the same").session_token, Some(token));
}
