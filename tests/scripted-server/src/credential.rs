//! The credentials of the clients under test, and which of them a call may carry.

use base64::Engine as _;
use fault_server::http::Request;
use spec::ir::{Credential, Operation, Place};

/// The project's key.
pub const PROJECT_KEY: &str = "ory_pat_scripted";
/// The workspace's key.
pub const WORKSPACE_KEY: &str = "ory_wak_scripted";
/// The token of a session.
pub const SESSION_TOKEN: &str = "ory_st_scripted";
/// The cookie of a session.
pub const COOKIE: &str = "ory_kratos_session=scripted";
/// An access token.
pub const BEARER: &str = "ory_at_scripted";
/// The OAuth2 client.
pub const CLIENT_ID: &str = "client/1";
/// Its secret.
pub const CLIENT_SECRET: &str = "secret: é%";
/// Both as they are sent: each form-encoded, joined, in base64.
const CLIENT_PAIR: &str = "client%2F1:secret%3A%20%C3%A9%25";

/// The value of every header that is an argument of a call.
pub(crate) const ARGUMENT_HEADER: &str = "of-this-call";

pub(crate) const SESSION_HEADERS: [&str; 2] = ["x-session-token", "cookie"];

/// The kind of server that a base URL stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deployment {
    Project,
    Console,
    SelfHosted,
}

/// What is wrong with the credential of a request.
pub(crate) fn differences(
    operation: &Operation,
    place: Deployment,
    given: &dyn Fn(&str) -> bool,
    request: &Request,
) -> Vec<String> {
    let authorization = match operation.credential {
        Credential::None | Credential::Session | Credential::SessionOptional => None,
        Credential::ProjectKey if place == Deployment::Project => {
            Some(format!("Bearer {PROJECT_KEY}"))
        }
        Credential::ProjectKey | Credential::Bearer => Some(format!("Bearer {BEARER}")),
        Credential::WorkspaceKey => Some(format!("Bearer {WORKSPACE_KEY}")),
        Credential::ClientBasic => {
            let pair = base64::engine::general_purpose::STANDARD.encode(CLIENT_PAIR);
            Some(format!("Basic {pair}"))
        }
    };
    let mut wanted = vec![("authorization", authorization)];
    wanted.extend(session(operation, given));
    wanted
        .into_iter()
        .filter(|(name, wanted)| request.header(name) != wanted.as_deref())
        .map(|(name, wanted)| {
            let came = request.header(name);
            format!("the header {name} is {came:?} and not {wanted:?}")
        })
        .collect()
}

/// The two headers of a session: the token goes before the cookie, and what a call names before the configuration.
fn session(
    operation: &Operation,
    given: &dyn Fn(&str) -> bool,
) -> [(&'static str, Option<String>); 2] {
    let named: Vec<&str> = operation
        .params
        .iter()
        .filter(|param| param.place == Place::Header)
        .filter_map(|param| {
            let known = SESSION_HEADERS.iter();
            known
                .into_iter()
                .find(|name| param.wire.eq_ignore_ascii_case(name))
                .copied()
        })
        .collect();
    let takes_session = matches!(
        operation.credential,
        Credential::Session | Credential::SessionOptional
    );
    let accepted = |name: &str| match named.is_empty() {
        true => takes_session,
        false => named.contains(&name),
    };
    let own = SESSION_HEADERS.iter().find(|name| given(name));
    let sent = own.or_else(|| SESSION_HEADERS.iter().find(|name| accepted(name)));
    let configured = [SESSION_TOKEN, COOKIE];
    let mut index = 0;
    SESSION_HEADERS.map(|name| {
        let value = configured[index];
        index += 1;
        let value = match (sent == Some(&name), own.is_some()) {
            (false, _) => None,
            (true, true) => Some(ARGUMENT_HEADER.to_owned()),
            (true, false) => Some(value.to_owned()),
        };
        (name, value)
    })
}
