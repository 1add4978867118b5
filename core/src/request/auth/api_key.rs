//! Keys, access tokens and the secrets of OAuth2 clients. No operation of a browser takes one.

use alloc::borrow::Cow;
use alloc::string::String;

use base64::Engine as _;

use super::{SESSION_TOKEN, check_prefix, rejected};
use crate::error::ErrorKind;
use crate::request::config_key::ConfigKey;
use crate::request::config_source::ConfigSource;
use crate::request::deployment::Deployment;
use crate::request::header::header_value;
use crate::request::operation::CredentialKind;
use crate::request::percent::encode;
use crate::request::rejection::Rejection;
use crate::types::Secret;

/// Prefixes that keys may have.
const PROJECT_KEY: &str = "ory_pat_ ory_apikey_";
const WORKSPACE_KEY: &str = "ory_wak_";
const BEARER: &str = "ory_at_ ory_st_";

/// The fields that hold credentials, with the prefixes that each may have.
const FIELDS: [(ConfigKey, &str); 6] = [
    (ConfigKey::PROJECT_KEY, PROJECT_KEY),
    (ConfigKey::WORKSPACE_KEY, WORKSPACE_KEY),
    (ConfigKey::SESSION_TOKEN, SESSION_TOKEN),
    (ConfigKey::COOKIE, ""),
    (ConfigKey::BEARER, BEARER),
    (ConfigKey::OAUTH2_CLIENT_SECRET, ""),
];

/// Refuses a configuration with a credential that no call could send, or another text that would break a header.
///
/// # Errors
/// Of kind credential for a key of another kind, of kind config for a line break.
pub(crate) fn check_credentials(config: &dyn ConfigSource) -> Result<(), Rejection> {
    for (field, prefixes) in FIELDS {
        if let Some(value) = config.get(field) {
            check_prefix(&*value, field, prefixes)?;
            // It is percent-encoded before it is sent.
            if field != ConfigKey::OAUTH2_CLIENT_SECRET {
                check_text(field, &value)?;
            }
            if !prefixes.is_empty() {
                check_key(field, &value)?;
            }
        }
    }
    match config.get(ConfigKey::USER_AGENT_SUFFIX) {
        Some(suffix) => check_text(ConfigKey::USER_AGENT_SUFFIX, &suffix),
        None => Ok(()),
    }
}

/// The credentials of a configuration, and those of its OAuth2 client as HTTP basic writes them.
pub(crate) fn credentials(config: &dyn ConfigSource) -> impl Iterator<Item = Cow<'_, str>> {
    let fields = FIELDS.iter().filter_map(|(field, _)| config.get(*field));
    let basic = client_basic(config).ok().flatten();
    fields.chain(basic.and_then(|header| {
        let pair = header.expose().strip_prefix("Basic ")?;
        Some(Cow::Owned(String::from(pair.trim_end_matches('='))))
    }))
}

/// A key that holds a space is a whole header, or two of them.
fn check_key(field: ConfigKey, key: &str) -> Result<(), Rejection> {
    if key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    let message = [
        "`",
        field.as_str(),
        "` holds a space or a letter outside ASCII: give the key alone, without `Bearer`",
    ];
    Err(Rejection::new(ErrorKind::Credential, &message))
}

fn check_text(field: ConfigKey, text: &str) -> Result<(), Rejection> {
    header_value(field.as_str(), "", text)
        .map(drop)
        .map_err(|rejection| Rejection {
            kind: ErrorKind::Config,
            ..rejection
        })
}

/// The `Authorization` header of a key.
pub(in crate::request) fn authorization(
    kind: CredentialKind,
    config: &dyn ConfigSource,
    deployment: Deployment,
) -> Result<Option<Secret>, Rejection> {
    Ok(match kind {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => None,
        CredentialKind::ProjectKey if deployment == Deployment::Project => {
            Some(api_key(config, ConfigKey::PROJECT_KEY, PROJECT_KEY)?)
        }
        CredentialKind::ProjectKey => match config.get(ConfigKey::BEARER) {
            Some(token) => Some(access_token(&token)?),
            None => None,
        },
        CredentialKind::WorkspaceKey => {
            Some(api_key(config, ConfigKey::WORKSPACE_KEY, WORKSPACE_KEY)?)
        }
        CredentialKind::Bearer => Some(access_token(&required(config, ConfigKey::BEARER)?)?),
        CredentialKind::ClientBasic => client_basic(config)?,
    })
}

fn api_key(config: &dyn ConfigSource, key: ConfigKey, prefixes: &str) -> Result<Secret, Rejection> {
    let secret = required(config, key)?;
    check_prefix(&*secret, key, prefixes)?;
    bearer(&secret, key)
}

/// A key of Ory Network is not an access token.
fn access_token(token: &str) -> Result<Secret, Rejection> {
    check_prefix(token, ConfigKey::BEARER, BEARER)?;
    bearer(token, ConfigKey::BEARER)
}

fn bearer(token: &str, field: ConfigKey) -> Result<Secret, Rejection> {
    header_value(field.as_str(), "Bearer ", token)
}

fn required(config: &dyn ConfigSource, key: ConfigKey) -> Result<Cow<'_, str>, Rejection> {
    match config.get(key) {
        Some(secret) if !secret.is_empty() => Ok(secret),
        _ => rejected(&["it needs a credential: set ", key.as_str()]),
    }
}

/// HTTP basic; a public client has no secret and names itself in the body.
fn client_basic(config: &dyn ConfigSource) -> Result<Option<Secret>, Rejection> {
    let Some(id) = config
        .get(ConfigKey::OAUTH2_CLIENT_ID)
        .filter(|id| !id.is_empty())
    else {
        return rejected(&[
            "it needs a credential: set oauth2_client_id, and oauth2_client_secret unless the client is public",
        ]);
    };
    let Some(secret) = config.get(ConfigKey::OAUTH2_CLIENT_SECRET) else {
        return Ok(None);
    };
    check_prefix(&*secret, ConfigKey::OAUTH2_CLIENT_SECRET, "")?;
    // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
    let mut pair = String::new();
    encode(&id, &mut pair);
    pair.push(':');
    encode(&secret, &mut pair);
    let pair = Secret::new(pair);
    let encoded = Secret::new(base64::engine::general_purpose::STANDARD.encode(pair.expose()));
    Ok(Some(Secret::new(["Basic ", encoded.expose()].concat())))
}
