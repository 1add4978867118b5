//! A native app's sign-in, and the errors of a real Kratos.

mod support;

use ory_hub::endpoint::{
    CreateIdentity, CreateNativeLoginFlow, GetIdentity, ListIdentities, PerformNativeLogout, ToSession,
    UpdateLoginFlow,
};
use ory_hub::model::{
    IdentityCredentialsType, PerformNativeLogoutBody, UiNodeAttributes, UpdateLoginFlowBody,
    UpdateLoginFlowWithPasswordMethod,
};
use ory_hub::{ErrorKind, Secret};
use support::{PASSWORD, address, case, created, failed, kratos, new_identity};

#[tokio::test]
async fn login_native() {
    let ory = kratos();
    let email = address("login");
    let identity = created(&ory, &email).await;
    case("login-native", async {
        let flow = ory.call(CreateNativeLoginFlow::new()).await.expect("a flow");
        let inputs: Vec<&str> = flow
            .ui
            .nodes
            .iter()
            .filter_map(|node| match &node.attributes {
                UiNodeAttributes::Input(input) => Some(input.name.as_str()),
                _ => None,
            })
            .collect();
        assert!(inputs.contains(&"identifier") && inputs.contains(&"password"), "{inputs:?}");

        let password = UpdateLoginFlowWithPasswordMethod::new(email.clone(), Secret::new(PASSWORD));
        let login = ory
            .call(UpdateLoginFlow::new(flow.id, UpdateLoginFlowBody::Password(password)))
            .await
            .expect("signed in");
        let token = login.session_token.expect("a session token");
        assert_eq!(token.to_string(), "[redacted]");
        let session = ory
            .call(ToSession::new().x_session_token(token.clone()))
            .await
            .expect("a session");
        assert_eq!(session.id, login.session.id);
        assert_eq!(session.active, Some(true));
        assert_eq!(session.identity.expect("an identity").id, identity.id);
        let methods = session.authentication_methods.expect("methods");
        assert_eq!(methods[0].method, Some(IdentityCredentialsType::Password));

        ory.call(PerformNativeLogout::new(PerformNativeLogoutBody::new(token.clone())))
            .await
            .expect("signed out");
        let error = failed(ory.call(ToSession::new().x_session_token(token)).await);
        assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(401)));
    })
    .await;
}

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
