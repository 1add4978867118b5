//! The credential of a call: only the one that its server may see, and only of the right kind.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
use super::header::header_value;
use super::operation::{CredentialKind, Operation, ParamLocation};
use super::params::Params;
use super::rejection::Rejection;
use super::target::{Deployment, Environment};
use crate::error::ErrorKind;
use crate::types::Secret;

#[cfg(feature = "std")]
mod api_key;
#[cfg(feature = "std")]
pub(crate) use api_key::{check_credentials, credentials};

type Headers = Vec<(&'static str, Secret)>;

// As `api/` writes them.
const TOKEN: &str = "X-Session-Token";
const COOKIE: &str = "Cookie";
const SESSION_HEADERS: [&str; 2] = [TOKEN, COOKIE];

/// Ory's key prefixes and what such a key is.
const PREFIXES: [(&str, &str); 7] = [
    ("ory_pat_", "project key"),
    ("ory_apikey_", "project key"),
    ("ory_wak_", "workspace key"),
    ("ory_st_", "session token"),
    ("ory_at_", "OAuth2 access token"),
    ("ory_rt_", "OAuth2 refresh token"),
    ("ory_ac_", "OAuth2 authorization code"),
];

/// Adds the header parameters of the call and the headers of its credential.
pub(super) fn add_headers(
    headers: &mut Headers,
    operation: &'static Operation,
    params: &dyn Params,
    config: &dyn ConfigSource,
    environment: Environment,
    deployment: Deployment,
) -> Result<(), Rejection> {
    // Which of the two session headers the operation takes, and what this call sets.
    let mut accepted = [false; 2];
    let mut given = [None, None];
    for (index, param) in operation.params.iter().enumerate() {
        if param.location != ParamLocation::Header {
            continue;
        }
        let value = params.first(index).map(Secret::new);
        if let Some(which) = SESSION_HEADERS.iter().position(|name| *name == param.name) {
            if let (Some(accepted), Some(given)) = (accepted.get_mut(which), given.get_mut(which)) {
                *accepted = true;
                *given = value;
            }
        } else if let Some(value) = value {
            headers.push((param.name, header_value(param.name, "", value.expose())?));
        } else if param.required {
            return Err(Rejection::missing_param(param.name));
        }
    }
    let session = session_header(operation.credential, accepted, given, config, environment)?;
    headers.extend(session);
    match operation.credential {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => Ok(()),
        #[cfg(feature = "std")]
        kind => api_key::add_header(headers, kind, config, deployment),
        #[cfg(not(feature = "std"))]
        _ => {
            let _ = deployment;
            rejected(&["a browser cannot send the credential of this operation"])
        }
    }
}

/// The session's token or cookie: one of this call wins over the configuration's, a token over a cookie.
fn session_header(
    kind: CredentialKind,
    mut accepted: [bool; 2],
    given: [Option<Secret>; 2],
    config: &dyn ConfigSource,
    environment: Environment,
) -> Result<Option<(&'static str, Secret)>, Rejection> {
    let required = kind == CredentialKind::Session;
    // An operation that names neither header takes both, if it takes a session at all.
    if accepted == [false; 2] && (required || kind == CredentialKind::SessionOptional) {
        accepted = [true; 2];
    }
    let mut values = given
        .each_ref()
        .map(|given| given.as_ref().map(|given| Cow::Borrowed(given.expose())));
    if values == [None, None] {
        let keys = [ConfigKey::SESSION_TOKEN, ConfigKey::COOKIE];
        for ((value, key), accepted) in values.iter_mut().zip(keys).zip(accepted) {
            if accepted {
                *value = config.get(key);
            }
        }
    }
    let [token, cookie] = values;
    let (name, value) = match (token, cookie) {
        (Some(token), _) => {
            check_prefix(&token, ConfigKey::SESSION_TOKEN, &["session token"])?;
            (TOKEN, token)
        }
        (None, Some(cookie)) => {
            check_prefix(&cookie, ConfigKey::COOKIE, &[])?;
            (COOKIE, cookie)
        }
        (None, None) if required && environment == Environment::Native => {
            let fields = match accepted {
                [true, true] => "session_token or cookie",
                [true, false] => "session_token",
                _ => "cookie",
            };
            return Err(Rejection {
                lacks_session: true,
                ..Rejection::new(ErrorKind::Credential, &["it needs a session: set ", fields])
            });
        }
        (None, None) => return Ok(None),
    };
    if value.is_empty() {
        return rejected(&["the session token or the cookie is empty"]);
    }
    Ok(Some((name, header_value(name, "", &value)?)))
}

fn rejected<T>(message: &[&str]) -> Result<T, Rejection> {
    Err(Rejection::new(ErrorKind::Credential, message))
}

/// Rejects a key whose prefix says that it is of another kind; unknown prefixes pass.
fn check_prefix(secret: &str, field: ConfigKey, kinds: &[&str]) -> Result<(), Rejection> {
    for (prefix, kind) in &PREFIXES {
        if secret.starts_with(prefix) && !kinds.contains(kind) {
            return rejected(&[field.as_str(), " holds a key of another kind: ", kind]);
        }
    }
    Ok(())
}
