//! The credential of a call: only the one that its server may see, and only of the right kind.

use alloc::string::String;
use alloc::vec::Vec;

use super::base::Origin;
use super::{Host, header_value};
use crate::config::OryConfig;
use crate::operation::{CredentialKind, Operation, Place};
use crate::problem::{ErrorKind, Problem};
use crate::secret::Secret;

const TOKEN: &str = "X-Session-Token";
const COOKIE: &str = "Cookie";

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

/// The configuration has a value for that header parameter.
pub(super) fn may_supply(name: &str, config: &OryConfig) -> bool {
    (name.eq_ignore_ascii_case(TOKEN) && config.session_token.is_some())
        || (name.eq_ignore_ascii_case(COOKIE) && config.cookie.is_some())
}

/// Adds the credential's headers.
pub(super) fn add(
    operation: &Operation,
    config: &OryConfig,
    host: Host,
    origin: Origin,
    headers: &mut Vec<(&'static str, Secret)>,
) -> Result<(), Problem> {
    session(operation, config, host, headers)?;
    match operation.credential {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => Ok(()),
        CredentialKind::ProjectKey if origin == Origin::Project => {
            let key = required(config.project_key.as_ref(), "project_key")?;
            refuse_others(key, "project_key", &["project key"])?;
            bearer(key, "project_key", headers)
        }
        CredentialKind::ProjectKey => match &config.bearer {
            Some(token) => {
                refuse_keys(token)?;
                bearer(token, "bearer", headers)
            }
            None => Ok(()),
        },
        CredentialKind::WorkspaceKey => {
            let key = required(config.workspace_key.as_ref(), "workspace_key")?;
            refuse_others(key, "workspace_key", &["workspace key"])?;
            bearer(key, "workspace_key", headers)
        }
        CredentialKind::Bearer => {
            let token = required(config.bearer.as_ref(), "bearer")?;
            refuse_keys(token)?;
            bearer(token, "bearer", headers)
        }
        CredentialKind::ClientBasic => client_basic(config, headers),
    }
}

/// The session's token or cookie: one for this call wins over the configuration's, a token over a cookie.
fn session(
    operation: &Operation,
    config: &OryConfig,
    host: Host,
    headers: &mut Vec<(&'static str, Secret)>,
) -> Result<(), Problem> {
    let has = |name: &str| {
        operation
            .params
            .iter()
            .any(|param| param.place == Place::Header && param.name.eq_ignore_ascii_case(name))
    };
    let (mut token, mut cookie) = (has(TOKEN), has(COOKIE));
    let asked = matches!(
        operation.credential,
        CredentialKind::Session | CredentialKind::SessionOptional
    );
    if asked && !token && !cookie {
        (token, cookie) = (true, true);
    }
    let given = |headers: &[(&'static str, Secret)], name: &str| {
        headers.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    if let Some(place) = given(headers, TOKEN) {
        if let Some((_, value)) = headers.get(place) {
            refuse_others(value, "the session token", &["session token"])?;
        }
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case(COOKIE));
        return Ok(());
    }
    if given(headers, COOKIE).is_some() {
        return Ok(());
    }
    if let Some(value) = config.session_token.as_ref().filter(|_| token) {
        refuse_others(value, "session_token", &["session token"])?;
        push(TOKEN, value, headers)
    } else if let Some(value) = config.cookie.as_ref().filter(|_| cookie) {
        push(COOKIE, value, headers)
    } else if operation.credential == CredentialKind::Session && host == Host::Native {
        Err(Problem::new(
            ErrorKind::Credential,
            if cookie {
                "it needs a session: set session_token or cookie"
            } else {
                "it needs a session: set session_token"
            },
        ))
    } else {
        Ok(())
    }
}

fn push(
    name: &'static str,
    value: &Secret,
    headers: &mut Vec<(&'static str, Secret)>,
) -> Result<(), Problem> {
    if value.expose().is_empty() {
        return Err(Problem::new(ErrorKind::Credential, "the session token or the cookie is empty"));
    }
    let value = header_value(name, String::from(value.expose()))?;
    headers.push((name, Secret::new(value)));
    Ok(())
}

fn bearer(
    token: &Secret,
    field: &str,
    headers: &mut Vec<(&'static str, Secret)>,
) -> Result<(), Problem> {
    let mut value = String::with_capacity(token.expose().len() + 7);
    value.push_str("Bearer ");
    value.push_str(token.expose());
    headers.push(("authorization", Secret::new(header_value(field, value)?)));
    Ok(())
}

fn required<'a>(secret: Option<&'a Secret>, field: &str) -> Result<&'a Secret, Problem> {
    secret.filter(|secret| !secret.expose().is_empty()).ok_or_else(|| {
        let mut message = String::from("it needs a credential: set ");
        message.push_str(field);
        Problem::new(ErrorKind::Credential, message)
    })
}

/// Keys of Ory Network do not go where an access token is due.
fn refuse_keys(token: &Secret) -> Result<(), Problem> {
    refuse_others(
        token,
        "bearer",
        &["OAuth2 access token", "session token"],
    )
}

/// Refuses a key whose prefix says that it is of another kind; unknown prefixes pass.
fn refuse_others(secret: &Secret, field: &str, kinds: &[&str]) -> Result<(), Problem> {
    for (prefix, kind) in PREFIXES {
        if secret.expose().starts_with(prefix) && !kinds.contains(&kind) {
            let mut message = String::from(field);
            message.push_str(" holds a key of another kind: ");
            message.push_str(kind);
            return Err(Problem::new(ErrorKind::Credential, message));
        }
    }
    Ok(())
}

/// HTTP basic; a public client has no secret and names itself in the body.
#[cfg(feature = "std")]
fn client_basic(
    config: &OryConfig,
    headers: &mut Vec<(&'static str, Secret)>,
) -> Result<(), Problem> {
    use base64::Engine as _;

    let Some(id) = config.oauth2_client_id.as_deref().filter(|id| !id.is_empty()) else {
        return Err(Problem::new(
            ErrorKind::Credential,
            "it needs a credential: set oauth2_client_id, and oauth2_client_secret unless the client is public",
        ));
    };
    let Some(secret) = &config.oauth2_client_secret else {
        return Ok(());
    };
    // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
    let mut pair = String::new();
    super::encode(id, &mut pair);
    pair.push(':');
    super::encode(secret.expose(), &mut pair);
    let pair = Secret::new(pair);
    let mut value = String::from("Basic ");
    base64::engine::general_purpose::STANDARD.encode_string(pair.expose(), &mut value);
    headers.push(("authorization", Secret::new(value)));
    Ok(())
}

/// No operation of a browser takes an OAuth2 client's secret.
#[cfg(not(feature = "std"))]
fn client_basic(_: &OryConfig, _: &mut Vec<(&'static str, Secret)>) -> Result<(), Problem> {
    Err(Problem::new(
        ErrorKind::Credential,
        "an OAuth2 client's secret is not for browsers",
    ))
}
