//! Tokens for an OAuth2 client: by code with PKCE, by secret, by refresh token, on a device.

use std::collections::HashMap;
use std::sync::Arc;

use ory_hub::model::{DeviceAuthorization, OAuth2TokenExchange};
use ory_hub::{Secret, oauth2};

use crate::async_export::async_export;
use crate::error::OryError;
use crate::ory::{Ory, background, in_background};
use crate::refused;

/// How an OAuth2 client says who it is; what it is registered with as `token_endpoint_auth_method`.
#[derive(uniffi::Enum)]
pub(crate) enum ClientAuth {
    /// `client_secret_basic`, Hydra's default.
    Basic {
        /// The client's id.
        client_id: String,
        /// Its secret.
        client_secret: Secret,
    },
    /// `client_secret_post`: the secret is in the body.
    Body {
        /// The client's id.
        client_id: String,
        /// Its secret.
        client_secret: Secret,
    },
    /// `none`: an app, which can keep no secret; the code is bound by PKCE.
    Public {
        /// The client's id.
        client_id: String,
    },
}

impl From<ClientAuth> for oauth2::ClientAuth {
    fn from(auth: ClientAuth) -> Self {
        match auth {
            ClientAuth::Basic {
                client_id,
                client_secret,
            } => Self::Basic {
                client_id,
                client_secret,
            },
            ClientAuth::Body {
                client_id,
                client_secret,
            } => Self::Body {
                client_id,
                client_secret,
            },
            ClientAuth::Public { client_id } => Self::Public { client_id },
        }
    }
}

/// What a client asks a person for.
#[derive(uniffi::Record)]
pub(crate) struct AuthorizationRequest {
    /// Where the browser comes back to; registered with the client.
    pub(crate) redirect_uri: String,
    /// A random text of at least 8 characters, which comes back with the browser and is compared then.
    pub(crate) state: String,
    /// `openid`, `offline_access` and scopes of your own.
    #[uniffi(default)]
    pub(crate) scopes: Vec<String>,
    /// Further parameters: `nonce`, `prompt`, `audience`, `login_hint`, `max_age`.
    #[uniffi(default)]
    pub(crate) parameters: HashMap<String, String>,
    /// `challenge` of a `Pkce`.
    #[uniffi(default = None)]
    pub(crate) code_challenge: Option<String>,
}

/// A verifier that the client keeps, and the challenge that it sends ahead (RFC 7636). One for each authorization.
#[derive(uniffi::Object)]
pub(crate) struct Pkce(oauth2::Pkce);

#[uniffi::export]
impl Pkce {
    /// A random one.
    #[uniffi::constructor]
    pub(crate) fn new() -> Result<Arc<Self>, OryError> {
        Ok(Arc::new(Self(oauth2::Pkce::new()?)))
    }

    /// One whose verifier was kept, over a restart between the two halves of the flow.
    #[uniffi::constructor]
    pub(crate) fn from_verifier(verifier: Secret) -> Arc<Self> {
        Arc::new(Self(oauth2::Pkce::from_verifier(verifier)))
    }

    /// What the client sends with the code.
    pub(crate) fn verifier(&self) -> Secret {
        self.0.verifier().clone()
    }

    /// Its hash, which goes ahead.
    pub(crate) fn challenge(&self) -> String {
        self.0.challenge()
    }
}

/// An OAuth2 client that asks for tokens.
#[derive(uniffi::Object)]
pub(crate) struct TokenClient(oauth2::TokenClient);

#[uniffi::export]
impl Ory {
    /// An OAuth2 client that asks for tokens.
    pub(crate) fn token_client(&self, auth: ClientAuth) -> Arc<TokenClient> {
        Arc::new(TokenClient(self.client().oauth2().client(auth.into())))
    }
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[uniffi::export]
impl TokenClient {
    /// Where the person's browser goes; nothing is sent.
    pub(crate) fn authorization_url(
        &self,
        request: AuthorizationRequest,
    ) -> Result<String, OryError> {
        let own = [&request.redirect_uri, &request.state];
        let further = request.parameters.iter();
        let texts = own
            .into_iter()
            .chain(&request.scopes)
            .chain(&request.code_challenge)
            .chain(further.flat_map(|(name, value)| [name, value]));
        refused::check(texts.map(String::as_str))?;
        let mut asked = oauth2::AuthorizationRequest::new(request.redirect_uri, request.state)
            .scopes(request.scopes);
        for (name, value) in request.parameters {
            asked = asked.parameter(name, value);
        }
        asked.code_challenge = request.code_challenge;
        let url = self.0.authorization_url(&asked)?;
        refused::check([url.as_str()])?;
        Ok(url)
    }

    /// A token for the client itself.
    #[uniffi::method(default(scopes = [], audiences = []))]
    pub(crate) async fn client_credentials(
        &self,
        scopes: Vec<String>,
        audiences: Vec<String>,
    ) -> Result<OAuth2TokenExchange, OryError> {
        let client = self.0.clone();
        in_background(Box::pin(async move {
            client
                .client_credentials(&texts(&scopes), &texts(&audiences))
                .await
        }))
        .await
    }

    /// Starts a sign-in on a device without a browser: show `userCode` and `verificationUri`, then `pollDevice`.
    #[uniffi::method(default(scopes = []))]
    pub(crate) async fn start_device(
        &self,
        scopes: Vec<String>,
    ) -> Result<DeviceAuthorization, OryError> {
        let client = self.0.clone();
        in_background(Box::pin(async move {
            client.start_device(&texts(&scopes)).await
        }))
        .await
    }
}

async_export!(
    /// Exchanges the code that the browser came back with. `redirectUri` is the one of the authorization request; a wrong
    /// verifier uses the code up.
    #[symbol = "tokenclient_exchange_code"]
    fn exchange_code(
        this: &TokenClient,
        code: Secret,
        redirect_uri: String,
        verifier: Option<Secret>,
    ) -> OAuth2TokenExchange {
        let client = this.0.clone();
        background(async move {
            client
                .exchange_code(code, redirect_uri, verifier.as_ref())
                .await
        })
    }
);

async_export!(
    /// Exchanges a refresh token for new tokens. The old one is used up: using it again revokes all that came of it.
    #[symbol = "tokenclient_refresh"]
    fn refresh(this: &TokenClient, refresh_token: Secret) -> OAuth2TokenExchange {
        let client = this.0.clone();
        background(async move { client.refresh(refresh_token).await })
    }
);

async_export!(
    /// Asks until the person has typed the code in, at the pace that the server wants.
    #[symbol = "tokenclient_poll_device"]
    fn poll_device(this: &TokenClient, device: DeviceAuthorization) -> OAuth2TokenExchange {
        let client = this.0.clone();
        background(async move { client.poll_device(&device).await })
    }
);

async_export!(
    /// Revokes a token with all that came from the same grant; an unknown token is no error.
    #[symbol = "tokenclient_revoke"]
    fn revoke(this: &TokenClient, token: Secret) -> () {
        let client = this.0.clone();
        background(async move { client.revoke(token).await })
    }
);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ory_hub::internal::uniffi::HALF_CHARACTER;

    use super::*;
    use crate::mock::OryMock;

    #[test]
    fn half_a_character_is_in_no_address() {
        let ory = Ory::with_mock(&OryMock::new(), None, None).unwrap();
        let url = |client_id: &str, state: &str, scope: &str| {
            let client_id = client_id.to_owned();
            let client = ory.token_client(ClientAuth::Public { client_id });
            client.authorization_url(AuthorizationRequest {
                redirect_uri: "http://c".into(),
                state: state.into(),
                scopes: vec![scope.into()],
                parameters: HashMap::new(),
                code_challenge: None,
            })
        };
        assert!(url("c", "12345678", "openid").is_ok());
        let half = HALF_CHARACTER;
        for refused in [
            url(half, "12345678", ""),
            url("c", half, ""),
            url("c", "12345678", half),
        ] {
            let error = refused.unwrap_err().to_string();
            assert!(error.contains("half a character"), "{error}");
        }
    }
}
