//! Challenges of login, consent and logout pages.

use core::fmt;

use super::OAuth2;
use crate::endpoint::{
    AcceptOAuth2ConsentRequest, AcceptOAuth2LoginRequest, AcceptOAuth2LogoutRequest, Endpoint,
    GetOAuth2ConsentRequest, GetOAuth2LoginRequest, GetOAuth2LogoutRequest,
    RejectOAuth2ConsentRequest, RejectOAuth2LoginRequest,
};
use crate::error::OryError;
use crate::model;

/// What a page finds behind the challenge in its address.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Challenge<T> {
    /// It waits for an answer.
    Open(T),
    /// It was answered before: the person went back, or sent the form twice. The browser goes on here.
    AlreadyHandled {
        /// Where to. The URL holds a one-time verifier.
        redirect_to: String,
    },
    /// It is too old; the person has to begin at the client again.
    Expired,
}

/// Without the redirect.
impl<T: fmt::Debug> fmt::Debug for Challenge<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(request) => formatter.debug_tuple("Open").field(request).finish(),
            Self::AlreadyHandled { .. } => formatter.write_str("AlreadyHandled"),
            Self::Expired => formatter.write_str("Expired"),
        }
    }
}

impl OAuth2 {
    /// What the login page was called for.
    ///
    /// # Errors
    /// Those of `getOAuth2LoginRequest`; an unknown challenge is one with status 404.
    pub async fn login_challenge(
        &self,
        challenge: impl Into<String>,
    ) -> Result<Challenge<model::OAuth2LoginRequest>, OryError> {
        self.state(GetOAuth2LoginRequest::new(challenge)).await
    }

    /// What the consent page was called for.
    ///
    /// # Errors
    /// Those of `getOAuth2ConsentRequest`.
    pub async fn consent_challenge(
        &self,
        challenge: impl Into<String>,
    ) -> Result<Challenge<model::OAuth2ConsentRequest>, OryError> {
        self.state(GetOAuth2ConsentRequest::new(challenge)).await
    }

    /// What the logout page was called for.
    ///
    /// # Errors
    /// Those of `getOAuth2LogoutRequest`.
    pub async fn logout_challenge(
        &self,
        challenge: impl Into<String>,
    ) -> Result<Challenge<model::OAuth2LogoutRequest>, OryError> {
        self.state(GetOAuth2LogoutRequest::new(challenge)).await
    }

    /// Says who signed in; gives the address that the browser goes to.
    ///
    /// # Errors
    /// Those of `acceptOAuth2LoginRequest`.
    pub async fn accept_login(
        &self,
        challenge: impl Into<String>,
        body: model::AcceptOAuth2LoginRequest,
    ) -> Result<String, OryError> {
        self.redirect(AcceptOAuth2LoginRequest::new(challenge, body))
            .await
    }

    /// Refuses the login; gives the address that the browser goes to.
    ///
    /// # Errors
    /// Those of `rejectOAuth2LoginRequest`.
    pub async fn reject_login(
        &self,
        challenge: impl Into<String>,
        body: model::RejectOAuth2Request,
    ) -> Result<String, OryError> {
        self.redirect(RejectOAuth2LoginRequest::new(challenge, body))
            .await
    }

    /// Grants scopes; gives the address that the browser goes to.
    ///
    /// # Errors
    /// Those of `acceptOAuth2ConsentRequest`.
    pub async fn accept_consent(
        &self,
        challenge: impl Into<String>,
        body: model::AcceptOAuth2ConsentRequest,
    ) -> Result<String, OryError> {
        self.redirect(AcceptOAuth2ConsentRequest::new(challenge, body))
            .await
    }

    /// Refuses to grant anything; gives the address that the browser goes to.
    ///
    /// # Errors
    /// Those of `rejectOAuth2ConsentRequest`.
    pub async fn reject_consent(
        &self,
        challenge: impl Into<String>,
        body: model::RejectOAuth2Request,
    ) -> Result<String, OryError> {
        self.redirect(RejectOAuth2ConsentRequest::new(challenge, body))
            .await
    }

    /// Confirms the logout; gives the address that the browser goes to.
    ///
    /// # Errors
    /// Those of `acceptOAuth2LogoutRequest`.
    pub async fn accept_logout(&self, challenge: impl Into<String>) -> Result<String, OryError> {
        self.redirect(AcceptOAuth2LogoutRequest::new(challenge))
            .await
    }

    async fn state<E: Endpoint>(&self, endpoint: E) -> Result<Challenge<E::Output>, OryError> {
        let error = match self.ory.call(endpoint).await {
            Ok(request) => return Ok(Challenge::Open(request)),
            Err(error) => error,
        };
        match error.status() {
            Some(410) => {
                let redirect = error.decode::<model::OAuth2RedirectTo>()?;
                let redirect_to = self.absolute(redirect.redirect_to);
                Ok(Challenge::AlreadyHandled { redirect_to })
            }
            // A wrong API key is 401 too, with a number for its code.
            Some(401)
                if error
                    .code()
                    .is_some_and(|code| code.parse::<u16>().is_err()) =>
            {
                Ok(Challenge::Expired)
            }
            _ => Err(error),
        }
    }

    async fn redirect<E>(&self, endpoint: E) -> Result<String, OryError>
    where
        E: Endpoint<Output = model::OAuth2RedirectTo>,
    {
        Ok(self.absolute(self.ory.call(endpoint).await?.redirect_to))
    }

    /// Hydra leaves its own origin out of some addresses.
    fn absolute(&self, url: String) -> String {
        let config = self.ory.config();
        let base = config
            .hydra_public_url
            .as_deref()
            .or(config.project_url.as_deref());
        let joined = base
            .and_then(|base| url::Url::parse(base).ok())
            .and_then(|base| base.join(&url).ok());
        joined.map_or(url, String::from)
    }
}
