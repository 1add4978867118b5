//! The credential of a call: only the one that its server may see, and only of the right kind.

use alloc::string::String;
use alloc::vec::Vec;

use super::base::Origin;
use super::refusal::{Refusal, refuse};
use super::{Host, header_value};
use crate::config::OryConfig;
use crate::operation::{CredentialKind, Operation};
use crate::problem::ErrorKind;
use crate::secret::Secret;

#[cfg(feature = "std")]
mod keys;

// As `api/` writes them.
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

type Headers = Vec<(&'static str, Secret)>;

/// The configuration has a value for that header parameter.
pub(super) fn may_supply(name: &str, config: &OryConfig) -> bool {
    (name == TOKEN && config.session_token.is_some()) || (name == COOKIE && config.cookie.is_some())
}

/// Adds the credential's headers.
pub(super) fn add(
    operation: &Operation,
    config: &OryConfig,
    host: Host,
    origin: Origin,
    headers: &mut Headers,
) -> Result<(), Refusal> {
    session(operation, config, host, headers)?;
    match operation.credential {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => Ok(()),
        #[cfg(feature = "std")]
        kind => keys::add(kind, config, origin, headers),
        #[cfg(not(feature = "std"))]
        _ => {
            let _ = origin;
            Err(credential(&[
                "a browser must not hold the key that it needs",
            ]))
        }
    }
}

/// The session's token or cookie: one for this call wins over the configuration's, a token over a cookie.
fn session(
    operation: &Operation,
    config: &OryConfig,
    host: Host,
    headers: &mut Headers,
) -> Result<(), Refusal> {
    let takes = |name: &str| operation.params.iter().any(|param| param.name == name);
    let (token, cookie) = (takes(TOKEN), takes(COOKIE));
    let required = operation.credential == CredentialKind::Session;
    // An operation that names neither header takes both, if it takes a session at all.
    let both =
        !token && !cookie && (required || operation.credential == CredentialKind::SessionOptional);
    if let Some(value) = find(headers, TOKEN) {
        refuse_others(value, "the session token", &["session token"])?;
        headers.retain(|(name, _)| *name != COOKIE);
        return Ok(());
    }
    if find(headers, COOKIE).is_some() {
        return Ok(());
    }
    let (name, value) = match (&config.session_token, &config.cookie) {
        (Some(value), _) if token || both => {
            refuse_others(value, "session_token", &["session token"])?;
            (TOKEN, value)
        }
        (_, Some(value)) if cookie || both => (COOKIE, value),
        _ if required && host == Host::Native => {
            let field = match (token || both, cookie || both) {
                (true, true) => "session_token or cookie",
                (true, false) => "session_token",
                _ => "cookie",
            };
            return Err(credential(&["it needs a session: set ", field]));
        }
        _ => return Ok(()),
    };
    if value.expose().is_empty() {
        return Err(credential(&["the session token or the cookie is empty"]));
    }
    headers.push((name, header_value(name, String::from(value.expose()))?));
    Ok(())
}

fn find<'a>(headers: &'a Headers, name: &str) -> Option<&'a Secret> {
    headers
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn credential(parts: &[&str]) -> Refusal {
    refuse(ErrorKind::Credential, parts)
}

/// Refuses a key whose prefix says that it is of another kind; unknown prefixes pass.
fn refuse_others(secret: &Secret, field: &str, kinds: &[&str]) -> Result<(), Refusal> {
    for (prefix, kind) in PREFIXES {
        if secret.expose().starts_with(prefix) && !kinds.contains(&kind) {
            return Err(credential(&[field, " holds a key of another kind: ", kind]));
        }
    }
    Ok(())
}
