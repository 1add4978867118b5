//! PKCE (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::Secret;
use crate::error::{ErrorKind, OryError};

/// A verifier that the client keeps, and the challenge that it sends ahead. One for each authorization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pkce {
    verifier: Secret,
}

impl Pkce {
    /// A random one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn new() -> Result<Self, OryError> {
        let mut bytes = [0; 32];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| OryError::new(ErrorKind::Internal, "the system gives no random bytes"))?;
        Ok(Self::from_verifier(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// One whose verifier was kept, over a restart between the two halves of the flow. One that is no verifier (43 to 128
    /// letters, digits and `-._~`) is refused where it is used.
    pub fn from_verifier(verifier: impl Into<Secret>) -> Self {
        Self {
            verifier: verifier.into(),
        }
    }

    /// What the client sends with the code.
    #[must_use]
    pub fn verifier(&self) -> &Secret {
        &self.verifier
    }

    /// Its hash, for `code_challenge` with the method `S256`.
    #[must_use]
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA256, self.verifier.expose().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Pkce;

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let pkce = Pkce::from_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(
            pkce.challenge(),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        let random = Pkce::new().unwrap();
        assert_eq!(random.verifier().expose().len(), 43);
        assert_ne!(random, Pkce::new().unwrap());
        assert!(!format!("{random:?}").contains(random.verifier().expose()));
    }
}
