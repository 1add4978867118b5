//! Challenges of OAuth2 login, consent and logout pages as states.

use std::sync::Arc;

use ory_hub::model::{
    AcceptOAuth2ConsentRequest, AcceptOAuth2LoginRequest, OAuth2ConsentRequest, OAuth2LoginRequest,
    OAuth2LogoutRequest, RejectOAuth2Request,
};
use ory_hub::oauth2::Challenge;
use ory_hub::{ErrorKind, oauth2};

use crate::async_export::async_export;
use crate::ory::{Ory, background};

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

async_export!(
    /// What the login page was called for; an unknown challenge is an error with status 404.
    #[symbol = "challenges_login"]
    fn login(this: &Challenges, challenge: String) -> LoginChallenge {
        let oauth2 = this.oauth2.clone();
        background(
            async move { LoginChallenge::try_from(oauth2.login_challenge(challenge).await?) },
        )
    }
);

async_export!(
    /// What the consent page was called for; an unknown challenge is an error with status 404.
    #[symbol = "challenges_consent"]
    fn consent(this: &Challenges, challenge: String) -> ConsentChallenge {
        let oauth2 = this.oauth2.clone();
        background(
            async move { ConsentChallenge::try_from(oauth2.consent_challenge(challenge).await?) },
        )
    }
);

async_export!(
    /// What the logout page was called for; an unknown challenge is an error with status 404.
    #[symbol = "challenges_logout"]
    fn logout(this: &Challenges, challenge: String) -> LogoutChallenge {
        let oauth2 = this.oauth2.clone();
        background(
            async move { LogoutChallenge::try_from(oauth2.logout_challenge(challenge).await?) },
        )
    }
);

async_export!(
    /// Says who signed in.
    #[symbol = "challenges_accept_login"]
    fn accept_login(
        this: &Challenges,
        challenge: String,
        body: AcceptOAuth2LoginRequest,
    ) -> String {
        let oauth2 = this.oauth2.clone();
        background(async move { oauth2.accept_login(challenge, body).await })
    }
);

async_export!(
    /// Refuses the login.
    #[symbol = "challenges_reject_login"]
    fn reject_login(this: &Challenges, challenge: String, body: RejectOAuth2Request) -> String {
        let oauth2 = this.oauth2.clone();
        background(async move { oauth2.reject_login(challenge, body).await })
    }
);

async_export!(
    /// Grants scopes.
    #[symbol = "challenges_accept_consent"]
    fn accept_consent(
        this: &Challenges,
        challenge: String,
        body: AcceptOAuth2ConsentRequest,
    ) -> String {
        let oauth2 = this.oauth2.clone();
        background(async move { oauth2.accept_consent(challenge, body).await })
    }
);

async_export!(
    /// Refuses to grant anything.
    #[symbol = "challenges_reject_consent"]
    fn reject_consent(this: &Challenges, challenge: String, body: RejectOAuth2Request) -> String {
        let oauth2 = this.oauth2.clone();
        background(async move { oauth2.reject_consent(challenge, body).await })
    }
);

async_export!(
    /// Confirms the logout.
    #[symbol = "challenges_accept_logout"]
    fn accept_logout(this: &Challenges, challenge: String) -> String {
        let oauth2 = this.oauth2.clone();
        background(async move { oauth2.accept_logout(challenge).await })
    }
);
