//! Servers that answer wrongly.

mod support;

use std::time::{Duration, Instant};

use ory_hub::endpoint::{CreateNativeLoginFlow, GetIdentity, ToSession};
use ory_hub::model::UiNodeAttributes;
use ory_hub::{ErrorKind, Ory};
use support::{case, count, failed, fault, fault_config, request_log, var};

#[tokio::test]
async fn fault_unknown_enum() {
    case("fault-unknown-enum", async {
        let ory = fault("unknown-enum");
        let session = ory.call(ToSession::new()).await.expect("a session");
        assert_eq!(session.authenticator_assurance_level.expect("a level").as_str(), "aal9");
        let methods = session.authentication_methods.expect("methods");
        assert_eq!(methods[0].method.as_ref().map(|method| method.as_str()), Some("telepathy"));
        let identity = ory.call(GetIdentity::new("any")).await.expect("an identity");
        assert_eq!(identity.state.as_ref().expect("a state").as_str(), "frozen");
        assert!(identity.credentials.as_ref().expect("credentials").contains_key("retina"));
        assert!(identity.extra.contains_key("aura"));
        let flow = ory.call(CreateNativeLoginFlow::new()).await.expect("a flow");
        let identifier = flow.ui.nodes.iter().any(
            |node| matches!(&node.attributes, UiNodeAttributes::Input(input) if input.name == "identifier"),
        );
        assert!(identifier);
        let hologram = flow.ui.nodes.iter().find_map(|node| match &node.attributes {
            UiNodeAttributes::Unknown(unknown) => Some(unknown),
            _ => None,
        });
        let hologram = hologram.expect("the unknown arm");
        assert_eq!(hologram.tag, "hologram");
        assert!(hologram.json.text().contains("hologram"));
    })
    .await;
}

#[tokio::test]
async fn fault_html_502() {
    case("fault-html-502", async {
        let ory = Ory::new(fault_config("html-502").max_retries(0)).expect("a client");
        let error = failed(ory.call(ToSession::new()).await);
        assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(502)));
        assert_eq!(error.operation(), Some("toSession"));
        assert!(error.body().expect("the page").contains("<html"));
        assert!(!error.message().contains('<'), "{}", error.message());
        assert_eq!(count("html-502").await["count"], 1);
    })
    .await;
}

#[tokio::test]
async fn fault_truncated() {
    case("fault-truncated", async {
        let error = failed(fault("truncated").call(ToSession::new()).await);
        assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(200)));
        assert!(error.body().expect("the half that came").starts_with('{'));
        let ory = Ory::new(fault_config("cut").max_retries(0)).expect("a client");
        let error = failed(ory.call(ToSession::new()).await);
        assert_eq!((error.kind(), error.connected()), (ErrorKind::Transport, Some(true)));
    })
    .await;
}

#[tokio::test]
async fn fault_rate_limit() {
    case("fault-rate-limit", async {
        let since = Instant::now();
        let error = failed(fault("rate-limit").call(ToSession::new()).await);
        assert!(since.elapsed() < Duration::from_secs(2));
        assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(429)));
        assert_eq!(error.retry_after(), Some(7));
        assert_eq!(count("rate-limit").await["count"], 1);
        fault("rate-limit-once").call(ToSession::new()).await.expect("a session");
        assert_eq!(count("rate-limit-once").await["count"], 2);
    })
    .await;
}

#[tokio::test]
async fn fault_redirect() {
    case("fault-redirect", async {
        let error = failed(fault("redirect").call(ToSession::new()).await);
        assert_eq!((error.kind(), error.status()), (ErrorKind::Redirect, Some(302)));
        let seen = request_log(&format!("{}/redirect/_seen", var("ORY_HUB_FAULTS"))).await;
        assert!(seen.to_string().contains("x-session-token"), "{seen}");
        let trapped = request_log(&format!("{}/_trapped", var("ORY_HUB_FAULTS_OTHER"))).await;
        assert_eq!(trapped.as_array().map(Vec::len), Some(0), "{trapped}");
    })
    .await;
}

#[tokio::test]
async fn fault_error_facts() {
    case("fault-error-facts", async {
        let error = failed(fault("error-herodot").call(GetIdentity::new("any")).await);
        assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
        assert_eq!(error.operation(), Some("getIdentity"));
        assert_eq!(error.code(), Some("404"));
        assert_eq!(error.message(), "Unable to locate the resource");
        assert_eq!(error.reason(), Some("No identity has this id."));
        assert_eq!(error.request_id(), Some("0d9c6b1e-fa17-4c3d-9b52-request00001"));
        let details = error.details().expect("details");
        assert_eq!(details.get::<u64>("/attempts").expect("attempts"), 1);
        assert_eq!(details.get::<String>("/asked").expect("asked"), "identity");
        assert!(error.body().expect("a body").ends_with('}'));
        assert!(error.id().is_none() && error.retry_after().is_none());
    })
    .await;
}
