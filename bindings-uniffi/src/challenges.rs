//! Challenges of OAuth2 login, consent and logout pages as states.

use std::sync::Arc;

use ory_hub::model::{
    AcceptOAuth2ConsentRequest, AcceptOAuth2LoginRequest, OAuth2ConsentRequest, OAuth2LoginRequest,
    OAuth2LogoutRequest, RejectOAuth2Request,
};
use ory_hub::oauth2::Challenge;
use ory_hub::{ErrorKind, oauth2};

use crate::error::OryError;
use crate::ory::{Ory, in_background};

/// What login, consent and logout pages of OAuth2 do with the challenge in their address. Every answer gives the address
/// that the browser goes to.
#[derive(uniffi::Object)]
pub(crate) struct Challenges {
    oauth2: oauth2::OAuth2,
}

#[uniffi::export]
impl Ory {
    /// Challenges of OAuth2 login, consent and logout pages.
    pub(crate) fn challenges(&self) -> Arc<Challenges> {
        Arc::new(Challenges {
            oauth2: self.client().oauth2(),
        })
    }
}

macro_rules! state {
    ($(#[$about:meta])* $state:ident of $request:ident) => {
        $(#[$about])*
        #[derive(uniffi::Enum)]
        #[allow(
            clippy::large_enum_variant,
            reason = "made once for each page that is shown"
        )]
        pub(crate) enum $state {
            /// It waits for an answer.
            Open {
                /// What is asked.
                request: $request,
            },
            /// It was answered before: the person went back, or sent the form twice.
            AlreadyHandled {
                /// Where the browser goes on. The address holds a one-time verifier.
                redirect_to: String,
            },
            /// It is too old; the person has to begin at the client again.
            Expired,
        }

        impl TryFrom<Challenge<$request>> for $state {
            type Error = ory_hub::OryError;

            fn try_from(challenge: Challenge<$request>) -> Result<Self, ory_hub::OryError> {
                match challenge {
                    Challenge::Open(request) => Ok(Self::Open { request }),
                    Challenge::AlreadyHandled { redirect_to } => {
                        Ok(Self::AlreadyHandled { redirect_to })
                    }
                    Challenge::Expired => Ok(Self::Expired),
                    // Core adds its states here first.
                    _ => Err(ory_hub::OryError::new(
                        ErrorKind::Internal,
                        "the challenge is in a state that this version does not know",
                    )),
                }
            }
        }
    };
}

state! {
    /// What a login page finds behind its challenge.
    LoginChallenge of OAuth2LoginRequest
}

state! {
    /// What a consent page finds behind its challenge.
    ConsentChallenge of OAuth2ConsentRequest
}

state! {
    /// What a logout page finds behind its challenge.
    LogoutChallenge of OAuth2LogoutRequest
}

#[uniffi::export]
impl Challenges {
    /// What the login page was called for; an unknown challenge is an error with status 404.
    pub(crate) async fn login(&self, challenge: String) -> Result<LoginChallenge, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(
            async move { LoginChallenge::try_from(oauth2.login_challenge(challenge).await?) },
        )
        .await
    }

    /// What the consent page was called for; an unknown challenge is an error with status 404.
    pub(crate) async fn consent(&self, challenge: String) -> Result<ConsentChallenge, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move {
            ConsentChallenge::try_from(oauth2.consent_challenge(challenge).await?)
        })
        .await
    }

    /// What the logout page was called for; an unknown challenge is an error with status 404.
    pub(crate) async fn logout(&self, challenge: String) -> Result<LogoutChallenge, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move {
            LogoutChallenge::try_from(oauth2.logout_challenge(challenge).await?)
        })
        .await
    }

    /// Says who signed in.
    pub(crate) async fn accept_login(
        &self,
        challenge: String,
        body: AcceptOAuth2LoginRequest,
    ) -> Result<String, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move { oauth2.accept_login(challenge, body).await }).await
    }

    /// Refuses the login.
    pub(crate) async fn reject_login(
        &self,
        challenge: String,
        body: RejectOAuth2Request,
    ) -> Result<String, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move { oauth2.reject_login(challenge, body).await }).await
    }

    /// Grants scopes.
    pub(crate) async fn accept_consent(
        &self,
        challenge: String,
        body: AcceptOAuth2ConsentRequest,
    ) -> Result<String, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move { oauth2.accept_consent(challenge, body).await }).await
    }

    /// Refuses to grant anything.
    pub(crate) async fn reject_consent(
        &self,
        challenge: String,
        body: RejectOAuth2Request,
    ) -> Result<String, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move { oauth2.reject_consent(challenge, body).await }).await
    }

    /// Confirms the logout.
    pub(crate) async fn accept_logout(&self, challenge: String) -> Result<String, OryError> {
        let oauth2 = self.oauth2.clone();
        in_background(async move { oauth2.accept_logout(challenge).await }).await
    }
}
