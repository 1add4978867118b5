//! Self-service over the client, the server's answers written down here.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use ory_hub::flow::{FlowKind, FormReason, RedirectReason};
use ory_hub::model::ContinueWith;
use ory_hub::transport::TransportErrorKind;
use ory_hub::{ErrorKind, FlowAnswers, FlowOutcome, MockTransport, Ory, OryConfig, Secret};
use serde_json::{Value, json};

fn ory(script: &Arc<MockTransport>) -> Ory {
    let config = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434");
    Ory::with_transport(config, script.clone()).unwrap()
}

fn login(id: &str, messages: &Value) -> String {
    json!({
        "id": id, "type": "api", "expires_at": "2030-01-01T00:00:00Z", "issued_at": "2029-01-01T00:00:00Z",
        "request_url": "x", "state": "choose_method",
        "ui": {"action": "https://elsewhere.example/", "method": "POST", "messages": messages, "nodes": [
            {"type": "input", "group": "default", "messages": [], "meta": {}, "attributes": {"node_type": "input", "name": "identifier", "type": "text", "disabled": false}},
            {"type": "input", "group": "password", "messages": [], "meta": {}, "attributes": {"node_type": "input", "name": "password", "type": "password", "disabled": false}},
        ]},
    })
    .to_string()
}

fn session() -> Value {
    json!({"id": "s1", "active": true, "identity": {"id": "i1", "schema_id": "default", "schema_url": "x", "traits": {"email": "a@b.example"}}})
}

#[tokio::test]
async fn a_native_app_signs_in() {
    let wrong = json!([{"id": 4_000_006, "type": "error", "text": "wrong"}]);
    let script = MockTransport::new()
        .answer(200, login("f1", &json!([])))
        .answer(400, login("f1", &wrong))
        .answer(200, json!({"session_token": "ory_st_1", "session": session(), "continue_with": [
            {"action": "show_verification_ui", "flow": {"id": "v1", "verifiable_address": "a@b.example"}},
            {"action": "of_tomorrow"},
        ]}).to_string());
    let script = Arc::new(script);
    let mut login = ory(&script).self_service(FlowKind::Login);

    let FlowOutcome::Form { form, reason } = login.start().await else {
        panic!("no form");
    };
    assert_eq!(
        (form.id.as_str(), reason, form.ui.nodes.len()),
        ("f1", FormReason::Start, 2)
    );
    let answers = form
        .answering("identifier", "a@b.example")
        .answering("password", "x");
    assert_eq!(format!("{answers:?}"), r#"{"identifier", "password"}"#);

    let outcome = login.submit(answers).await;
    assert!(
        matches!(
            outcome,
            FlowOutcome::Form {
                reason: FormReason::Invalid,
                ..
            }
        ),
        "{outcome:?}"
    );
    assert_eq!(
        outcome.form().unwrap().ui.messages.as_ref().unwrap()[0].id,
        4_000_006
    );

    let outcome = login
        .submit(json!({"identifier": "a@b.example", "password": "y"}))
        .await;
    let FlowOutcome::Complete(done) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(done.session_token, Some(Secret::new("ory_st_1")));
    assert_eq!(done.identity.as_ref().unwrap().id, "i1");
    assert_eq!(done.verification_flow(), Some("v1"));
    assert!(matches!(&done.continue_with[1], ContinueWith::Unknown(_)));
    assert!(!format!("{done:?}").contains("ory_st_1"));

    let requests = script.requests();
    assert_eq!(
        requests[0].url,
        "http://127.0.0.1:4433/self-service/login/api"
    );
    assert_eq!(
        requests[1].url,
        "http://127.0.0.1:4433/self-service/login?flow=f1"
    );
    let body: Value = serde_json::from_str(requests[2].body.as_ref().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({"identifier": "a@b.example", "password": "y", "method": "password"})
    );
}

#[tokio::test]
async fn a_call_that_fails_is_a_failure_and_the_form_stays() {
    let script = MockTransport::new()
        .answer(200, login("f1", &json!([])))
        .fail(TransportErrorKind::Timeout)
        .answer_with(500, [("content-type", "text/html")], "<html>")
        .answer(
            200,
            json!({"session_token": "ory_st_1", "session": session()}).to_string(),
        );
    let script = Arc::new(script);
    let mut login = ory(&script).self_service(FlowKind::Login);
    login.start().await;
    for kind in [ErrorKind::Timeout, ErrorKind::Api] {
        let outcome = login.submit(json!({"password": "y"})).await;
        let FlowOutcome::Failed { error, .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(
            (error.kind(), error.operation()),
            (kind, Some("updateLoginFlow"))
        );
    }
    assert_eq!(
        login.submit(json!({"password": "y"})).await.kind(),
        "complete"
    );
}

#[tokio::test]
async fn answers_that_are_no_object_are_refused_and_nothing_is_sent() {
    let script = Arc::new(MockTransport::new().answer(200, login("f1", &json!([]))));
    let mut login = ory(&script).self_service(FlowKind::Login);
    login.start().await;
    for answers in [json!(["a"]), json!(null), json!("password=y")] {
        let given = FlowAnswers::from(answers.clone()).answering("password", "y");
        for outcome in [login.submit(answers).await, login.submit(given).await] {
            let FlowOutcome::Failed { error, .. } = outcome else {
                panic!("{outcome:?}");
            };
            assert_eq!(error.kind(), ErrorKind::Input, "{error}");
            assert!(error.message().contains("no JSON object"), "{error}");
        }
    }
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn a_submit_before_the_start_is_not_lost() {
    let script = MockTransport::new()
        .answer(200, login("f1", &json!([])))
        .answer(
            200,
            json!({"session_token": "ory_st_1", "session": session()}).to_string(),
        );
    let script = Arc::new(script);
    let mut login = ory(&script).self_service(FlowKind::Login);
    let outcome = login
        .submit(json!({"identifier": "a@b.example", "password": "y"}))
        .await;
    assert_eq!(outcome.kind(), "complete", "{outcome:?}");
    let body = script.requests()[1].body.clone().unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&body["identifier"], &body["password"]),
        (&json!("a@b.example"), &json!("y"))
    );
}

#[tokio::test]
async fn a_token_is_not_lost_where_whoami_cannot_be_asked() {
    let script = MockTransport::new()
        .answer(200, login("f1", &json!([])))
        .answer(
            200,
            json!({"session_token": "ory_st_1", "session": {"id": "s1", "identity": null}})
                .to_string(),
        );
    let script = (0..3).fold(script, |script, _| script.fail(TransportErrorKind::Connect));
    let script = Arc::new(script);
    let mut login = ory(&script).self_service(FlowKind::Login);
    login.start().await;
    let outcome = login.submit(json!({"password": "y"})).await;
    let FlowOutcome::Complete(done) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(done.session_token, Some(Secret::new("ory_st_1")));
    let asked = &script.requests()[2];
    assert!(asked.url.ends_with("/sessions/whoami"));
    let token = asked
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("x-session-token"));
    assert_eq!(token.unwrap().1.expose(), "ory_st_1");
}

#[tokio::test]
async fn a_replaced_flow_is_asked_for_at_the_configured_url() {
    let recovery = |id: &str| login(id, &json!([]));
    let script = MockTransport::new()
        .answer(200, recovery("c1"))
        .answer_with(
            303,
            [(
                "location",
                "https://public.example/self-service/recovery/flows?id=c2",
            )],
            "",
        )
        .answer(200, recovery("c2"));
    let script = Arc::new(script);
    let mut flow = ory(&script).self_service(FlowKind::Recovery).flow("c1");
    flow.start().await;
    let outcome = flow.submit(json!({"code": "1"})).await;
    assert!(
        matches!(
            outcome,
            FlowOutcome::Form {
                reason: FormReason::Replaced,
                ..
            }
        ),
        "{outcome:?}"
    );
    assert_eq!(
        script.requests()[2].url,
        "http://127.0.0.1:4433/self-service/recovery/flows?id=c2"
    );
}

#[tokio::test]
async fn a_challenge_with_a_session_is_a_navigation() {
    let script = Arc::new(MockTransport::new().answer(200, "null"));
    let config = ory(&script)
        .config()
        .clone()
        .cookie(Secret::new("ory_kratos_session=x"));
    let mut flow = ory(&script)
        .with_config(config)
        .unwrap()
        .self_service(FlowKind::Login)
        .for_browser()
        .login_challenge("c 1");
    let outcome = flow.start().await;
    let FlowOutcome::Redirect { url, reason } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(reason, RedirectReason::OAuth2);
    assert_eq!(
        url,
        "http://127.0.0.1:4433/self-service/login/browser?login_challenge=c%201"
    );
}

#[tokio::test]
async fn an_answer_that_is_neither_flow_nor_result_keeps_its_body() {
    let script = Arc::new(MockTransport::new().answer(200, r#"{"tomorrow": true}"#));
    let outcome = ory(&script)
        .self_service(FlowKind::Settings)
        .session_token(Secret::new("ory_st_1"))
        .start()
        .await;
    let FlowOutcome::Failed { error, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        (error.kind(), error.body()),
        (ErrorKind::Decode, Some(r#"{"tomorrow": true}"#))
    );
}

#[tokio::test]
async fn nodes_that_are_null_are_no_nodes() {
    let flow = r#"{"id":"n1","ui":{"action":"x","method":"POST","nodes":null,"messages":[]}}"#;
    let script = Arc::new(MockTransport::new().answer(200, flow));
    let outcome = ory(&script)
        .self_service(FlowKind::Login)
        .aal("aal2")
        .session_token(Secret::new("ory_st_1"))
        .start()
        .await;
    assert!(outcome.form().unwrap().ui.nodes.is_empty(), "{outcome:?}");
    assert!(script.requests()[0].url.ends_with("?aal=aal2"));
}

#[tokio::test]
async fn settings_without_a_session_are_signed_out() {
    let script = Arc::new(MockTransport::new());
    let native = || ory(&script).self_service(FlowKind::Settings);
    for mut flow in [native(), native().flow("s1"), native().for_browser()] {
        assert_eq!(flow.start().await, FlowOutcome::SignedOut);
    }
    let mut logout = ory(&script).self_service(FlowKind::Logout).for_browser();
    assert_eq!(logout.start().await, FlowOutcome::SignedOut);
    // A token that is none is a mistake of the program.
    let mut wrong = native().session_token(Secret::new("ory_pat_1"));
    let FlowOutcome::Failed { error, .. } = wrong.start().await else {
        panic!("no failure");
    };
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn signing_out_without_a_session_asks_nobody() {
    let script = Arc::new(MockTransport::new().answer(204, ""));
    assert_eq!(
        ory(&script).self_service(FlowKind::Logout).start().await,
        FlowOutcome::SignedOut
    );
    assert!(script.requests().is_empty());
    let mut flow = ory(&script)
        .self_service(FlowKind::Logout)
        .session_token(Secret::new("ory_st_1"));
    assert_eq!(flow.start().await, FlowOutcome::SignedOut);
    assert_eq!(
        script.requests()[0].body.as_deref(),
        Some(r#"{"session_token":"ory_st_1"}"#)
    );
}
