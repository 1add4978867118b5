//! What printing shows.

use ory_hub::endpoint::{CreateIdentity, IntrospectOAuth2Token};
use ory_hub::endpoint::{Endpoint, GetIdentity, ListIdentities, ToSession, UpdateLoginFlow};
use ory_hub::model::{
    CreateIdentityBody, IntrospectOAuth2TokenBody, UpdateLoginFlowBody,
    UpdateLoginFlowWithPasswordMethod,
};
use ory_hub::{MockTransport, Ory, OryConfig, Secret};

use crate::support::{client, config, error_of};

const HIDDEN: &str = "hunter2";

#[test]
fn debug_of_a_configuration_shows_no_secret() {
    let secret = || Secret::new(HIDDEN);
    let mut config = OryConfig::network("https://user:hunter2@slug.projects.oryapis.com")
        .project_key(secret())
        .workspace_key(secret())
        .session_token(secret())
        .cookie(secret())
        .bearer(secret())
        .oauth2_client("client", secret());
    let shown = format!("{config:?} {config:#?}");
    assert!(!shown.contains(HIDDEN), "{shown}");
    assert!(shown.contains("slug.projects.oryapis.com") && shown.contains("[redacted]"));
    config.project_url = None;
    config.kratos_admin_url = Some(String::from("http://127.0.0.1:4434"));
    let (ory, _) = crate::support::client(config, MockTransport::new());
    assert!(!format!("{ory:?}").contains(HIDDEN));
}

#[test]
fn debug_of_a_body_and_a_session_token_shows_no_secret() {
    let body = UpdateLoginFlowBody::from(UpdateLoginFlowWithPasswordMethod::new("ada", HIDDEN));
    let endpoint = UpdateLoginFlow::new("flow", body).x_session_token("ory_st_hunter2");
    assert!(!format!("{endpoint:?} {endpoint:#?}").contains(HIDDEN));
    let request = endpoint.request(&config()).unwrap();
    assert!(request.body.as_deref().unwrap().contains(HIDDEN));
    assert!(!format!("{request:?}").contains(HIDDEN));
    let session = ToSession::new().x_session_token("ory_st_hunter2");
    assert!(!format!("{session:?}").contains(HIDDEN));
}

#[tokio::test]
async fn an_error_prints_neither_body_nor_details() {
    let text =
        r#"{"error":{"message":"no","details":{"token":"hunter2"}},"session_token":"hunter2"}"#;
    let error = error_of(400, &[("set-cookie", "a=hunter2")], text).await;
    assert!(error.body().unwrap().contains(HIDDEN));
    let shown = format!("{error} {error:?} {:?}", error.problem());
    assert!(!shown.contains(HIDDEN), "{shown}");
}

#[tokio::test]
async fn an_answer_prints_neither_cookies_nor_body() {
    let script =
        MockTransport::new().answer_with(200, [("set-cookie", "a=hunter2")], r#"["hunter2"]"#);
    let (ory, _) = crate::support::client(config().session_token("ory_st_x"), script);
    let answer = execute(&ory).await;
    assert!(!format!("{answer:?}").contains(HIDDEN));
    assert_eq!(answer.headers.get("Set-Cookie"), Some("a=hunter2"));
}

async fn execute(ory: &Ory) -> ory_hub::transport::Response {
    ory.execute(ToSession::OPERATION, &ToSession::new(), None)
        .await
        .unwrap()
}

#[test]
fn a_printed_error_is_bounded_whatever_the_server_writes() {
    let mut problem = ory_hub::Problem::new(ory_hub::ErrorKind::Api, "m".repeat(10_000));
    problem.reason = Some("r".repeat(10_000));
    let printed = problem.to_string();
    assert_eq!(printed.chars().count(), 500 + 1 + 2 + 500 + 1);
    assert!(printed.contains("m…: r") && problem.message.len() == 10_000);
}

#[tokio::test]
async fn a_key_that_the_server_repeats_is_not_printed() {
    let key = "ory_pat_of-the-configuration";
    let body = format!(r#"{{"error":{{"message":"no such key: {key}","reason":"it is {key}"}}}}"#);
    let script = MockTransport::new()
        .answer(401, body.clone())
        .answer(401, body);
    let config = OryConfig::network("https://slug.projects.oryapis.com").project_key(key);
    let (ory, _) = client(config, script);
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    assert!(!error.to_string().contains(key), "{error}");
    assert_eq!(error.message(), "no such key: [redacted]");
    let error = ory.pages(ListIdentities::new()).next().await.unwrap_err();
    assert!(!error.to_string().contains(key), "{error}");
}

#[tokio::test]
async fn what_a_single_call_was_given_is_not_printed() {
    let echo = |text: &str| {
        format!(
            r#"{{"error":{{"id":"{text}","message":"not {text}","reason":"{text}!","request":"{text}"}}}}"#
        )
    };
    let token = "ory_st_of-this-call";
    let script = MockTransport::new()
        .answer(401, echo(token))
        .answer(401, echo("of-this-cookie"))
        .answer(401, echo("of-this-header"));
    let (ory, _) = client(config(), script);
    let error = ory.call(ToSession::new().x_session_token(token)).await;
    let error = error.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(token), "{error}");
    assert_eq!(error.reason(), Some("[redacted]!"));
    let with_cookie = ToSession::new().cookie("a=short; ory_kratos_session=of-this-cookie");
    let error = ory.call(with_cookie).await.unwrap_err();
    assert_eq!(error.message(), "not [redacted]");
    let options = ory_hub::CallOptions::new().header("X-Gateway-Key", "of-this-header");
    let error = ory
        .with_options(options)
        .call(ToSession::new().x_session_token(token))
        .await;
    assert_eq!(error.unwrap_err().message(), "not [redacted]");
}

#[tokio::test]
async fn a_session_of_a_pager_is_not_printed() {
    let body = r#"{"error":{"message":"no ory_st_of-this-call"}}"#;
    let (ory, _) = client(config(), MockTransport::new().answer(401, body));
    let sessions = ory_hub::endpoint::ListMySessions::new().x_session_token("ory_st_of-this-call");
    let error = ory.pages(sessions).next().await.unwrap_err();
    assert_eq!(error.message(), "no [redacted]");
}

#[tokio::test]
async fn a_secret_of_a_body_is_not_printed() {
    let echo =
        |text: &str| format!(r#"{{"error":{{"message":"{text} is wrong","reason":"{text}"}}}}"#);
    let password = "correct horse battery";
    let script = MockTransport::new()
        .answer(400, echo(password))
        .answer(400, echo(password))
        .answer(400, echo("ory_at_of+this=call"));
    let config = config().hydra("http://127.0.0.1:4444", "http://127.0.0.1:4445");
    let (ory, _) = client(config, script);
    let body = UpdateLoginFlowBody::from(UpdateLoginFlowWithPasswordMethod::new("ada", password));
    let error = ory
        .call(UpdateLoginFlow::new("flow", body))
        .await
        .unwrap_err();
    assert_eq!(error.message(), "[redacted] is wrong");
    assert_eq!(error.reason(), Some("[redacted]"));

    let body = format!(
        r#"{{"schema_id":"person","traits":{{}},"credentials":{{"password":{{"config":{{"password":"{password}"}}}}}}}}"#
    );
    let body = <CreateIdentityBody as ory_hub::Model>::from_json(&body).unwrap();
    let error = ory.call(CreateIdentity::new(body)).await.unwrap_err();
    assert_eq!(error.message(), "[redacted] is wrong");

    let body = IntrospectOAuth2TokenBody::new("ory_at_of+this=call");
    let error = ory
        .call(IntrospectOAuth2Token::new(body))
        .await
        .unwrap_err();
    assert_eq!(error.message(), "[redacted] is wrong");
}

#[tokio::test]
async fn a_short_bearer_is_not_printed_and_words_of_the_server_are() {
    let body = r#"{"error":{"message":"no SECRET7 here","reason":"SECRET7x is none"}}"#;
    let (ory, _) = client(
        config().bearer("SECRET7"),
        MockTransport::new().answer(401, body),
    );
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    assert_eq!(error.message(), "no [redacted] here");
    assert_eq!(error.reason(), Some("SECRET7x is none"));
}

#[tokio::test]
async fn no_form_of_a_client_secret_is_printed() {
    // The Base64 of `client:s%2Fcr%20t-of-it`, of `s/cr t-of-it`, and the secret percent-encoded.
    let told = [
        "Y2xpZW50OnMlMkZjciUyMHQtb2YtaXQ",
        "cy9jciB0LW9mLWl0",
        "s%2Fcr%20t-of-it",
        "s/cr t-of-it",
    ];
    for told in told {
        let body = format!(r#"{{"error":{{"message":"not {told}."}}}}"#);
        let config = config()
            .hydra("http://127.0.0.1:4444", "http://127.0.0.1:4445")
            .oauth2_client("client", "s/cr t-of-it");
        let (ory, _) = client(config, MockTransport::new().answer(401, body));
        let body = ory_hub::model::RevokeOAuth2TokenBody::new("ory_at_x");
        let call = ory_hub::endpoint::RevokeOAuth2Token::new(body);
        let error = ory.call(call).await.unwrap_err();
        assert_eq!(error.message(), "not [redacted].", "{told}");
    }
}
