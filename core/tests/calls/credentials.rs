//! Which credential goes where, and what is refused before anything is sent.

use std::sync::Arc;

use ory_hub::endpoint::Endpoint;
use ory_hub::endpoint::{
    CreateBrowserSettingsFlow, CreateNativeSettingsFlow, GetIdentity, GetLoginFlow,
    PerformNativeLogout, ToSession, UpdateSettingsFlow,
};
use ory_hub::internal::operation::{
    BodyKind, CredentialKind, Method, Operation, Pagination, Retry, Service,
};
use ory_hub::internal::request::{Environment, Params, RequestPlan};
use ory_hub::model::{
    PerformNativeLogoutBody, UpdateSettingsFlowBody, UpdateSettingsFlowWithPasswordMethod,
};
use ory_hub::{ErrorKind, MockTransport, Ory, OryConfig, OryError, Problem};

use crate::support::{config, header_of};

fn network() -> OryConfig {
    OryConfig::network("https://slug.projects.oryapis.com")
}

#[test]
fn a_missing_credential_is_an_error_before_anything_is_sent() {
    let error = GetIdentity::new("x").request(&network()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert_eq!(
        error.to_string(),
        "getIdentity: it needs a credential: set project_key"
    );
    let error = ToSession::new().request(&config()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    for (error, field) in [
        (
            ToSession::new().request(&config()),
            "session_token or cookie",
        ),
        (
            CreateNativeSettingsFlow::new().request(&config().cookie("a=b")),
            "session_token",
        ),
        (
            CreateBrowserSettingsFlow::new().request(&config().session_token("ory_st_x")),
            "cookie",
        ),
    ] {
        assert!(
            error
                .unwrap_err()
                .message()
                .ends_with(&format!(": set {field}")),
            "{field}"
        );
    }
    let empty = network().project_key("");
    assert_eq!(
        GetIdentity::new("x").request(&empty).unwrap_err().kind(),
        ErrorKind::Credential
    );
}

#[test]
fn self_hosted_admin_services_ask_for_none() {
    assert_eq!(
        header_of(&GetIdentity::new("x"), &config(), "authorization"),
        None
    );
    let guarded = config().bearer("guard");
    assert_eq!(
        header_of(&GetIdentity::new("x"), &guarded, "authorization").as_deref(),
        Some("Bearer guard")
    );
}

#[test]
fn a_project_key_goes_to_the_project_only() {
    let mut both = network().project_key("ory_pat_x");
    assert_eq!(
        header_of(&GetIdentity::new("x"), &both, "authorization").as_deref(),
        Some("Bearer ory_pat_x")
    );
    both.kratos_admin_url = Some("https://own.example".into());
    assert_eq!(
        header_of(&GetIdentity::new("x"), &both, "authorization"),
        None
    );
    let public = network().project_key("ory_pat_x").session_token("ory_st_x");
    assert_eq!(header_of(&ToSession::new(), &public, "authorization"), None);
}

#[test]
fn a_key_of_another_kind_is_refused() {
    for key in ["ory_wak_x", "ory_st_x", "ory_at_x"] {
        let error = GetIdentity::new("x")
            .request(&network().project_key(key))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credential, "{key}");
        assert!(!error.to_string().contains(key));
    }
    for key in ["ory_pat_x", "ory_apikey_x", "something-else"] {
        assert!(
            GetIdentity::new("x")
                .request(&network().project_key(key))
                .is_ok(),
            "{key}"
        );
    }
    let token = config().session_token("ory_pat_x");
    assert_eq!(
        ToSession::new().request(&token).unwrap_err().kind(),
        ErrorKind::Credential
    );
    let given = ToSession::new().x_session_token("ory_wak_x");
    assert_eq!(
        given.request(&config()).unwrap_err().kind(),
        ErrorKind::Credential
    );
    let bearer = config().bearer("ory_pat_x");
    assert_eq!(
        GetIdentity::new("x").request(&bearer).unwrap_err().kind(),
        ErrorKind::Credential
    );
}

#[test]
fn a_token_wins_over_a_cookie_and_the_call_over_the_configuration() {
    let both = config().session_token("ory_st_config").cookie("a=config");
    let sent = |endpoint: &ToSession, name: &str| header_of(endpoint, &both, name);
    let plain = ToSession::new();
    assert_eq!(
        sent(&plain, "x-session-token").as_deref(),
        Some("ory_st_config")
    );
    assert_eq!(sent(&plain, "cookie"), None);
    let token = ToSession::new()
        .x_session_token("ory_st_call")
        .cookie("a=call");
    assert_eq!(
        sent(&token, "x-session-token").as_deref(),
        Some("ory_st_call")
    );
    assert_eq!(sent(&token, "cookie"), None);
    let cookie = ToSession::new().cookie("a=call");
    assert_eq!(sent(&cookie, "x-session-token"), None);
    assert_eq!(sent(&cookie, "cookie").as_deref(), Some("a=call"));
}

#[test]
fn an_operation_gets_only_the_kind_of_session_that_it_takes() {
    let both = config().session_token("ory_st_x").cookie("csrf=1");
    let flow = GetLoginFlow::new("id");
    assert_eq!(header_of(&flow, &both, "cookie").as_deref(), Some("csrf=1"));
    assert_eq!(header_of(&flow, &both, "x-session-token"), None);
    let logout = PerformNativeLogout::new(PerformNativeLogoutBody::new("ory_st_x"));
    assert_eq!(header_of(&logout, &both, "cookie"), None);
}

#[test]
fn control_characters_in_a_session_token_are_refused() {
    for token in ["ory_st_a\r\nX-Evil: 1", "ory_st_a\n", "ory_st_\0"] {
        let error = ToSession::new()
            .x_session_token(token)
            .request(&config())
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        let error = ToSession::new()
            .request(&config().session_token(token))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(!error.to_string().contains("Evil"));
    }
    let key = network().project_key("ory_pat_x\r\n");
    assert_eq!(
        GetIdentity::new("x").request(&key).unwrap_err().kind(),
        ErrorKind::Input
    );
    let agent = config().user_agent_suffix("app\r\nX: y");
    assert_eq!(
        GetIdentity::new("x").request(&agent).unwrap_err().kind(),
        ErrorKind::Input
    );
}

#[test]
fn a_client_is_not_made_with_a_credential_that_no_call_could_send() {
    let made = |config: OryConfig| Ory::with_transport(config, Arc::new(MockTransport::new()));
    for (config, kind) in [
        (network().project_key("ory_st_x"), ErrorKind::Credential),
        (network().workspace_key("ory_pat_x"), ErrorKind::Credential),
        (config().session_token("ory_pat_x"), ErrorKind::Credential),
        (config().cookie("ory_pat_x"), ErrorKind::Credential),
        (network().project_key("ory_pat_x\n"), ErrorKind::Config),
        (config().cookie("a=b\r\nX-Evil: 1"), ErrorKind::Config),
        (config().user_agent_suffix("app\r\nX: y"), ErrorKind::Config),
    ] {
        let error = made(config).unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(!error.to_string().contains("ory_") && !error.to_string().contains("Evil"));
    }
    assert!(made(network().project_key("ory_pat_x").bearer("ory_st_x")).is_ok());
}

#[test]
fn the_user_agent_names_the_application() {
    let agent = header_of(
        &GetIdentity::new("x"),
        &config().user_agent_suffix("shop/2.1"),
        "user-agent",
    )
    .unwrap();
    assert_eq!(
        agent,
        format!("ory-hub/{} shop/2.1", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_settings_update_sends_the_session() {
    let body = UpdateSettingsFlowBody::from(UpdateSettingsFlowWithPasswordMethod::new("new"));
    let endpoint = UpdateSettingsFlow::new("flow", body);
    assert!(endpoint.request(&config()).is_err());
    let with = config().cookie("ory_kratos_session=x");
    assert_eq!(
        header_of(&endpoint, &with, "cookie").as_deref(),
        Some("ory_kratos_session=x")
    );
}

#[test]
fn a_blank_secret_is_none() {
    let config = config().session_token("").cookie("a=b").bearer(" ");
    assert_eq!(
        header_of(&ToSession::new(), &config, "cookie").as_deref(),
        Some("a=b")
    );
    assert_eq!(
        header_of(&GetIdentity::new("x"), &config, "authorization"),
        None
    );
    let error = GetIdentity::new("x")
        .request(&network().project_key(" "))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
}

#[test]
fn a_key_is_no_cookie() {
    let error = ToSession::new()
        .request(&config().cookie("ory_pat_x"))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(!error.to_string().contains("ory_pat_x"));
}

static TOKEN: Operation = Operation {
    id: "oauth2TokenExchange",
    method: Method::Post,
    path: "/oauth2/token",
    service: Service::HydraPublic,
    credential: CredentialKind::ClientBasic,
    params: &[],
    body: BodyKind::Form,
    responses: &[],
    pagination: Pagination::None,
    retry: Retry::Unsafe,
    serialized: false,
    bucket: None,
    needs_any: &[],
    needs_any_unless: None,
    may_be_empty: &[],
};

struct Nothing;

impl Params for Nothing {
    fn for_each_value(&self, _: usize, _: &mut dyn FnMut(&str)) {}
}

#[test]
fn the_secret_of_an_oauth2_client_is_no_key_of_another_kind() {
    let of = |secret: &str| {
        let config = OryConfig::self_hosted()
            .hydra("http://localhost:4444", "http://localhost:4445")
            .oauth2_client("me", secret);
        RequestPlan::new(&TOKEN, &Nothing, &config, Environment::Native)
            .map_err(|rejection| OryError::from(Problem::from(rejection)))
    };
    let planned = of("a secret:").unwrap();
    let (_, value) = planned
        .headers
        .iter()
        .find(|(name, _)| *name == "authorization")
        .unwrap();
    assert_eq!(value.expose(), "Basic bWU6YSUyMHNlY3JldCUzQQ==");
    for key in [
        "ory_pat_hunter2",
        "ory_wak_hunter2",
        "ory_st_hunter2",
        "ory_at_hunter2",
    ] {
        let error = of(key).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credential, "{key}");
        assert!(error.message().contains("oauth2_client_secret"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}
