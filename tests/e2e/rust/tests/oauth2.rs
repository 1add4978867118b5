//! Clients, tokens, keys and documents of the real Hydra.

mod support;

use ory_hub::endpoint::{
    self, CreateOAuth2Client, DeleteJsonWebKeySet, DeleteOAuth2Client, DiscoverJsonWebKeys,
    DiscoverOidcConfiguration, GetJsonWebKeySet, GetOAuth2Client, IntrospectOAuth2Token,
    ListOAuth2Clients, OAuth2Authorize, RevokeOAuth2Token,
};
use ory_hub::model::{self, IntrospectOAuth2TokenBody, OAuth2Client, OAuth2TokenExchangeBody, RevokeOAuth2TokenBody};
use ory_hub::Secret;
use support::{hydra, hydra_config, var};

#[tokio::test]
async fn a_client_gets_a_token_that_is_introspected_and_revoked() {
    let ory = hydra();
    let wanted = OAuth2Client::new()
        .client_name("e2e")
        .grant_types(vec!["client_credentials".to_owned()])
        .scope("read write")
        .client_secret("a-secret-of-sixteen-letters");
    let made = ory.call(CreateOAuth2Client::new(wanted)).await.expect("made");
    let id = made.client_id.expect("an id");
    assert_eq!(ory.call(GetOAuth2Client::new(id.as_str())).await.expect("read").scope.as_deref(), Some("read write"));

    let own = hydra_config().oauth2_client_id(id.as_str()).oauth2_client_secret(Secret::new("a-secret-of-sixteen-letters"));
    let own = ory.with_config(own).expect("the client's own");
    let body = OAuth2TokenExchangeBody::new("client_credentials").scope("read");
    let token = own.call(endpoint::OAuth2TokenExchange::new(body)).await.expect("a token");
    let token: model::OAuth2TokenExchange = token;
    let access = token.access_token.expect("an access token");

    let introspect = || IntrospectOAuth2Token::new(IntrospectOAuth2TokenBody::new(access.clone()));
    let known = ory.call(introspect()).await.expect("introspected");
    assert!(known.active);
    assert_eq!((known.client_id.as_deref(), known.scope.as_deref()), (Some(id.as_str()), Some("read")));
    own.call(RevokeOAuth2Token::new(RevokeOAuth2TokenBody::new(access.clone()))).await.expect("revoked");
    assert!(!ory.call(introspect()).await.expect("introspected").active);

    let mut pages = ory.pages(ListOAuth2Clients::new().page_size(1).client_name("e2e"));
    let mut found = false;
    while let Some(page) = pages.next().await.expect("a page") {
        found |= page.items.iter().any(|client| client.client_id.as_deref() == Some(id.as_str()));
    }
    assert!(found);
    ory.call(DeleteOAuth2Client::new(id.as_str())).await.expect("deleted");
    assert_eq!(ory.call(GetOAuth2Client::new(id)).await.expect_err("gone").status(), Some(404));
}

#[tokio::test]
async fn a_key_is_generated_and_its_set_deleted() {
    let ory = hydra();
    let key = model::CreateJsonWebKeySet::new("ES256").kid("one").r#use("sig");
    let set = ory.call(endpoint::CreateJsonWebKeySet::new("e2e", key)).await.expect("generated");
    assert_eq!(set.keys.expect("keys").len(), 1);
    let read = ory.call(GetJsonWebKeySet::new("e2e")).await.expect("read");
    assert_eq!(read.keys.expect("keys")[0].kid.as_deref(), Some("one"));
    ory.call(DeleteJsonWebKeySet::new("e2e")).await.expect("deleted");
    assert_eq!(ory.call(GetJsonWebKeySet::new("e2e")).await.expect_err("gone").status(), Some(404));
}

#[tokio::test]
async fn documents_are_read_and_a_browser_is_sent_to_the_server() {
    let ory = hydra();
    assert!(!ory.call(DiscoverJsonWebKeys::new()).await.expect("keys").keys.unwrap_or_default().is_empty());
    let document = ory.call(DiscoverOidcConfiguration::new()).await.expect("a document");
    assert!(document.token_endpoint.ends_with("/oauth2/token"), "{}", document.token_endpoint);
    let address = ory.url(&OAuth2Authorize::new()).expect("an address");
    assert_eq!(address, format!("{}/oauth2/auth", var("ORY_HUB_HYDRA_PUBLIC").trim_end_matches('/')));
}
