//! Redirects never carry a credential to another origin.

use ory_hub::endpoint::{CreateIdentity, Endpoint, GetIdentity, ToSession, UpdateRecoveryFlow};
use ory_hub::internal::operation::Method;
use ory_hub::model::{
    CreateIdentityBody, UpdateRecoveryFlowBody, UpdateRecoveryFlowWithLinkMethod,
};
use ory_hub::{ErrorKind, Json, MockTransport, OryConfig};

use crate::support::{IDENTITY, client, config};

fn redirect(status: u16, location: &str) -> MockTransport {
    MockTransport::new()
        .answer_with(status, [("location", location)], "")
        .answer(200, IDENTITY)
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_an_error_and_sends_no_credential() {
    for location in [
        "https://evil.example/x",
        "//evil.example/x",
        "http://127.0.0.1:4435/x",
        "https://127.0.0.1:4433/x",
        "http://user:pass@127.0.0.1:4433/x",
        "http://127.0.0.1:4433@evil.example/",
        "http:///admin/x",
        "javascript:alert(1)",
        "\\\\evil.example\\x",
    ] {
        let (ory, script) = client(config().session_token("ory_st_x"), redirect(302, location));
        let error = ory.call(ToSession::new()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Redirect, Some(302)),
            "{location}"
        );
        let shown: String = error.details().unwrap().get("/location").unwrap();
        assert_eq!(shown, location);
        assert_eq!(script.requests().len(), 1, "{location}");
    }
}

#[tokio::test]
async fn the_error_of_a_redirect_prints_where_it_leads_without_what_may_be_secret() {
    let location = "https://user:pass@evil.example/x?code=secret#there";
    let (ory, _) = client(config().session_token("ory_st_x"), redirect(302, location));
    let error = ory.call(ToSession::new()).await.unwrap_err();
    assert_eq!(
        error.message(),
        "the server redirects the call to https://evil.example/x"
    );
}

#[tokio::test]
async fn the_same_origin_is_followed_as_a_get() {
    for (status, location) in [
        (301, "/admin/y"),
        (302, "y"),
        (303, "http://127.0.0.1:4434/admin/y?z=1"),
        (307, "HTTP://127.0.0.1:4434/y"),
        (308, "//127.0.0.1:4434/y"),
    ] {
        let (ory, script) = client(config(), redirect(status, location));
        ory.call(GetIdentity::new("x")).await.unwrap();
        let asked = script.requests();
        assert_eq!(asked.len(), 2, "{location}");
        assert_eq!(asked[1].method, Method::Get);
        assert!(
            asked[1].url.starts_with("http://127.0.0.1:4434/"),
            "{}",
            asked[1].url
        );
    }
}

#[tokio::test]
async fn what_is_outside_of_the_base_path_is_not_followed() {
    let base = "https://gateway.example/kratos-admin";
    let config = || OryConfig::self_hosted().kratos(base, base).bearer("secret");
    for location in [
        "/other-app/x",
        "/",
        "/kratos-admin-2/x",
        "/kratos-admin/../other-app/x",
        "/kratos-admin/%2e%2e/other-app/x",
        "/kratos-admin/..%2fother-app/x",
        "https://gateway.example:444/kratos-admin/x",
    ] {
        let (ory, mock) = client(config(), redirect(302, location));
        let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect, "{location}");
        assert_eq!(mock.requests().len(), 1, "{location}");
    }
    for location in ["/kratos-admin/y", "y", "/kratos-admin/a/../b"] {
        let (ory, mock) = client(config(), redirect(302, location));
        ory.call(GetIdentity::new("x")).await.unwrap();
        assert!(mock.requests()[1].url.starts_with(base), "{location}");
    }
}

#[tokio::test]
async fn only_303_turns_a_post_into_a_get() {
    let body = || CreateIdentityBody::new("person", Json::parse("{}").unwrap());
    for status in [301, 302, 307, 308] {
        let (ory, script) = client(config(), redirect(status, "/elsewhere"));
        let error = ory.call(CreateIdentity::new(body())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect, "{status}");
        assert_eq!(script.requests().len(), 1);
    }
    let (ory, script) = client(config(), redirect(303, "/elsewhere"));
    ory.call(CreateIdentity::new(body())).await.unwrap();
    let second = &script.requests()[1];
    assert_eq!((second.method, &second.body), (Method::Get, &None));
    assert!(
        second
            .headers
            .iter()
            .all(|(name, _)| *name != "content-type")
    );
}

#[tokio::test]
async fn a_flow_that_was_replaced_is_fetched() {
    let flow = r#"{"id":"new","type":"api","state":"choose_method","issued_at":"2026-01-01T00:00:00Z",
        "expires_at":"2026-01-01T01:00:00Z","request_url":"http://127.0.0.1:4433/",
        "ui":{"action":"http://127.0.0.1:4433/","method":"POST","nodes":[]}}"#;
    let script = MockTransport::new()
        .answer_with(
            303,
            [("location", "/self-service/recovery/flows?id=new")],
            "",
        )
        .answer(200, flow);
    let (ory, script) = client(config(), script);
    let body = UpdateRecoveryFlowBody::from(UpdateRecoveryFlowWithLinkMethod::new("a@example.org"));
    let answer = ory
        .send(UpdateRecoveryFlow::new("old", body))
        .await
        .unwrap();
    assert_eq!(answer.value.id, "new");
    assert_eq!(
        script.requests()[1].url,
        "http://127.0.0.1:4433/self-service/recovery/flows?id=new"
    );
}

#[tokio::test]
async fn a_loop_ends_after_three() {
    let mut script = MockTransport::new();
    for _ in 0..9 {
        script = script.answer_with(302, [("location", "/again")], "");
    }
    let (ory, script) = client(config(), script);
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(script.requests().len(), 4);
}

#[tokio::test]
async fn a_status_of_a_redirect_that_leads_nowhere_is_an_error_as_any_other() {
    for (status, location) in [(302, None), (304, None), (303, Some(""))] {
        let headers = location.map(|location| ("location", location));
        let script = MockTransport::new()
            .answer_with(status, headers, "")
            .answer(200, IDENTITY);
        let (ory, script) = client(config(), script);
        let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
        assert_eq!((error.kind(), error.details()), (ErrorKind::Api, None));
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.operation(), Some(GetIdentity::OPERATION.id));
        assert!(!error.message().contains("redirect"), "{error}");
        assert_eq!(script.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_flow_that_was_replaced_at_another_name_of_the_server_is_named() {
    let location = "https://public.example/self-service/verification/flows?id=v%202&x=1";
    let (ory, _script) = client(config(), redirect(303, location));
    let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
    let details = error.details().unwrap();
    assert_eq!(details.get::<String>("/location").unwrap(), location);
    assert_eq!(details.get::<String>("/use_flow_id").unwrap(), "v%202");
    for location in [
        "https://ui.example/error?id=e1",
        "https://ui.example/login?flow=f1",
    ] {
        let (ory, _script) = client(config(), redirect(303, location));
        let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
        assert!(
            error.details().unwrap().part("/use_flow_id").is_err(),
            "{location}"
        );
    }
}
