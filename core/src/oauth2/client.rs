//! Tokens for an OAuth2 client.

use std::sync::LazyLock;

use super::OAuth2;
use super::verifier::verifier_fault;
use crate::endpoint::IntrospectOAuth2Token;
use crate::endpoint::operations::oauth2::{OAUTH2_TOKEN_EXCHANGE, REVOKE_OAUTH2_TOKEN};
use crate::error::{ErrorKind, OryError};
use crate::model::{
    self, IntrospectOAuth2TokenBody, IntrospectedOAuth2Token, OAuth2TokenExchangeBody,
    RevokeOAuth2TokenBody,
};
use crate::request::ParamList;
use crate::request::form::encode_form;
use crate::request::operation::{CredentialKind, Operation};
use crate::response::FromResponse;
use crate::{Model, Ory, Secret};

/// How a client says who it is; what it is registered with as `token_endpoint_auth_method`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuth {
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
    /// `none`: an app or a page, which can keep no secret; the code is bound by PKCE.
    Public {
        /// The client's id.
        client_id: String,
    },
}

/// An OAuth2 client: see [`OAuth2::client`].
#[derive(Debug, Clone)]
pub struct TokenClient {
    pub(super) ory: Ory,
    pub(super) auth: ClientAuth,
}

/// The same operations where the client names itself in the body.
static TOKEN: LazyLock<Operation> = LazyLock::new(|| without_basic(&OAUTH2_TOKEN_EXCHANGE));
static REVOKE: LazyLock<Operation> = LazyLock::new(|| without_basic(&REVOKE_OAUTH2_TOKEN));

fn without_basic(operation: &Operation) -> Operation {
    Operation {
        credential: CredentialKind::None,
        ..*operation
    }
}

impl OAuth2 {
    /// A client that asks for tokens.
    #[must_use]
    pub fn client(&self, auth: ClientAuth) -> TokenClient {
        let ory = match &auth {
            // Where it is in the body, no header has it, and no error shows it.
            ClientAuth::Basic {
                client_id,
                client_secret,
            }
            | ClientAuth::Body {
                client_id,
                client_secret,
            } => self.ory.with_oauth2_client(client_id, client_secret),
            ClientAuth::Public { .. } => self.ory.clone(),
        };
        TokenClient { ory, auth }
    }

    /// Whether a token is valid, for whom and for what.
    ///
    /// # Errors
    /// Those of `introspectOAuth2Token`; a token that is not valid is `active: false`.
    pub async fn introspect(
        &self,
        token: impl Into<Secret>,
        scopes: &[&str],
    ) -> Result<IntrospectedOAuth2Token, OryError> {
        let mut body = IntrospectOAuth2TokenBody::new(token);
        if !scopes.is_empty() {
            body = body.scope(scopes.join(" "));
        }
        self.ory.call(IntrospectOAuth2Token::new(body)).await
    }
}

impl TokenClient {
    /// Exchanges the code that the browser came back with. `redirect_uri` is the one of the authorization request, and
    /// so is the verifier.
    ///
    /// # Errors
    /// Those of `oauth2TokenExchange`; a wrong verifier uses the code up.
    pub async fn exchange_code(
        &self,
        code: impl Into<Secret>,
        redirect_uri: impl Into<String>,
        verifier: Option<&Secret>,
    ) -> Result<model::OAuth2TokenExchange, OryError> {
        let mut body = OAuth2TokenExchangeBody::new("authorization_code")
            .code(code)
            .redirect_uri(redirect_uri);
        body.code_verifier = verifier.cloned();
        self.exchange(body).await
    }

    /// Exchanges a refresh token for new tokens. The old one is used up: using it again revokes all that came of it.
    ///
    /// # Errors
    /// Those of `oauth2TokenExchange`.
    pub async fn refresh(
        &self,
        refresh_token: impl Into<Secret>,
    ) -> Result<model::OAuth2TokenExchange, OryError> {
        let body = OAuth2TokenExchangeBody::new("refresh_token").refresh_token(refresh_token);
        self.exchange(body).await
    }

    /// A token for the client itself.
    ///
    /// # Errors
    /// Those of `oauth2TokenExchange`.
    pub async fn client_credentials(
        &self,
        scopes: &[&str],
        audiences: &[&str],
    ) -> Result<model::OAuth2TokenExchange, OryError> {
        let mut body = OAuth2TokenExchangeBody::new("client_credentials");
        if !scopes.is_empty() {
            body = body.scope(scopes.join(" "));
        }
        if !audiences.is_empty() {
            body = body.audience(audiences.join(" "));
        }
        self.exchange(body).await
    }

    /// Any grant: the body with how this client says who it is.
    ///
    /// # Errors
    /// Those of `oauth2TokenExchange`, and one of kind input for a `code_verifier` that is none (43 to 128 letters,
    /// digits and `-._~`); then the code is not used up.
    pub async fn exchange(
        &self,
        mut body: OAuth2TokenExchangeBody,
    ) -> Result<model::OAuth2TokenExchange, OryError> {
        if let Some(verifier) = &body.code_verifier
            && let Some(why) = verifier_fault(verifier.expose())
        {
            let error = OryError::new(ErrorKind::Input, why);
            return Err(error.with_operation(OAUTH2_TOKEN_EXCHANGE.id));
        }
        let operation: &'static Operation = match &self.auth {
            ClientAuth::Basic { .. } => &OAUTH2_TOKEN_EXCHANGE,
            ClientAuth::Body {
                client_id,
                client_secret,
            } => {
                body.client_id = Some(client_id.clone());
                body.client_secret = Some(client_secret.clone());
                &TOKEN
            }
            ClientAuth::Public { client_id } => {
                body.client_id = Some(client_id.clone());
                &TOKEN
            }
        };
        self.send(operation, &body).await
    }

    /// Revokes a token with all that came from the same grant.
    ///
    /// # Errors
    /// Those of `revokeOAuth2Token`; an unknown token is none.
    pub async fn revoke(&self, token: impl Into<Secret>) -> Result<(), OryError> {
        let mut body = RevokeOAuth2TokenBody::new(token);
        let operation: &'static Operation = match &self.auth {
            ClientAuth::Basic { .. } => &REVOKE_OAUTH2_TOKEN,
            ClientAuth::Body {
                client_id,
                client_secret,
            } => {
                body = body
                    .client_id(client_id)
                    .client_secret(client_secret.clone());
                &REVOKE
            }
            ClientAuth::Public { client_id } => {
                body = body.client_id(client_id);
                &REVOKE
            }
        };
        self.send(operation, &body).await
    }

    async fn send<T: FromResponse>(
        &self,
        operation: &'static Operation,
        body: &impl Model,
    ) -> Result<T, OryError> {
        let body = encode_form(&body.to_json())?;
        let params = ParamList::default();
        self.ory
            .call_operation(operation, &params, Some(body))
            .await
    }

    pub(super) fn client_id(&self) -> &str {
        match &self.auth {
            ClientAuth::Basic { client_id, .. }
            | ClientAuth::Body { client_id, .. }
            | ClientAuth::Public { client_id } => client_id,
        }
    }
}
