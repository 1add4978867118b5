//! Keys, access tokens and the secrets of OAuth2 clients. No operation of a browser takes one.

use alloc::string::String;

use base64::Engine as _;

use super::{Headers, refuse_others};
use crate::operation::CredentialKind;
use crate::plan::base::Origin;
use crate::plan::refusal::{Refusal, refuse};
use crate::plan::{Settings, encode, header_value};
use crate::problem::ErrorKind;
use crate::secret::Secret;

/// Adds the header of a key.
pub(super) fn add(
    kind: CredentialKind,
    config: &dyn Settings,
    origin: Origin,
    headers: &mut Headers,
) -> Result<(), Refusal> {
    match kind {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => Ok(()),
        CredentialKind::ProjectKey if origin == Origin::Project => {
            let key = required(config, "project_key")?;
            refuse_others(&key, "project_key", &["project key"])?;
            bearer(&key, "project_key", headers)
        }
        CredentialKind::ProjectKey => match config.setting("bearer") {
            Some(token) => access_token(&token, headers),
            None => Ok(()),
        },
        CredentialKind::WorkspaceKey => {
            let key = required(config, "workspace_key")?;
            refuse_others(&key, "workspace_key", &["workspace key"])?;
            bearer(&key, "workspace_key", headers)
        }
        CredentialKind::Bearer => access_token(&required(config, "bearer")?, headers),
        CredentialKind::ClientBasic => client_basic(config, headers),
    }
}

/// Keys of Ory Network do not go where an access token is due.
fn access_token(token: &Secret, headers: &mut Headers) -> Result<(), Refusal> {
    refuse_others(token, "bearer", &["OAuth2 access token", "session token"])?;
    bearer(token, "bearer", headers)
}

fn bearer(token: &Secret, field: &str, headers: &mut Headers) -> Result<(), Refusal> {
    let mut value = String::with_capacity(token.expose().len() + 7);
    value.push_str("Bearer ");
    value.push_str(token.expose());
    headers.push(("authorization", header_value(field, Secret::new(value))?));
    Ok(())
}

fn required(config: &dyn Settings, field: &'static str) -> Result<Secret, Refusal> {
    config
        .setting(field)
        .filter(|secret| !secret.expose().is_empty())
        .ok_or_else(|| {
            refuse(
                ErrorKind::Credential,
                &["it needs a credential: set ", field],
            )
        })
}

/// HTTP basic; a public client has no secret and names itself in the body.
fn client_basic(config: &dyn Settings, headers: &mut Headers) -> Result<(), Refusal> {
    let Some(id) = config
        .setting("oauth2_client_id")
        .filter(|id| !id.expose().is_empty())
    else {
        return Err(refuse(
            ErrorKind::Credential,
            &[
                "it needs a credential: set oauth2_client_id, and oauth2_client_secret unless the client is public",
            ],
        ));
    };
    let Some(secret) = config.setting("oauth2_client_secret") else {
        return Ok(());
    };
    refuse_others(&secret, "oauth2_client_secret", &[])?;
    // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
    let mut pair = String::new();
    encode(id.expose(), &mut pair);
    pair.push(':');
    encode(secret.expose(), &mut pair);
    let pair = Secret::new(pair);
    let mut value = String::from("Basic ");
    base64::engine::general_purpose::STANDARD.encode_string(pair.expose(), &mut value);
    headers.push(("authorization", Secret::new(value)));
    Ok(())
}
