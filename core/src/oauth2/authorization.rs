//! The address where a client sends a person's browser.

use core::fmt;

use super::TokenClient;
use crate::endpoint::OAuth2Authorize;
use crate::error::{ErrorKind, OryError};

/// Hydra refuses a shorter `state`.
const SHORTEST_STATE: usize = 8;

/// Twice in an address, a server may take either.
const OURS: [&str; 7] = [
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
];

/// What a client asks a person for.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuthorizationRequest {
    /// Where the browser comes back to; registered with the client.
    pub redirect_uri: String,
    /// A random text of at least 8 characters, which comes back with the browser and is compared then.
    pub state: String,
    /// `openid`, `offline_access` and scopes of your own.
    pub scopes: Vec<String>,
    /// Further parameters: `nonce`, `prompt`, `audience`, `login_hint`, `max_age`.
    pub parameters: Vec<(String, String)>,
    /// Of PKCE: the hash of the verifier.
    pub code_challenge: Option<String>,
    /// What is wrong with the verifier, for whoever makes the address to say.
    verifier_fault: Option<&'static str>,
}

impl AuthorizationRequest {
    /// A request with what is required.
    pub fn new(redirect_uri: impl Into<String>, state: impl Into<String>) -> Self {
        Self {
            redirect_uri: redirect_uri.into(),
            state: state.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            code_challenge: None,
            verifier_fault: None,
        }
    }

    /// Asks for scopes.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Binds the code to a verifier that only this client knows.
    #[cfg(feature = "sockets")]
    #[must_use]
    pub fn pkce(mut self, pkce: &super::Pkce) -> Self {
        self.code_challenge = Some(pkce.challenge());
        self.verifier_fault = super::verifier::verifier_fault(pkce.verifier().expose());
        self
    }
}

/// Without `state` and parameters, which tie the request to a person.
impl fmt::Debug for AuthorizationRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AuthorizationRequest")
            .field("redirect_uri", &self.redirect_uri)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl TokenClient {
    /// Where the person's browser goes; nothing is sent.
    ///
    /// # Errors
    /// When the configuration names no server, `state` is too short to be safe, the client's id or `redirect_uri` is
    /// empty, a further parameter is one of those that are fields or methods here, or the verifier of PKCE is none.
    pub fn authorization_url(&self, request: &AuthorizationRequest) -> Result<String, OryError> {
        if request.state.chars().count() < SHORTEST_STATE {
            let why = "`state` has to be a random text of at least 8 characters";
            return Err(OryError::new(ErrorKind::Input, why));
        }
        if self.client_id().is_empty() || request.redirect_uri.is_empty() {
            let why = "the client's id and `redirect_uri` cannot be empty";
            return Err(OryError::new(ErrorKind::Input, why));
        }
        if let Some(why) = request.verifier_fault {
            return Err(OryError::new(ErrorKind::Input, why));
        }
        let mut names = request.parameters.iter().map(|(name, _)| name.as_str());
        if let Some(name) = names.find(|name| OURS.contains(name)) {
            let why = format!("`{name}` is set by the request itself");
            return Err(OryError::new(ErrorKind::Input, why));
        }
        let mut url = self.ory.url(&OAuth2Authorize::new())?;
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", self.client_id())
            .append_pair("redirect_uri", &request.redirect_uri)
            .append_pair("state", &request.state);
        if !request.scopes.is_empty() {
            query.append_pair("scope", &request.scopes.join(" "));
        }
        if let Some(challenge) = &request.code_challenge {
            query.append_pair("code_challenge", challenge);
            query.append_pair("code_challenge_method", "S256");
        }
        query.extend_pairs(&request.parameters);
        url.push('?');
        url.push_str(&query.finish());
        Ok(url)
    }
}
