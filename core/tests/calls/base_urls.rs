//! Where a request goes.

use std::sync::Arc;

use ory_hub::endpoint::{
    CheckOplSyntax, Endpoint as _, GetIdentity, GetVersion, InitSamlLogin, ToSession,
};
use ory_hub::model::SamlLoginPurpose;
use ory_hub::{ErrorKind, MockTransport, Ory, OryConfig};
use proptest::prelude::*;
use url::Url;

use crate::support::url_of;

fn admin_url(base: &str) -> Result<String, ory_hub::OryError> {
    url_of(
        &GetIdentity::new("x"),
        &OryConfig::self_hosted().kratos("http://localhost", base),
    )
}

#[test]
fn trailing_slashes_of_a_base_url_are_ignored() {
    for base in [
        "https://kratos.example",
        "https://kratos.example/",
        "https://kratos.example//",
    ] {
        assert_eq!(
            admin_url(base).unwrap(),
            "https://kratos.example/admin/identities/x"
        );
    }
    assert_eq!(
        admin_url("https://kratos.example/behind/a/proxy/").unwrap(),
        "https://kratos.example/behind/a/proxy/admin/identities/x"
    );
}

#[test]
fn a_name_beyond_ascii_is_written_in_punycode() {
    assert_eq!(
        admin_url("https://xn--mnchen-3ya.example").unwrap(),
        "https://xn--mnchen-3ya.example/admin/identities/x"
    );
}

#[test]
fn there_is_no_default_host() {
    let error = url_of(&GetIdentity::new("x"), &OryConfig::self_hosted()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains("kratos_admin_url"), "{error}");
}

#[test]
fn a_base_url_that_cannot_be_meant_is_refused() {
    for (base, why) in [
        ("", "empty"),
        ("kratos.example", "begin"),
        ("ftp://kratos.example", "begin"),
        ("file:///etc/passwd", "begin"),
        ("https://", "host"),
        ("https:///admin", "host"),
        ("https://:443", "host"),
        ("https://host:port", "host"),
        ("https://host:0", "host"),
        ("https://host:99999", "host"),
        ("https://[::1", "host"),
        ("https://user:hunter2@host", "user name"),
        ("https://host/?a=b", "query"),
        ("https://host/#a", "query"),
        ("https://host/a b", "space"),
        ("https://host\\evil", "space"),
        ("https://host/\r\nX: y", "space"),
        ("https://host/../other", "dot"),
        ("https://host/%2e%2E/other", "dot"),
        ("https://host/a/.%2e", "dot"),
        ("https://host/%2e", "dot"),
        ("https://[zz]", "host"),
        ("https://[::1", "host"),
        ("https://1.2.3.4.5", "host"),
        ("https://a%00b", "host"),
        ("https://münchen.example", "Punycode"),
    ] {
        let error = admin_url(base).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{base}");
        assert!(error.message().contains(why), "{base}: {error}");
        assert!(!error.to_string().contains("hunter2"));
        let config = OryConfig::self_hosted().kratos("http://localhost", base);
        assert!(
            Ory::with_transport(config, Arc::new(MockTransport::new())).is_err(),
            "{base}"
        );
    }
}

#[test]
fn plain_http_is_for_this_machine() {
    for base in [
        "http://localhost:4434",
        "HTTP://LOCALHOST:4434",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:4434",
    ] {
        assert!(admin_url(base).is_ok(), "{base}");
    }
    for base in [
        "http://kratos.example",
        "http://kratos.localhost",
        "http://127.",
        "http://127.0.0.1.evil.example",
        "http://127.1.evil",
        "http://127.",
        "http://127.1",
        "http://127.0.0.1.",
        "http://127.0.0.256",
        "http://kratos.localhost",
        "http://localhost.",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "http://[::2]",
        "http://1270.0.0.1",
    ] {
        assert_eq!(
            admin_url(base).unwrap_err().kind(),
            ErrorKind::Config,
            "{base}"
        );
    }
    let config = OryConfig::self_hosted()
        .kratos("http://kratos", "http://kratos.internal:4434")
        .allow_insecure_http(true);
    assert_eq!(
        url_of(&GetIdentity::new("x"), &config).unwrap(),
        "http://kratos.internal:4434/admin/identities/x"
    );
}

#[test]
fn a_service_of_ones_own_wins_over_the_project() {
    let mut config =
        OryConfig::network("https://slug.projects.oryapis.com").project_key("ory_pat_x");
    assert_eq!(
        url_of(&GetIdentity::new("x"), &config).unwrap(),
        "https://slug.projects.oryapis.com/admin/identities/x"
    );
    config.kratos_admin_url = Some("https://own.example".into());
    assert_eq!(
        url_of(&GetIdentity::new("x"), &config).unwrap(),
        "https://own.example/admin/identities/x"
    );
    let session = config.clone().session_token("ory_st_x");
    assert_eq!(
        url_of(&ToSession::new(), &session).unwrap(),
        "https://slug.projects.oryapis.com/sessions/whoami"
    );
}

#[test]
fn an_operation_of_every_service_asks_the_first_one_there_is() {
    let own = OryConfig::self_hosted().keto("http://localhost:4466", "http://localhost:4467");
    assert_eq!(
        url_of(&GetVersion::new(), &own).unwrap(),
        "http://localhost:4466/version"
    );
    assert!(url_of(&GetVersion::new(), &OryConfig::self_hosted()).is_err());
}

proptest! {
    /// A base URL that is accepted leads to the host that it names, for whoever parses it.
    #[test]
    fn an_accepted_base_url_is_what_it_seems(rest in "[a-zA-Z0-9.:/@?#\\\\\\[\\] %é-]{0,24}") {
        let base = format!("https://{rest}");
        if let Ok(url) = admin_url(&base) {
            let parsed = Url::parse(&url).unwrap();
            prop_assert_eq!(parsed.path().matches('/').count(), url.matches('/').count() - 2);
            prop_assert!(parsed.username().is_empty() && parsed.password().is_none());
            prop_assert_eq!(parsed.query(), None);
            prop_assert_eq!(parsed.fragment(), None);
            prop_assert!(parsed.path().ends_with("/admin/identities/x"));
            let written = rest.split(['/', ':']).next().unwrap_or_default();
            let plain = written.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
            let numbers = written.rsplit('.').find(|part| !part.is_empty())
                .is_some_and(|part| part.starts_with(|first: char| first.is_ascii_digit()));
            if plain && !numbers && !written.to_ascii_lowercase().contains("xn--") {
                prop_assert_eq!(parsed.host_str().unwrap(), written.to_ascii_lowercase());
            }
        }
    }
}

#[test]
fn a_unix_socket_is_a_base_url() {
    for (base, prefix) in [
        (
            "unix:/run/kratos/admin.sock",
            "http+unix://%2Frun%2Fkratos%2Fadmin.sock",
        ),
        ("unix:///run/a b", "http+unix://%2Frun%2Fa%20b"),
    ] {
        assert_eq!(
            admin_url(base).unwrap(),
            format!("{prefix}/admin/identities/x")
        );
    }
    let long = format!("unix:/{}", "x".repeat(107));
    for base in ["unix:", "unix:relative", "unix:/a\nb", long.as_str()] {
        assert_eq!(
            admin_url(base).unwrap_err().kind(),
            ErrorKind::Config,
            "{base}"
        );
    }
}

#[test]
fn what_a_browser_calls_gives_its_address() {
    let config = OryConfig::network("https://slug.projects.oryapis.com");
    let transport = Arc::new(MockTransport::new());
    let ory = Ory::with_transport(config, transport.clone()).unwrap();
    let url = ory
        .url(&InitSamlLogin::new("okta/1", "f", SamlLoginPurpose::Login))
        .unwrap();
    assert_eq!(
        url,
        "https://slug.projects.oryapis.com/self-service/methods/saml/init/okta%2F1?flow=f&purpose=login"
    );
    assert!(transport.requests().is_empty());

    let self_hosted = Ory::with_transport(
        OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434"),
        transport,
    );
    let error = self_hosted
        .unwrap()
        .url(&InitSamlLogin::new("okta", "f", SamlLoginPurpose::Login))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.operation(), Some("initSamlLogin"));
}

#[test]
fn a_text_body_is_sent_as_it_is() {
    let config = OryConfig::self_hosted().keto_opl_url("http://127.0.0.1:4469");
    let text = "class User implements Namespace {} // \"quoted\"";
    let request = CheckOplSyntax::new(text).request(&config).unwrap();
    assert_eq!(request.body.as_deref(), Some(text));
    let content_type = request
        .headers
        .iter()
        .find(|(name, _)| name == "content-type")
        .unwrap();
    assert_eq!(content_type.1.expose(), "text/plain");
}
