//! Self-service on a real Kratos, as a native app does it.

mod support;

use ory_hub::endpoint::{CreateNativeLoginFlow, PerformNativeLogout, ToSession, UpdateLoginFlow};
use ory_hub::model::{
    IdentityCredentialsType, PerformNativeLogoutBody, UiNodeAttributes, UpdateLoginFlowBody,
    UpdateLoginFlowWithPasswordMethod,
};
use ory_hub::{ErrorKind, Secret};
use support::{PASSWORD, address, case, created, failed, kratos};

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
