//! Clients, key sets and trusted issuers of a real Hydra, changed by its admin API and by the client itself.

mod support;

use ory_hub::endpoint::{
    CreateJsonWebKeySet, CreateOAuth2Client, CreateOidcDynamicClient, DeleteJsonWebKey,
    DeleteJsonWebKeySet, DeleteOAuth2Client, DeleteOidcDynamicClient,
    DeleteTrustedOAuth2JwtGrantIssuer, GetJsonWebKey, GetOidcDynamicClient, GetTrustedOAuth2JwtGrantIssuer,
    ListTrustedOAuth2JwtGrantIssuers, OAuth2Authorize, PatchOAuth2Client, SetJsonWebKey, SetJsonWebKeySet,
    SetOAuth2Client, SetOAuth2ClientLifespans, SetOidcDynamicClient, TrustOAuth2JwtGrantIssuer,
};
use ory_hub::model::{self, JsonPatch, OAuth2Client, OAuth2ClientTokenLifespans};
use ory_hub::{Json, Timestamp};
use support::{address, failed, hydra, hydra_config, real};

#[tokio::test]
async fn a_client_is_replaced_patched_and_given_lifespans() {
    let ory = hydra();
    let made = ory.call(CreateOAuth2Client::new(OAuth2Client::new().client_name("before"))).await.expect("made");
    let id = made.client_id.clone().expect("an id");
    let replaced = ory.call(SetOAuth2Client::new(id.as_str(), made.client_name("after"))).await.expect("replaced");
    assert_eq!(replaced.client_name.as_deref(), Some("after"));

    let patch = JsonPatch::new("replace", "/client_name").value(Json::from_value("patched").expect("text"));
    let patched = ory.call(PatchOAuth2Client::new(id.as_str(), vec![patch])).await.expect("patched");
    assert_eq!(patched.client_name.as_deref(), Some("patched"));

    let lifespans = OAuth2ClientTokenLifespans::new().client_credentials_grant_access_token_lifespan("7m");
    let set = ory.call(SetOAuth2ClientLifespans::new(id.as_str(), lifespans)).await.expect("set");
    assert_eq!(set.client_credentials_grant_access_token_lifespan.as_deref(), Some("7m0s"));
    assert_eq!(set.client_name.as_deref(), Some("patched"));
    ory.call(DeleteOAuth2Client::new(id)).await.expect("deleted");
}

#[tokio::test]
async fn keys_are_read_replaced_and_deleted_one_by_one() {
    let ory = hydra();
    let set = address("keys").replace(['@', '.'], "-");
    let body = model::CreateJsonWebKeySet::new("ES256").kid("one").r#use("sig");
    ory.call(CreateJsonWebKeySet::new(set.as_str(), body)).await.expect("generated");
    let one = ory.call(GetJsonWebKey::new(set.as_str(), "one")).await.expect("read").keys.expect("keys");
    let [key] = &one[..] else { panic!("{} keys", one.len()) };
    assert_eq!(key.alg.as_deref(), Some("ES256"));

    let again = ory.call(SetJsonWebKey::new(set.as_str(), "one", key.clone())).await.expect("replaced");
    assert_eq!(again.kid.as_deref(), Some("one"));
    let mut whole = model::JsonWebKeySet::new();
    whole.keys = Some(vec![key.clone()]);
    let whole = ory.call(SetJsonWebKeySet::new(set.as_str(), whole)).await.expect("replaced");
    assert_eq!(whole.keys.expect("keys").len(), 1);

    ory.call(DeleteJsonWebKey::new(set.as_str(), "one")).await.expect("deleted");
    assert_eq!(failed(ory.call(GetJsonWebKey::new(set.as_str(), "one")).await).status(), Some(404));
    ory.call(DeleteJsonWebKeySet::new(set)).await.expect("deleted");
}

#[tokio::test]
async fn an_issuer_is_trusted_listed_and_trusted_no_longer() {
    let ory = hydra();
    let issuer = format!("https://{}", address("issuer").replace('@', "."));
    let body = model::CreateJsonWebKeySet::new("RS256").kid("trusted").r#use("sig");
    let set = address("issuer-keys").replace(['@', '.'], "-");
    let keys = ory.call(CreateJsonWebKeySet::new(set, body)).await.expect("generated").keys.expect("keys");
    let mut public = keys[0].clone();
    for private in [&mut public.d, &mut public.p, &mut public.q, &mut public.dp, &mut public.dq, &mut public.qi] {
        *private = None;
    }
    let until = Timestamp::from("2036-01-01T00:00:00Z");
    let trust = model::TrustOAuth2JwtGrantIssuer::new(until, issuer.as_str(), public, vec!["read".to_owned()])
        .subject("robot@example.com");
    let trusted = ory.call(TrustOAuth2JwtGrantIssuer::new(trust)).await.expect("trusted");
    let id = trusted.id.expect("an id");
    let read = ory.call(GetTrustedOAuth2JwtGrantIssuer::new(id.as_str())).await.expect("read");
    assert_eq!(read.issuer.as_deref(), Some(issuer.as_str()));
    let list = ListTrustedOAuth2JwtGrantIssuers::new().issuer(issuer.as_str());
    assert_eq!(ory.call(list.clone()).await.expect("a list").len(), 1);
    ory.call(DeleteTrustedOAuth2JwtGrantIssuer::new(id)).await.expect("deleted");
    assert!(ory.call(list).await.expect("a list").is_empty());
}

#[tokio::test]
async fn a_client_registers_changes_and_removes_itself() {
    let ory = hydra();
    let wanted = OAuth2Client::new().client_name("dynamic").redirect_uris(vec!["http://127.0.0.1:9/cb".to_owned()]);
    let made = ory.call(CreateOidcDynamicClient::new(wanted)).await.expect("registered");
    let id = made.client_id.clone().expect("an id");
    let of_token = |client: &OAuth2Client| {
        let token = client.registration_access_token.clone().expect("a token");
        real(hydra_config().bearer(token))
    };
    let own = of_token(&made);
    let read = own.call(GetOidcDynamicClient::new(id.as_str())).await.expect("read");
    assert_eq!(read.client_name.as_deref(), Some("dynamic"));
    let changed = OAuth2Client::new().client_name("changed").redirect_uris(vec!["http://127.0.0.1:9/cb".to_owned()]);
    let changed = own.call(SetOidcDynamicClient::new(id.as_str(), changed)).await.expect("changed");
    assert_eq!(changed.client_name.as_deref(), Some("changed"));
    // Each change gives another token.
    assert_eq!(failed(own.call(GetOidcDynamicClient::new(id.as_str())).await).status(), Some(401));
    of_token(&changed).call(DeleteOidcDynamicClient::new(id)).await.expect("removed");
}

#[tokio::test]
async fn an_authorization_without_a_client_is_a_redirect_to_the_error_page() {
    hydra().call(OAuth2Authorize::new()).await.expect("a redirect");
}
