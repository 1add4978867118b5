//! What the tests ask of every endpoint.

use crate::endpoint::Endpoint;
use crate::endpoint::credential::Credential as _;
use crate::request::operation::{CredentialKind, Operation};
use crate::transport::Headers;

/// An endpoint without its type.
pub(crate) struct EndpointCheck {
    /// Its description.
    pub(crate) operation: &'static Operation,
    /// The credential that its type names.
    pub(crate) credential: CredentialKind,
    /// Reads a response; whether that gave a value.
    pub(crate) read: fn(u16, &Headers, &[u8]) -> bool,
}

impl EndpointCheck {
    pub(crate) fn new<E: Endpoint>() -> Self {
        Self {
            operation: E::OPERATION,
            credential: E::Credential::KIND,
            read: |status, headers, body| E::response(status, headers, body).is_ok(),
        }
    }
}
