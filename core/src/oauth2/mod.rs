//! OAuth2 beyond single calls: the state of challenges for login and consent pages, and tokens for clients.

mod authorization;
mod challenge;
mod client;
mod device;
#[cfg(feature = "sockets")]
mod pkce;
mod verifier;

pub use authorization::AuthorizationRequest;
pub use challenge::Challenge;
pub use client::{ClientAuth, TokenClient};
#[cfg(feature = "sockets")]
pub use pkce::Pkce;

use crate::Ory;

/// OAuth2 of a project: see [`Ory::oauth2`].
#[derive(Debug, Clone)]
pub struct OAuth2 {
    ory: Ory,
}

impl Ory {
    /// OAuth2 for login and consent pages, and for clients.
    #[must_use]
    pub fn oauth2(&self) -> OAuth2 {
        OAuth2 { ory: self.clone() }
    }
}
