//! OAuth2: the state of challenges for login, consent and logout pages, and what a client needs for a code flow.

use ory_hub::model::{OAuth2ConsentRequest, OAuth2LoginRequest, OAuth2LogoutRequest};
use ory_hub::oauth2::{AuthorizationRequest, Challenge as State, ClientAuth, Pkce};
use ory_hub::{Model, OryError};

use crate::client::{Client, ory_client};
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::result::ory_result;
use crate::text::{ory_str, ory_text};

/// What a page finds behind the challenge in its address.
pub struct ory_oauth2_challenge {
    _private: [u8; 0],
}

/// What a page finds behind a challenge.
pub(crate) enum Challenge {
    /// The request as JSON.
    Open(String),
    /// Where the browser goes on.
    AlreadyHandled(String),
    Expired,
}

impl Handle for ory_oauth2_challenge {
    type RustType = Challenge;
}

impl<M: Model> From<State<M>> for Challenge {
    fn from(state: State<M>) -> Self {
        match state {
            State::Open(request) => Self::Open(request.to_json()),
            State::AlreadyHandled { redirect_to } => Self::AlreadyHandled(redirect_to),
            _ => Self::Expired,
        }
    }
}

/// The page whose challenge it is.
#[derive(Clone, Copy)]
enum Page {
    Login,
    Consent,
    Logout,
}

impl Page {
    fn operation(self) -> &'static str {
        match self {
            Self::Login => "getOAuth2LoginRequest",
            Self::Consent => "getOAuth2ConsentRequest",
            Self::Logout => "getOAuth2LogoutRequest",
        }
    }

    async fn ask(self, client: &Client, challenge: &str) -> Result<Challenge, OryError> {
        let oauth2 = client.ory.oauth2();
        Ok(match self {
            Self::Login => {
                let state: State<OAuth2LoginRequest> = oauth2.login_challenge(challenge).await?;
                state.into()
            }
            Self::Consent => {
                let state: State<OAuth2ConsentRequest> =
                    oauth2.consent_challenge(challenge).await?;
                state.into()
            }
            Self::Logout => {
                let state: State<OAuth2LogoutRequest> = oauth2.logout_challenge(challenge).await?;
                state.into()
            }
        })
    }
}

fn challenge_of(
    page: Page,
    client: *const ory_client,
    challenge: ory_str,
    out: *mut *mut ory_oauth2_challenge,
) -> Result<(), OryError> {
    let operation = page.operation();
    let wrong = |error: OryError| error.with_operation(operation);
    let client = pointer::require_ref(rust(client), "client").map_err(wrong)?;
    pointer::require_out(out, "the place for the challenge").map_err(wrong)?;
    let text = challenge.named("challenge").map_err(wrong)?;
    let state = client.wait(operation, page.ask(client, text))?;
    pointer::write(out, pointer::into_raw(state));
    Ok(())
}

/// What the login page was called for.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_login_challenge(
    client: *const ory_client,
    login_challenge: ory_str,
    challenge: *mut *mut ory_oauth2_challenge,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        challenge_of(Page::Login, client, login_challenge, challenge)
    })
}

/// What the consent page was called for.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_consent_challenge(
    client: *const ory_client,
    consent_challenge: ory_str,
    challenge: *mut *mut ory_oauth2_challenge,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        challenge_of(Page::Consent, client, consent_challenge, challenge)
    })
}

/// What the logout page was called for.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_logout_challenge(
    client: *const ory_client,
    logout_challenge: ory_str,
    challenge: *mut *mut ory_oauth2_challenge,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        challenge_of(Page::Logout, client, logout_challenge, challenge)
    })
}

/// Its state: 1, it waits for an answer; 2, it was answered before and the browser goes on at `_get_redirect_to`; 3, it is
/// too old and the person has to begin at the client again. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ory_oauth2_challenge_kind(challenge: *const ory_oauth2_challenge) -> u32 {
    guard(|| match pointer::try_ref(rust(challenge)) {
        None => 0,
        Some(Challenge::Open(_)) => 1,
        Some(Challenge::AlreadyHandled(_)) => 2,
        Some(Challenge::Expired) => 3,
    })
}

/// The request of an open one as JSON, for `ory_oauth2_login_request_from_json` and its siblings; empty otherwise.
#[unsafe(no_mangle)]
pub extern "C" fn ory_oauth2_challenge_get_json(challenge: *const ory_oauth2_challenge) -> ory_str {
    guard(|| match pointer::try_ref(rust(challenge)) {
        Some(Challenge::Open(json)) => ory_str::of(json),
        _ => ory_str::EMPTY,
    })
}

/// Where the browser goes on, of one that was answered before; it holds a one-time verifier. Empty otherwise.
#[unsafe(no_mangle)]
pub extern "C" fn ory_oauth2_challenge_get_redirect_to(
    challenge: *const ory_oauth2_challenge,
) -> ory_str {
    guard(|| match pointer::try_ref(rust(challenge)) {
        Some(Challenge::AlreadyHandled(url)) => ory_str::of(url),
        _ => ory_str::EMPTY,
    })
}

/// Frees a challenge.
#[unsafe(no_mangle)]
pub extern "C" fn ory_oauth2_challenge_free(challenge: *mut ory_oauth2_challenge) {
    guard(|| drop(pointer::try_box(rust_mut(challenge))))
}

/// A random verifier for PKCE, to be kept until the code is exchanged (`code_verifier`) and freed.
#[unsafe(no_mangle)]
pub extern "C" fn ory_pkce_new_verifier(
    verifier: *mut *mut ory_text,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        pointer::require_out(verifier, "the place for the verifier")?;
        let pkce = Pkce::new()?;
        let text = pkce.verifier().expose().into();
        pointer::write(verifier, pointer::into_raw(text));
        Ok(())
    })
}

/// The address that a client sends a person's browser to, to be freed; nothing is sent. `client_id` and `redirect_uri`
/// are what the client is registered with, `state` is a random text of at least 8 characters that comes back with the
/// browser, `scopes` are names with spaces between. `verifier` is one of `ory_pkce_new_verifier`, or empty for a flow
/// without PKCE.
#[unsafe(no_mangle)]
#[allow(clippy::too_many_arguments)]
pub extern "C" fn ory_client_authorization_url(
    client: *const ory_client,
    client_id: ory_str,
    redirect_uri: ory_str,
    state: ory_str,
    scopes: ory_str,
    verifier: ory_str,
    url: *mut *mut ory_text,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let client = pointer::require_ref(rust(client), "client")?;
        pointer::require_out(url, "the place for the address")?;
        let auth = ClientAuth::Public {
            client_id: client_id.named("client_id")?.to_owned(),
        };
        let mut request =
            AuthorizationRequest::new(redirect_uri.named("redirect_uri")?, state.named("state")?)
                .scopes(scopes.named("scopes")?.split_whitespace());
        let verifier = verifier.named("verifier")?;
        if !verifier.is_empty() {
            request = request.pkce(&Pkce::from_verifier(verifier));
        }
        let text = client
            .ory
            .oauth2()
            .client(auth)
            .authorization_url(&request)?;
        pointer::write(url, pointer::into_raw(text.into_boxed_str()));
        Ok(())
    })
}
