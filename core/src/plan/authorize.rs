//! The credential of a call: only the one that its server may see, and only of the right kind.

use alloc::vec::Vec;

use super::base::Origin;
use super::refusal::{Refusal, refuse};
use super::{Arguments, Host, Settings, header_value, missing, one};
use crate::operation::{CredentialKind, Operation, Place};
use crate::problem::ErrorKind;
use crate::secret::Secret;

#[cfg(feature = "std")]
mod keys;

// As `api/` writes them.
const TOKEN: &str = "X-Session-Token";
const COOKIE: &str = "Cookie";
const NAMES: [&str; 2] = [TOKEN, COOKIE];

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

type Headers = Vec<(&'static str, Secret)>;

/// The headers that the call's arguments make, and those of its credential.
pub(super) fn headers(
    operation: &Operation,
    arguments: &dyn Arguments,
    config: &dyn Settings,
    host: Host,
    origin: Origin,
) -> Result<Headers, Refusal> {
    let mut headers = Vec::with_capacity(4);
    // Which of the two an operation takes, and what this call gives.
    let mut takes = [false; 2];
    let mut given = [None, None];
    for (index, param) in operation.params.iter().enumerate() {
        if param.place != Place::Header {
            continue;
        }
        let value = one(arguments, index).map(Secret::new);
        if let Some(which) = NAMES.iter().position(|name| *name == param.name) {
            if let (Some(takes), Some(given)) = (takes.get_mut(which), given.get_mut(which)) {
                *takes = true;
                *given = value;
            }
        } else if let Some(value) = value {
            headers.push((param.name, header_value(param.name, value)?));
        } else if param.required {
            return Err(missing(param.name));
        }
    }
    session(
        operation.credential,
        takes,
        given,
        config,
        host,
        &mut headers,
    )?;
    match operation.credential {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => {}
        #[cfg(feature = "std")]
        kind => keys::add(kind, config, origin, &mut headers)?,
        #[cfg(not(feature = "std"))]
        _ => {
            let _ = origin;
            return Err(credential(&[
                "a browser must not hold the key that it needs",
            ]));
        }
    }
    Ok(headers)
}

/// The session's token or cookie: one for this call wins over the configuration's, a token over a cookie.
fn session(
    kind: CredentialKind,
    mut takes: [bool; 2],
    [mut token, mut cookie]: [Option<Secret>; 2],
    config: &dyn Settings,
    host: Host,
    headers: &mut Headers,
) -> Result<(), Refusal> {
    let required = kind == CredentialKind::Session;
    // An operation that names neither header takes both, if it takes a session at all.
    if takes == [false; 2] && (required || kind == CredentialKind::SessionOptional) {
        takes = [true; 2];
    }
    if token.is_none() && cookie.is_none() {
        if takes[0] {
            token = config.setting("session_token");
        }
        if takes[1] {
            cookie = config.setting("cookie");
        }
    }
    let (name, value) = match (token, cookie) {
        (Some(token), _) => {
            refuse_others(&token, "session_token", &["session token"])?;
            (TOKEN, token)
        }
        (None, Some(cookie)) => {
            refuse_others(&cookie, "cookie", &[])?;
            (COOKIE, cookie)
        }
        (None, None) if required && host == Host::Native => {
            let what = match takes {
                [true, true] => "session_token or cookie",
                [true, false] => "session_token",
                _ => "cookie",
            };
            return Err(credential(&["it needs a session: set ", what]));
        }
        (None, None) => return Ok(()),
    };
    if value.expose().is_empty() {
        return Err(credential(&["the session token or the cookie is empty"]));
    }
    headers.push((name, header_value(name, value)?));
    Ok(())
}

fn credential(parts: &[&str]) -> Refusal {
    refuse(ErrorKind::Credential, parts)
}

/// Refuses a key whose prefix says that it is of another kind; unknown prefixes pass.
fn refuse_others(secret: &Secret, field: &str, kinds: &[&str]) -> Result<(), Refusal> {
    for (prefix, kind) in &PREFIXES {
        if secret.expose().starts_with(prefix) && !kinds.contains(kind) {
            return Err(credential(&[field, " holds a key of another kind: ", kind]));
        }
    }
    Ok(())
}
