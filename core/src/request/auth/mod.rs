//! The credential of a call: only the one that its server may see, and only of the right kind.

use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
use super::deployment::Environment;
use super::operation::{CredentialKind, ParamLocation};
use super::params::Params;
use super::plan_operation::PlanOperation;
use super::plan_text::PlanText;
use super::rejection::Rejection;
use crate::codec::json_view::Text;
use crate::error::ErrorKind;

#[cfg(feature = "std")]
mod api_key;
#[cfg(feature = "std")]
pub(super) use api_key::authorization;
#[cfg(feature = "std")]
pub(crate) use api_key::{check_credentials, credentials};

/// The prefix of a session token.
const SESSION_TOKEN: &str = "ory_st_";

/// The headers of a session, as `api/` writes them, with the field that may hold their value and the prefixes that each
/// may have. The first one wins.
const SESSION_HEADERS: [(&str, ConfigKey, &str); 2] = [
    ("X-Session-Token", ConfigKey::SESSION_TOKEN, SESSION_TOKEN),
    ("Cookie", ConfigKey::COOKIE, ""),
];

/// Ory's key prefixes and what such a key is.
const PREFIXES: [(&str, &str); 7] = [
    ("ory_pat_", "project key"),
    ("ory_apikey_", "project key"),
    ("ory_wak_", "workspace key"),
    (SESSION_TOKEN, "session token"),
    ("ory_at_", "OAuth2 access token"),
    ("ory_rt_", "OAuth2 refresh token"),
    ("ory_ac_", "OAuth2 authorization code"),
];

/// Adds the header parameters of the call and the header of its session.
pub(super) fn add_headers<T: PlanText + ?Sized>(
    headers: &mut T::Headers,
    operation: &impl PlanOperation<T>,
    params: &dyn Params<T>,
    config: &dyn ConfigSource<T>,
    environment: Environment,
) -> Result<(), Rejection<T::Owned>> {
    // Which of the two session headers the operation takes, and what this call sets.
    let mut accepted = [false; 2];
    let mut given = [None, None];
    for index in 0.. {
        let Some(param) = operation.param(index) else {
            break;
        };
        if param.location != ParamLocation::Header {
            continue;
        }
        let value = params.first(index).map(T::param_value);
        let session = SESSION_HEADERS
            .iter()
            .zip(accepted.iter_mut().zip(&mut given));
        let mut matching = session.filter(|((name, ..), _)| T::name_is(param.name, name));
        if let Some((_, (accepted, given))) = matching.next() {
            *accepted = true;
            *given = value;
        } else if let Some(value) = value {
            let value = T::expose(&value).header_value(param.name)?;
            T::add_header(headers, param.name, value);
        } else if param.required {
            return Err(Rejection::missing_param(T::name_text(param.name)));
        }
    }
    add_session(
        headers,
        operation.credential(),
        accepted,
        given,
        config,
        environment,
    )
}

/// The session's token or cookie: one of this call wins over the configuration's, a token over a cookie.
fn add_session<T: PlanText + ?Sized>(
    headers: &mut T::Headers,
    kind: CredentialKind,
    mut accepted: [bool; 2],
    given: [Option<T::Value>; 2],
    config: &dyn ConfigSource<T>,
    environment: Environment,
) -> Result<(), Rejection<T::Owned>> {
    let required = kind == CredentialKind::Session;
    // An operation that names neither header takes both, if it takes a session at all.
    if accepted == [false; 2] && (required || kind == CredentialKind::SessionOptional) {
        accepted = [true; 2];
    }
    let is_given = given.iter().any(Option::is_some);
    for ((name, key, prefixes), (accepted, given)) in
        SESSION_HEADERS.iter().zip(accepted.iter().zip(&given))
    {
        let configured;
        let value = if is_given {
            given.as_ref().map(T::expose)
        } else if *accepted {
            configured = config.get(*key);
            configured.as_deref()
        } else {
            None
        };
        let Some(value) = value else { continue };
        check_prefix(value, *key, prefixes)?;
        if value.is_empty() {
            return rejected(&["the session token or the cookie is empty"]);
        }
        let name = T::name(name);
        T::add_header(headers, name, value.header_value(name)?);
        return Ok(());
    }
    if required && environment == Environment::Native {
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
    Ok(())
}

fn rejected<T, M: Text>(message: &[&str]) -> Result<T, Rejection<M>> {
    Err(Rejection::new(ErrorKind::Credential, message))
}

/// Rejects a key whose prefix says that it is of another kind than `allowed`, prefixes with a space between; unknown
/// prefixes pass. A browser's script cannot look into the texts of the module, so they are compared as values.
fn check_prefix<T: PlanText + ?Sized>(
    secret: &T,
    field: ConfigKey,
    allowed: &str,
) -> Result<(), Rejection<T::Owned>> {
    for (prefix, kind) in &PREFIXES {
        if secret.begins_with(prefix) && !T::Owned::of(prefix).is_one_of(allowed) {
            return rejected(&[field.as_str(), " holds a key of another kind: ", kind]);
        }
    }
    Ok(())
}
