//! The credential of a call: only the one that its server may see, and only of the right kind.

use super::plan::{Arguments, Draft, Host, Refused, Settings, header, missing, refuse};
use super::target::Origin;
use crate::request::operation::{CredentialKind, Operation, Place};
use crate::error::ErrorKind;
use crate::types::Secret;

#[cfg(feature = "std")]
mod api_key;

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

/// The headers that the call's arguments make, and those of its credential.
pub(super) fn headers<D: Draft>(
    operation: &'static Operation,
    arguments: &dyn Arguments,
    config: &dyn Settings,
    host: Host,
    origin: Origin,
    draft: &mut D,
) -> Result<(), Refused> {
    // Which of the two an operation takes, and what this call gives.
    let mut takes = [false; 2];
    let mut given = [None, None];
    for (index, param) in operation.params.iter().enumerate() {
        if param.place != Place::Header {
            continue;
        }
        let value = arguments.first(index).map(Secret::new);
        if let Some(which) = NAMES.iter().position(|name| *name == param.name) {
            if let (Some(takes), Some(given)) = (takes.get_mut(which), given.get_mut(which)) {
                *takes = true;
                *given = value;
            }
        } else if let Some(value) = value {
            header(param.name, param.name, "", value.expose(), draft)?;
        } else if param.required {
            return missing(param.name, draft);
        }
    }
    session(operation.credential, takes, given, config, host, draft)?;
    match operation.credential {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => Ok(()),
        #[cfg(feature = "std")]
        kind => api_key::add(kind, config, origin, draft),
        // No operation of a browser takes another one; it goes out without.
        #[cfg(not(feature = "std"))]
        _ => {
            let _ = origin;
            Ok(())
        }
    }
}

/// The session's token or cookie: one for this call wins over the configuration's, a token over a cookie.
fn session<D: Draft>(
    kind: CredentialKind,
    mut takes: [bool; 2],
    [mut token, mut cookie]: [Option<Secret>; 2],
    config: &dyn Settings,
    host: Host,
    draft: &mut D,
) -> Result<(), Refused> {
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
            refuse_others(&token, "session_token", &["session token"], draft)?;
            (TOKEN, token)
        }
        (None, Some(cookie)) => {
            refuse_others(&cookie, "cookie", &[], draft)?;
            (COOKIE, cookie)
        }
        (None, None) if required && host == Host::Native => {
            let what = match takes {
                [true, true] => "session_token or cookie",
                [true, false] => "session_token",
                _ => "cookie",
            };
            return credential(&["it needs a session: set ", what], draft);
        }
        (None, None) => return Ok(()),
    };
    if value.expose().is_empty() {
        return credential(&["the session token or the cookie is empty"], draft);
    }
    header(name, name, "", value.expose(), draft)
}

fn credential<D: Draft>(parts: &[&str], draft: &mut D) -> Result<(), Refused> {
    refuse(draft, ErrorKind::Credential, parts)
}

/// Refuses a key whose prefix says that it is of another kind; unknown prefixes pass.
fn refuse_others<D: Draft>(
    secret: &Secret,
    field: &str,
    kinds: &[&str],
    draft: &mut D,
) -> Result<(), Refused> {
    for (prefix, kind) in &PREFIXES {
        if secret.expose().starts_with(prefix) && !kinds.contains(kind) {
            return credential(&[field, " holds a key of another kind: ", kind], draft);
        }
    }
    Ok(())
}
