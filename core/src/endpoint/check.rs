//! What the tests ask of every endpoint.

use crate::endpoint::Endpoint;
use crate::endpoint::credential::Credential as _;
use crate::request::operation::{CredentialKind, Operation};
use crate::transport::Headers;

/// An endpoint without its type.
pub struct EndpointCheck {
    /// Its description.
    pub operation: &'static Operation,
    /// The credential that its type names.
    pub credential: CredentialKind,
    /// Reads a response; whether that gave a value.
    pub read: fn(u16, &Headers, &[u8]) -> bool,
}

impl EndpointCheck {
    pub fn new<E: Endpoint>() -> Self {
        Self {
            operation: E::OPERATION,
            credential: E::Credential::KIND,
            read: |status, headers, body| E::response(status, headers, body).is_ok(),
        }
    }
}
