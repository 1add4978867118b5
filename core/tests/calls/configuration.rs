//! What a configuration and the options of single calls may hold.

use std::sync::Arc;

use ory_hub::endpoint::{Endpoint, GetRelationships, GetVersion, ListIdentities};
use ory_hub::oauth2::{AuthorizationRequest, ClientAuth};
use ory_hub::{CallOptions, ErrorKind, MockTransport, Ory, OryConfig, OryError, Secret};

fn own() -> OryConfig {
    OryConfig::self_hosted()
        .kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434")
        .hydra("http://127.0.0.1:4444", "http://127.0.0.1:4445")
}

fn client(config: OryConfig) -> Result<(Ory, Arc<MockTransport>), OryError> {
    let mock = Arc::new(MockTransport::new().answer(200, r#"{"version":"v1"}"#));
    Ok((Ory::with_transport(config, mock.clone())?, mock))
}

fn refusal<T>(result: Result<T, OryError>) -> (ErrorKind, String) {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(error) => (error.kind(), error.message().to_owned()),
    }
}

#[test]
fn another_certificate_proxy_or_number_of_connections_needs_another_client() {
    let (ory, _) = client(own().max_connections(3)).unwrap();
    for (field, config) in [
        ("ca_file", own().ca_file("/etc/other.pem")),
        ("ca_pem", own().ca_pem("x")),
        ("client_cert_pem", own().client_cert("x", "y")),
        ("proxy_url", own().proxy_url("http://127.0.0.1:9")),
        ("use_environment", own().use_environment(false)),
        ("max_connections", own().max_connections(4)),
    ] {
        let (kind, message) = refusal(ory.with_config(config));
        assert_eq!(kind, ErrorKind::Config);
        assert!(message.starts_with(field), "{message}");
    }
    for config in [own(), own().max_connections(3).session_token("ory_st_x")] {
        assert!(ory.with_config(config).is_ok());
    }
}

#[test]
fn a_key_is_no_header_and_has_no_space() {
    for key in ["Bearer ory_pat_x", "ory_pat_äöü", "ory_pat_x ", "two keys"] {
        let config = OryConfig::network("https://slug.projects.oryapis.com");
        let (kind, message) = refusal(client(config.project_key(Secret::new(key))));
        assert_eq!(kind, ErrorKind::Credential);
        assert!(message.contains("`project_key`") && !message.contains(key));
    }
    assert!(client(own().cookie("one=1; two=2")).is_ok());
}

#[tokio::test]
async fn a_header_is_sent_once_whatever_its_case() {
    let config = own().header("X-Tenant", "1").header("x-tenant", "2");
    let (ory, mock) = client(config).unwrap();
    let options = CallOptions::new()
        .header("X-TENANT", "3")
        .header("x-tenant", "4");
    ory.with_options(options)
        .call(GetVersion::new())
        .await
        .unwrap();
    let requests = mock.requests();
    let sent: Vec<_> = requests[0]
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("x-tenant"))
        .map(|(_, value)| value.expose())
        .collect();
    assert_eq!(sent, ["4"]);

    let mut options = CallOptions::new();
    options.headers.insert("X-Tenant".into(), "3".into());
    options.headers.insert("x-tenant".into(), "4".into());
    let (kind, message) = refusal(ory.with_options(options).call(GetVersion::new()).await);
    assert_eq!(kind, ErrorKind::Input);
    assert!(message.contains("given twice"), "{message}");
    let mut config = own();
    config.headers.insert("X-Tenant".into(), "3".into());
    config.headers.insert("x-tenant".into(), "4".into());
    assert_eq!(refusal(client(config)).0, ErrorKind::Config);
}

#[test]
fn an_authorization_has_each_of_its_parameters_once() {
    let (ory, _) = client(own()).unwrap();
    let public = |id: &str| {
        let client_id = id.to_owned();
        ory.oauth2().client(ClientAuth::Public { client_id })
    };
    let request = || AuthorizationRequest::new("https://app.example/back", "a-random-state");
    let tokens = public("shop");
    let url = tokens.authorization_url(&request().parameter("prompt", "login"));
    assert!(url.unwrap().ends_with("&prompt=login"));
    for name in [
        "client_id",
        "state",
        "redirect_uri",
        "scope",
        "response_type",
    ] {
        let (kind, message) = refusal(tokens.authorization_url(&request().parameter(name, "evil")));
        assert_eq!(kind, ErrorKind::Input);
        assert!(message.contains(name), "{message}");
    }
    let nowhere = AuthorizationRequest::new("", "a-random-state");
    assert_eq!(
        refusal(tokens.authorization_url(&nowhere)).0,
        ErrorKind::Input
    );
    let nobody = public("");
    assert_eq!(
        refusal(nobody.authorization_url(&request())).0,
        ErrorKind::Input
    );
}

#[test]
fn an_empty_filter_does_not_list_everything() {
    for endpoint in [
        ListIdentities::new().credentials_identifier(""),
        ListIdentities::new().ids(vec![String::new()]),
    ] {
        let (kind, message) = refusal(endpoint.request(&own()));
        assert_eq!(kind, ErrorKind::Input);
        assert!(message.contains("is empty: leave it out"), "{message}");
    }
    let keto = own().keto("http://127.0.0.1:4466", "http://127.0.0.1:4467");
    let object = GetRelationships::new().subject_set_object("");
    assert_eq!(refusal(object.request(&keto)).0, ErrorKind::Input);
    // A subject set without a relation is the object itself.
    let itself = GetRelationships::new().subject_set_relation("");
    let url = itself.request(&keto).unwrap().url;
    assert!(url.ends_with("?subject_set.relation="), "{url}");
    let first = ListIdentities::new().page_token("").request(&own());
    assert!(first.unwrap().url.ends_with("?page_token="));
}

#[test]
fn a_list_without_values_is_refused_and_not_taken_for_none() {
    let none: [String; 0] = [];
    let (kind, message) = refusal(ListIdentities::new().ids(none).request(&own()));
    assert_eq!(kind, ErrorKind::Input);
    assert!(
        message.starts_with("`ids` is a list without values"),
        "{message}"
    );
    let mut by_field = ListIdentities::new();
    by_field.include_credential = Some(Vec::new());
    let (kind, message) = refusal(by_field.request(&own()));
    assert_eq!(kind, ErrorKind::Input);
    assert!(message.starts_with("`include_credential` is"), "{message}");
    let url = ListIdentities::new().request(&own()).unwrap().url;
    assert!(!url.contains('?'), "{url}");
}

#[test]
fn a_configuration_without_a_server_makes_no_client() {
    for config in [
        OryConfig::self_hosted(),
        OryConfig::network(" "),
        OryConfig::self_hosted().bearer("b"),
    ] {
        let made = Ory::with_transport(config.clone(), Arc::new(MockTransport::new()));
        let error = made.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains("project_url"), "{error}");
        let (ory, _) = client(own()).unwrap();
        assert_eq!(ory.with_config(config).unwrap_err(), error);
    }
    let console = OryConfig::self_hosted().console_url("https://api.console.example");
    assert!(Ory::with_transport(console, Arc::new(MockTransport::new())).is_ok());
}
