//! Keys, access tokens and the secrets of OAuth2 clients. No operation of a browser takes one.

use alloc::string::String;

use base64::Engine as _;

use super::refuse_others;
use crate::request::operation::CredentialKind;
use crate::request::target::Origin;
use crate::request::encode;
use crate::request::plan::{Draft, Refused, Settings, header, refuse};
use crate::error::ErrorKind;
use crate::types::Secret;

/// Adds the header of a key.
pub(super) fn add<D: Draft>(
    kind: CredentialKind,
    config: &dyn Settings,
    origin: Origin,
    draft: &mut D,
) -> Result<(), Refused> {
    match kind {
        CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => Ok(()),
        CredentialKind::ProjectKey if origin == Origin::Project => {
            let key = required(config, "project_key", draft)?;
            refuse_others(&key, "project_key", &["project key"], draft)?;
            bearer(&key, "project_key", draft)
        }
        CredentialKind::ProjectKey => match config.setting("bearer") {
            Some(token) => access_token(&token, draft),
            None => Ok(()),
        },
        CredentialKind::WorkspaceKey => {
            let key = required(config, "workspace_key", draft)?;
            refuse_others(&key, "workspace_key", &["workspace key"], draft)?;
            bearer(&key, "workspace_key", draft)
        }
        CredentialKind::Bearer => {
            let token = required(config, "bearer", draft)?;
            access_token(&token, draft)
        }
        CredentialKind::ClientBasic => client_basic(config, draft),
    }
}

/// Keys of Ory Network do not go where an access token is due.
fn access_token<D: Draft>(token: &Secret, draft: &mut D) -> Result<(), Refused> {
    refuse_others(
        token,
        "bearer",
        &["OAuth2 access token", "session token"],
        draft,
    )?;
    bearer(token, "bearer", draft)
}

fn bearer<D: Draft>(token: &Secret, field: &str, draft: &mut D) -> Result<(), Refused> {
    header("authorization", field, "Bearer ", token.expose(), draft)
}

fn required<D: Draft>(
    config: &dyn Settings,
    field: &'static str,
    draft: &mut D,
) -> Result<Secret, Refused> {
    match config.setting(field) {
        Some(secret) if !secret.expose().is_empty() => Ok(secret),
        _ => refuse(
            draft,
            ErrorKind::Credential,
            &["it needs a credential: set ", field],
        ),
    }
}

/// HTTP basic; a public client has no secret and names itself in the body.
fn client_basic<D: Draft>(config: &dyn Settings, draft: &mut D) -> Result<(), Refused> {
    let Some(id) = config
        .setting("oauth2_client_id")
        .filter(|id| !id.expose().is_empty())
    else {
        return refuse(
            draft,
            ErrorKind::Credential,
            &[
                "it needs a credential: set oauth2_client_id, and oauth2_client_secret unless the client is public",
            ],
        );
    };
    let Some(secret) = config.setting("oauth2_client_secret") else {
        return Ok(());
    };
    refuse_others(&secret, "oauth2_client_secret", &[], draft)?;
    // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
    let mut pair = String::new();
    encode(id.expose(), &mut pair);
    pair.push(':');
    encode(secret.expose(), &mut pair);
    let pair = Secret::new(pair);
    let coded = Secret::new(base64::engine::general_purpose::STANDARD.encode(pair.expose()));
    draft.header("authorization", "Basic ", coded.expose());
    Ok(())
}
