//! Identities, by the admin API of a real Kratos.

mod support;

use std::time::{Duration, SystemTime};

use ory_hub::endpoint::{DeleteIdentity, GetIdentity, ListIdentities, PatchIdentity};
use ory_hub::model::{IdentityCredentialsType, IdentityState, JsonPatch};
use ory_hub::{ErrorKind, Json};
use support::{address, case, created, failed, kratos};

#[tokio::test]
async fn identity_create() {
    let ory = kratos();
    case("identity-create", async {
        let email = address("create");
        let identity = created(&ory, &email).await;
        assert!(!identity.id.is_empty());
        assert_eq!(identity.state, Some(IdentityState::Active));
        assert_eq!(identity.schema_id, "person");
        assert_eq!(identity.traits.get::<String>("/email").expect("an email"), email);
        assert_eq!(identity.metadata_public.expect("metadata").text(), r#"{"plan":"free"}"#);
        let created_at = identity.created_at.expect("a time");
        assert!(created_at.raw.contains('T'));
        let age = SystemTime::now().duration_since(created_at.at.expect("an instant"));
        assert!(age.unwrap_or_default() < Duration::from_secs(60));
    })
    .await;
}

#[tokio::test]
async fn identity_read() {
    let ory = kratos();
    let email = address("read");
    let made = created(&ory, &email).await;
    case("identity-read", async {
        let read = ory
            .call(GetIdentity::new(made.id.clone()).include_credential([IdentityCredentialsType::Password]))
            .await
            .expect("the identity");
        assert_eq!(read.id, made.id);
        assert_eq!(read.traits, made.traits);
        assert_eq!(read.metadata_public, made.metadata_public);
        let credentials = read.credentials.expect("credentials");
        let identifiers = credentials["password"].identifiers.clone().expect("identifiers");
        assert_eq!(identifiers, [email.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn identity_list_pages() {
    let ory = kratos();
    case("identity-list-pages", async {
        let mut mine = Vec::new();
        for _ in 0..5 {
            mine.push(created(&ory, &address("pages")).await.id);
        }
        let mut met = Vec::new();
        let mut count = 0;
        let mut pages = ory.pages(ListIdentities::new().page_size(2));
        while let Some(page) = pages.next().await.expect("a page") {
            assert!(page.items.len() <= 2);
            count += 1;
            met.extend(page.items.into_iter().map(|identity| identity.id));
        }
        assert!(count >= 3);
        for id in mine {
            assert_eq!(met.iter().filter(|other| **other == id).count(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn identity_patch() {
    let ory = kratos();
    let made = created(&ory, &address("patch")).await;
    case("identity-patch", async {
        let email = address("patched");
        let seats = Json::parse("9007199254740993").expect("a number");
        let patches = vec![
            JsonPatch::new("replace", "/traits/email").value(Json::from_value(&email).expect("text")),
            JsonPatch::new("add", "/metadata_public/seats").value(seats),
        ];
        ory.call(PatchIdentity::new(made.id.clone(), patches)).await.expect("patched");
        let read = ory.call(GetIdentity::new(made.id.clone())).await.expect("the identity");
        assert_eq!(read.traits.get::<String>("/email").expect("an email"), email);
        let metadata = read.metadata_public.expect("metadata");
        assert_eq!(metadata.get::<String>("/plan").expect("the plan"), "free");
        assert!(metadata.text().contains("9007199254740993"), "{}", metadata.text());
    })
    .await;
}

#[tokio::test]
async fn identity_delete() {
    let ory = kratos();
    let made = created(&ory, &address("delete")).await;
    case("identity-delete", async {
        ory.call(DeleteIdentity::new(made.id.clone())).await.expect("deleted");
        let error = failed(ory.call(GetIdentity::new(made.id.clone())).await);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status(), Some(404));
    })
    .await;
}
