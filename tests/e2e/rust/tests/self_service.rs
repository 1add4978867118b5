//! The self-service engine on a real Kratos, as a native app uses it.

mod support;

use ory_hub::endpoint::{ListCourierMessages, ToSession};
use ory_hub::flow::{FlowKind, FormReason};
use ory_hub::{FlowOutcome, FlowResult, Ory};
use support::{PASSWORD, address, case, created, kratos};

const NEW_PASSWORD: &str = "another-battery-staple-8";

/// The code of the newest mail to that address.
async fn code(ory: &Ory, email: &str) -> String {
    let mails = ory.call(ListCourierMessages::new().recipient(email)).await.expect("mails");
    let newest = mails.iter().max_by_key(|mail| mail.created_at.raw.clone()).expect("a mail");
    let codes: Vec<&str> = newest
        .body
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| digits.len() == 6)
        .collect();
    codes.first().copied().expect("a code").to_owned()
}

fn complete(outcome: FlowOutcome) -> Box<FlowResult> {
    match outcome {
        FlowOutcome::Complete(done) => done,
        other => panic!("{other:?}"),
    }
}

fn reason(outcome: &FlowOutcome) -> FormReason {
    match outcome {
        FlowOutcome::Form { reason, .. } => *reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn self_service_login() {
    let ory = kratos();
    let email = address("engine-login");
    let identity = created(&ory, &email).await;
    case("self-service-login", async {
        let mut login = ory.self_service(FlowKind::Login);
        let outcome = login.start().await;
        assert_eq!(reason(&outcome), FormReason::Start);
        let form = outcome.form().expect("a form").clone();
        let answers = |password: &str| form.answering("identifier", email.as_str()).answering("password", password);
        let outcome = login.submit(answers("not the password")).await;
        assert_eq!(reason(&outcome), FormReason::Invalid);
        let messages = outcome.form().and_then(|form| form.ui.messages.clone()).expect("messages");
        assert_eq!(messages[0].id, 4_000_006);

        let done = complete(login.submit(answers(PASSWORD)).await);
        assert_eq!(done.identity.as_ref().map(|known| known.id.as_str()), Some(identity.id.as_str()));
        let token = done.session_token.clone().expect("a session token");
        ory.call(ToSession::new().x_session_token(token.clone())).await.expect("a session");

        let mut logout = ory.self_service(FlowKind::Logout).session_token(token.clone());
        assert_eq!(logout.start().await, FlowOutcome::SignedOut);
        assert_eq!(logout.start().await, FlowOutcome::SignedOut);
        let error = ory.call(ToSession::new().x_session_token(token.clone())).await.expect_err("signed out");
        assert_eq!(error.status(), Some(401));
        let outcome = ory.self_service(FlowKind::Settings).session_token(token).start().await;
        assert_eq!(outcome, FlowOutcome::SignedOut);
    })
    .await;
}

#[tokio::test]
async fn self_service_registration() {
    let ory = kratos();
    let email = address("engine-registration");
    case("self-service-registration", async {
        let mut registration = ory.self_service(FlowKind::Registration);
        let outcome = registration.start().await;
        let form = outcome.form().expect("a form");
        let answers = form
            .answering("traits.email", email.as_str())
            .answering("traits.age", "7")
            .answering("traits.newsletter", "on")
            .answering("traits.name.last", "")
            .answering("password", PASSWORD);
        let outcome = registration.submit(answers.clone()).await;
        assert_eq!(reason(&outcome), FormReason::Invalid, "below the minimum of 18");
        let done = complete(registration.submit(answers.answering("traits.age", "42")).await);
        let traits = &done.identity.as_ref().expect("an identity").traits;
        assert_eq!(traits.get::<i64>("/age").expect("an age"), 42);
        assert!(traits.get::<bool>("/newsletter").expect("a choice"));
        let token = done.session_token.clone().expect("a session token");
        ory.call(ToSession::new().x_session_token(token)).await.expect("a session");

        let flow = done.verification_flow().expect("a verification flow");
        let mut verification = ory.self_service(FlowKind::Verification).flow(flow);
        assert_eq!(reason(&verification.start().await), FormReason::Start);
        let outcome = verification.submit(serde_json::json!({"code": "000000"})).await;
        assert_eq!(reason(&outcome), FormReason::Invalid);
        let code = code(&ory, &email).await;
        complete(verification.submit(serde_json::json!({ "code": code })).await);
    })
    .await;
}

#[tokio::test]
async fn self_service_recovery() {
    let ory = kratos();
    let email = address("engine-recovery");
    created(&ory, &email).await;
    case("self-service-recovery", async {
        let mut recovery = ory.self_service(FlowKind::Recovery);
        recovery.start().await;
        let outcome = recovery.submit(serde_json::json!({"email": email})).await;
        assert_eq!(reason(&outcome), FormReason::NextStep);
        let outcome = recovery.submit(serde_json::json!({"code": "000000"})).await;
        assert_eq!(reason(&outcome), FormReason::Invalid);
        let code = code(&ory, &email).await;
        let done = complete(recovery.submit(serde_json::json!({ "code": code })).await);
        let token = done.session_token.clone().expect("a session token");

        let flow = done.settings_flow().expect("a settings flow");
        let mut settings = ory.self_service(FlowKind::Settings).flow(flow).session_token(token);
        assert_eq!(reason(&settings.start().await), FormReason::Start);
        let outcome = settings.submit(serde_json::json!({"password": "short"})).await;
        assert_eq!(reason(&outcome), FormReason::Invalid);
        let done = complete(settings.submit(serde_json::json!({"password": NEW_PASSWORD})).await);
        assert!(done.form.is_some());

        let mut login = ory.self_service(FlowKind::Login);
        login.start().await;
        let answers = serde_json::json!({"identifier": email, "password": NEW_PASSWORD});
        complete(login.submit(answers).await);
    })
    .await;
}
