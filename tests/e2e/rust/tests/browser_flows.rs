//! Self-service on a real Kratos as the server of a login page does it: with the cookies of its visitor.

mod support;

use std::collections::BTreeMap;

use ory_hub::endpoint::{
    CreateBrowserLoginFlow, CreateBrowserLogoutFlow, CreateBrowserRecoveryFlow,
    CreateBrowserRegistrationFlow, CreateBrowserSettingsFlow, CreateBrowserVerificationFlow,
    CreateNativeSettingsFlow, CreateNativeVerificationFlow, DisableMyOtherSessions, DisableMySession,
    Endpoint, GetFlowError, GetLoginFlow, GetRecoveryFlow, GetRegistrationFlow, GetSettingsFlow,
    GetVerificationFlow, GetWebAuthnJavaScript, ListMySessions, ToSession, UpdateLoginFlow,
    UpdateLogoutFlow,
};
use ory_hub::model::{UiContainer, UiNodeAttributes, UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod};
use ory_hub::{Ory, Secret};
use support::{PASSWORD, address, created, failed, kratos};

/// The cookies of a visitor.
#[derive(Default)]
struct Visitor(BTreeMap<String, String>);

impl Visitor {
    fn cookie(&self) -> Secret {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Secret::new(pairs.join("; "))
    }

    async fn send<E: Endpoint>(&mut self, ory: &Ory, endpoint: E) -> E::Output {
        let response = ory.send(endpoint).await.expect("an answer");
        for cookie in response.headers.all("set-cookie") {
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie");
            self.0.insert(name.to_owned(), value.to_owned());
        }
        response.value
    }

    async fn sign_in(&mut self, ory: &Ory, email: &str) {
        let flow = self.send(ory, CreateBrowserLoginFlow::new()).await;
        let read = ory.call(GetLoginFlow::new(flow.id.clone()).cookie(self.cookie())).await.expect("the flow");
        assert_eq!(read.id, flow.id);
        let body = UpdateLoginFlowWithPasswordMethod::new(email, Secret::new(PASSWORD)).csrf_token(csrf(&flow.ui));
        let update = UpdateLoginFlow::new(flow.id, UpdateLoginFlowBody::Password(body)).cookie(self.cookie());
        let done = self.send(ory, update).await;
        assert!(done.session_token.is_none(), "a browser has a cookie");
    }
}

fn csrf(ui: &UiContainer) -> String {
    let tokens = ui.nodes.iter().filter_map(|node| match &node.attributes {
        UiNodeAttributes::Input(input) if input.name == "csrf_token" => input.value.clone(),
        _ => None,
    });
    tokens.into_iter().next().expect("a token").get::<String>("").expect("text")
}

#[tokio::test]
async fn a_visitor_signs_in_and_out() {
    let ory = kratos();
    let email = address("visitor");
    let identity = created(&ory, &email).await;
    let mut visitor = Visitor::default();
    visitor.sign_in(&ory, &email).await;
    let session = ory.call(ToSession::new().cookie(visitor.cookie())).await.expect("a session");
    assert_eq!(session.identity.expect("an identity").id, identity.id);

    let settings = visitor.send(&ory, CreateBrowserSettingsFlow::new().cookie(visitor.cookie())).await;
    let read = ory.call(GetSettingsFlow::new(settings.id.clone()).cookie(visitor.cookie())).await.expect("the flow");
    assert_eq!(read.id, settings.id);

    let logout = ory.call(CreateBrowserLogoutFlow::new().cookie(visitor.cookie())).await.expect("a flow");
    let update = UpdateLogoutFlow::new().token(logout.logout_token).cookie(visitor.cookie());
    ory.call(update).await.expect("signed out");
    assert_eq!(failed(ory.call(ToSession::new().cookie(visitor.cookie())).await).status(), Some(401));
}

#[tokio::test]
async fn a_visitor_ends_sessions_elsewhere() {
    let ory = kratos();
    let email = address("elsewhere");
    created(&ory, &email).await;
    let mut here = Visitor::default();
    here.sign_in(&ory, &email).await;
    for _ in 0..3 {
        Visitor::default().sign_in(&ory, &email).await;
    }
    let others = ory.call(ListMySessions::new().cookie(here.cookie())).await.expect("sessions");
    assert_eq!(others.len(), 3);
    let one = DisableMySession::new(others[0].id.clone()).cookie(here.cookie());
    ory.call(one).await.expect("ended");
    let rest = ory.call(DisableMyOtherSessions::new().cookie(here.cookie())).await.expect("ended");
    // Kratos counts those that have ended already, too.
    assert!(rest.count.is_some_and(|count| count >= 2), "{rest:?}");
    assert!(ory.call(ListMySessions::new().cookie(here.cookie())).await.expect("sessions").is_empty());
}

#[tokio::test]
async fn flows_of_a_page_are_read_again() {
    let ory = kratos();
    let mut visitor = Visitor::default();
    let flow = visitor.send(&ory, CreateBrowserRegistrationFlow::new()).await;
    let read = ory.call(GetRegistrationFlow::new(flow.id.clone()).cookie(visitor.cookie())).await.expect("the flow");
    assert_eq!((read.id, read.ui.nodes.len()), (flow.id, flow.ui.nodes.len()));
    let flow = visitor.send(&ory, CreateBrowserRecoveryFlow::new()).await;
    let read = ory.call(GetRecoveryFlow::new(flow.id.clone()).cookie(visitor.cookie())).await.expect("the flow");
    assert_eq!((read.id, read.ui.nodes.len()), (flow.id, flow.ui.nodes.len()));
    let flow = visitor.send(&ory, CreateBrowserVerificationFlow::new()).await;
    let read = ory.call(GetVerificationFlow::new(flow.id.clone()).cookie(visitor.cookie())).await.expect("the flow");
    assert_eq!((read.id, read.ui.nodes.len()), (flow.id, flow.ui.nodes.len()));
    let native = ory.call(CreateNativeVerificationFlow::new()).await.expect("a flow");
    assert_eq!(ory.call(GetVerificationFlow::new(native.id.clone())).await.expect("the flow").id, native.id);
}

#[tokio::test]
async fn an_app_changes_settings_with_its_token() {
    let ory = kratos();
    let email = address("settings");
    created(&ory, &email).await;
    let flow = ory.call(ory_hub::endpoint::CreateNativeLoginFlow::new()).await.expect("a flow");
    let body = UpdateLoginFlowWithPasswordMethod::new(email, Secret::new(PASSWORD));
    let login = ory.call(UpdateLoginFlow::new(flow.id, UpdateLoginFlowBody::Password(body))).await.expect("signed in");
    let token = login.session_token.expect("a token");
    let settings = ory.call(CreateNativeSettingsFlow::new().x_session_token(token.clone())).await.expect("a flow");
    let read = ory.call(GetSettingsFlow::new(settings.id.clone()).x_session_token(token)).await.expect("the flow");
    assert_eq!(read.id, settings.id);
}

#[tokio::test]
async fn the_error_page_and_the_script_are_read() {
    let ory = kratos();
    let error = ory.call(GetFlowError::new("stub:500")).await.expect("an error");
    assert!(error.error.is_some());
    let script = ory.call(GetWebAuthnJavaScript::new()).await.expect("a script");
    assert!(script.contains("function"), "{script}");
}
