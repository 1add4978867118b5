//! Tokens for an OAuth2 client: by code with PKCE, by secret, by refresh token, on a device.

use std::sync::Arc;

use ory_hub::model::{DeviceAuthorization, OAuth2TokenExchange};
use ory_hub::oauth2::{ClientAuth, TokenClient};
use ory_hub::{ErrorKind, Model, OryError, Secret};

use crate::client::{Client, ory_client};
use crate::codec::Record;
use crate::document::{Document, Owned};
use crate::error::{guard_result, ory_error};
use crate::group::{ory_device_authorization, ory_oauth2_token_exchange};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::result::ory_result;
use crate::text::ory_str;

/// How an OAuth2 client says who it is; what it is registered with as `token_endpoint_auth_method`.
pub type ory_client_auth = u32;
/// `client_secret_basic`, Hydra's default.
pub const ORY_CLIENT_AUTH_BASIC: u32 = 1;
/// `client_secret_post`: the secret is in the body.
pub const ORY_CLIENT_AUTH_BODY: u32 = 2;
/// `none`: an app, which can keep no secret; the code is bound by PKCE.
pub const ORY_CLIENT_AUTH_PUBLIC: u32 = 3;

/// An OAuth2 client that asks for tokens. Many threads may use it at once.
pub struct ory_token_client {
    _private: [u8; 0],
}

/// What stands behind one. It keeps the client alive, so either may be freed first.
pub(crate) struct Tokens {
    client: Arc<Client>,
    tokens: TokenClient,
}

impl Handle for ory_token_client {
    type RustType = Tokens;
}

const TOKEN: &str = "oauth2TokenExchange";
const DEVICE: &str = "oAuth2DeviceFlow";
const REVOKE: &str = "revokeOAuth2Token";

fn wrong(message: String) -> OryError {
    OryError::new(ErrorKind::Input, message)
}

/// An OAuth2 client with its id and its secret, which is empty for ORY_CLIENT_AUTH_PUBLIC. It keeps `client` alive, and
/// `ory_client_cancel` ends its calls.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_new(
    client: *const ory_client,
    auth: ory_client_auth,
    client_id: ory_str,
    client_secret: ory_str,
    tokens: *mut *mut ory_token_client,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let client = pointer::require_ref(rust(client), "client")?;
        pointer::require_out(tokens, "the place for the OAuth2 client")?;
        let client_id = client_id.named("client_id")?.to_owned();
        let client_secret = Secret::new(client_secret.named("client_secret")?);
        let auth = match auth {
            ORY_CLIENT_AUTH_BASIC => ClientAuth::Basic {
                client_id,
                client_secret,
            },
            ORY_CLIENT_AUTH_BODY => ClientAuth::Body {
                client_id,
                client_secret,
            },
            ORY_CLIENT_AUTH_PUBLIC => ClientAuth::Public { client_id },
            other => return Err(wrong(format!("auth {other} is no ory_client_auth"))),
        };
        let made = Tokens {
            client: client.clone(),
            tokens: client.ory.oauth2().client(auth),
        };
        pointer::write(tokens, pointer::into_raw(made));
        Ok(())
    })
}

/// Exchanges the code that the browser came back with. `redirect_uri` is the one of `ory_client_authorization_url`, and so
/// is `verifier`, which is empty for a flow without PKCE; a wrong one uses the code up.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_exchange_code(
    tokens: *const ory_token_client,
    code: ory_str,
    redirect_uri: ory_str,
    verifier: ory_str,
    answer: *mut *mut ory_oauth2_token_exchange,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        exchange(tokens, answer, |tokens| {
            let code = Secret::new(code.named("code")?);
            let redirect_uri = redirect_uri.named("redirect_uri")?.to_owned();
            let verifier = verifier.named("verifier")?;
            let verifier = (!verifier.is_empty()).then(|| Secret::new(verifier));
            Ok(async move {
                let verifier = verifier.as_ref();
                tokens.exchange_code(code, redirect_uri, verifier).await
            })
        })
    })
}

/// Exchanges a refresh token for new tokens. The old one is used up: using it again revokes all that came of it.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_refresh(
    tokens: *const ory_token_client,
    refresh_token: ory_str,
    answer: *mut *mut ory_oauth2_token_exchange,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        exchange(tokens, answer, |tokens| {
            let token = Secret::new(refresh_token.named("refresh_token")?);
            Ok(tokens.refresh(token))
        })
    })
}

/// A token for the client itself. `scopes` and `audiences` are names with spaces between, or empty.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_client_credentials(
    tokens: *const ory_token_client,
    scopes: ory_str,
    audiences: ory_str,
    answer: *mut *mut ory_oauth2_token_exchange,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        exchange(tokens, answer, |tokens| {
            let (scopes, audiences) = (scopes.named("scopes")?, audiences.named("audiences")?);
            Ok(async move {
                let (scopes, audiences) = (names(scopes), names(audiences));
                tokens.client_credentials(&scopes, &audiences).await
            })
        })
    })
}

/// Starts a sign-in on a device without a browser: show user code and verification URI, then
/// `ory_token_client_poll_device`. `scopes` are names with spaces between, or empty.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_start_device(
    tokens: *const ory_token_client,
    scopes: ory_str,
    device: *mut *mut ory_device_authorization,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        call(tokens, DEVICE, device, |tokens| {
            let scopes = scopes.named("scopes")?;
            Ok(async move { tokens.start_device(&names(scopes)).await })
        })
    })
}

/// Waits until the person has typed the code in, and asks for it at the pace that the server wants. ORY_ERROR_TIMEOUT when
/// the code's time is up.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_poll_device(
    tokens: *const ory_token_client,
    device: *const ory_device_authorization,
    answer: *mut *mut ory_oauth2_token_exchange,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        exchange(tokens, answer, |tokens| {
            let record = pointer::require_ref(rust(device), "device")?;
            let device = DeviceAuthorization::from_json(record.json())
                .map_err(|fault| wrong(format!("device cannot be read: {fault}")))?;
            Ok(async move { tokens.poll_device(&device).await })
        })
    })
}

/// Revokes a token with all that came from the same grant; an unknown token is no error.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_revoke(
    tokens: *const ory_token_client,
    token: ory_str,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        run(tokens, REVOKE, |tokens| {
            let token = Secret::new(token.named("token")?);
            Ok(tokens.revoke(token))
        })
    })
}

/// Frees an OAuth2 client; tokens that it gave stay.
#[unsafe(no_mangle)]
pub extern "C" fn ory_token_client_free(tokens: *mut ory_token_client) {
    guard(|| drop(pointer::try_box(rust_mut(tokens))))
}

fn names(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Asks for tokens.
fn exchange<'c, F: Future<Output = Result<OAuth2TokenExchange, OryError>>>(
    tokens: *const ory_token_client,
    answer: *mut *mut ory_oauth2_token_exchange,
    begin: impl FnOnce(&'c TokenClient) -> Result<F, OryError>,
) -> Result<(), OryError> {
    call(tokens, TOKEN, answer, begin)
}

/// A call whose answer C gets as a model.
fn call<'c, M, H, F>(
    tokens: *const ory_token_client,
    operation: &'static str,
    answer: *mut *mut H,
    begin: impl FnOnce(&'c TokenClient) -> Result<F, OryError>,
) -> Result<(), OryError>
where
    M: Model,
    H: Owned<RustType = Record<'static>>,
    F: Future<Output = Result<M, OryError>>,
{
    pointer::require_out(answer, "the place for the answer")
        .map_err(|error| error.with_operation(operation))?;
    let model = run(tokens, operation, begin)?;
    let document = Document::<Record<'static>>::open(H::DESC, model.to_json());
    let document = document.map_err(|(fault, _)| {
        OryError::new(ErrorKind::Internal, fault.to_string()).with_operation(operation)
    })?;
    pointer::write(answer, document.into_raw().cast());
    Ok(())
}

fn run<'c, T, F: Future<Output = Result<T, OryError>>>(
    tokens: *const ory_token_client,
    operation: &'static str,
    begin: impl FnOnce(&'c TokenClient) -> Result<F, OryError>,
) -> Result<T, OryError> {
    let wrong = |error: OryError| error.with_operation(operation);
    let tokens = pointer::require_ref(rust(tokens), "tokens").map_err(wrong)?;
    let call = begin(&tokens.tokens).map_err(wrong)?;
    tokens.client.wait(operation, call)
}
