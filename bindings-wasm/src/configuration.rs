//! The configuration, read from the plain object that `createOry` was given.

use alloc::string::String;

use ory_hub::{OryConfig, Secret};

use crate::host::{Js, argument};

/// Reads what operations of a browser can need. Keys of administrators have no place in a page, so they are not read.
pub(crate) fn read(config: &Js) -> OryConfig {
    OryConfig {
        project_url: text(config, "project_url"),
        kratos_public_url: text(config, "kratos_public_url"),
        session_token: text(config, "session_token").map(Secret::new),
        cookie: text(config, "cookie").map(Secret::new),
        allow_insecure_http: text(config, "allow_insecure_http").as_deref() == Some("true"),
        user_agent_suffix: text(config, "user_agent_suffix"),
        ..OryConfig::default()
    }
}

#[inline(never)]
fn text(config: &Js, name: &str) -> Option<String> {
    argument(config, name, 0)
}
