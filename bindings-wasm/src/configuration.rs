//! The configuration, read from the plain object that `createOry` was given.

use ory_hub::view::View as _;
use ory_hub::{OryConfig, Secret};

use crate::host::Js;

/// Reads what operations of a browser can need. Keys of administrators have no place in a page, so they are not read.
pub(crate) fn read(config: &Js) -> OryConfig {
    let text = |key: &str| config.get(key).and_then(|value| value.text());
    let secret = |key: &str| text(key).map(Secret::new);
    OryConfig {
        project_url: text("projectUrl"),
        kratos_public_url: text("kratosPublicUrl"),
        session_token: secret("sessionToken"),
        cookie: secret("cookie"),
        allow_insecure_http: config.get("allowInsecureHttp").and_then(|value| value.bool()) == Some(true),
        user_agent_suffix: text("userAgentSuffix"),
        ..OryConfig::default()
    }
}

