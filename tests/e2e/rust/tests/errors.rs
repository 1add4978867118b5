//! Errors of a real Kratos.

mod support;

use ory_hub::ErrorKind;
use ory_hub::endpoint::{CreateIdentity, GetIdentity, ListIdentities};
use support::{address, case, created, failed, kratos, new_identity};

#[tokio::test]
async fn error_conflict() {
    let ory = kratos();
    let email = address("conflict");
    created(&ory, &email).await;
    case("error-conflict", async {
        let error = failed(ory.call(CreateIdentity::new(new_identity(&email))).await);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.operation(), Some("createIdentity"));
        assert_eq!(error.status(), Some(409));
        assert_eq!(error.code(), Some("409"));
        let body: serde_json::Value = serde_json::from_str(error.body().expect("a body")).expect("JSON");
        assert_eq!(body["error"]["message"], error.message());
        assert_eq!(body["error"]["reason"].as_str(), error.reason());
        let found = ory
            .call(ListIdentities::new().credentials_identifier(email))
            .await
            .expect("a list");
        assert_eq!(found.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn error_missing() {
    let ory = kratos();
    case("error-missing", async {
        let error = failed(ory.call(GetIdentity::new("b7ba8e5c-3f6a-4d0e-9a35-0f3a4f2e7a11")).await);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.operation(), Some("getIdentity"));
        assert_eq!(error.status(), Some(404));
        assert_eq!(error.code(), Some("404"));
        assert!(!error.message().is_empty());
        assert!(error.id().is_none() && error.retry_after().is_none() && error.details().is_none());
        assert!(error.body().expect("a body").contains("\"error\""));
        let line = error.to_string();
        assert!(!line.contains('\n') && line.contains("getIdentity") && line.contains("404"), "{line}");
    })
    .await;
}
