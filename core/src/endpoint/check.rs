//! What the tests ask of every endpoint.

use std::boxed::Box;
use std::future::Future;
use std::pin::Pin;
use std::string::String;

use serde_json::Value;

use crate::Ory;
use crate::codec::{DecodeError, Model};
use crate::endpoint::Endpoint;
use crate::endpoint::credential::Credential as _;
use crate::error::OryError;
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
    /// Calls it with arguments by their names on the wire, and writes what it gave as JSON again, if it gave something.
    pub(crate) call: for<'a> fn(&'a Ory, &'a Value) -> Called<'a>,
}

pub(crate) type Called<'a> =
    Pin<Box<dyn Future<Output = Result<Option<String>, OryError>> + Send + 'a>>;

impl EndpointCheck {
    pub(crate) fn new<E>() -> Self
    where
        E: Endpoint + FromArguments,
        E::Output: Written,
    {
        Self {
            operation: E::OPERATION,
            credential: E::Credential::KIND,
            read: |status, headers, body| E::response(status, headers, body).is_ok(),
            call: |ory, arguments| {
                Box::pin(async move {
                    let endpoint = E::from_arguments(arguments).map_err(|error| {
                        OryError::new(crate::ErrorKind::Input, error.to_string())
                    })?;
                    Ok(ory.call(endpoint).await?.written())
                })
            },
        }
    }
}

/// An endpoint that is made from data.
pub(crate) trait FromArguments: Sized {
    fn from_arguments(arguments: &Value) -> Result<Self, DecodeError>;
}

/// An argument, or what stands for one that is not given.
pub(crate) fn argument<T: Model>(
    arguments: &Value,
    name: &str,
    absent: impl FnOnce() -> T,
) -> Result<T, DecodeError> {
    match arguments.get(name) {
        Some(value) => T::from_json(&value.to_string()),
        None => Ok(absent()),
    }
}

/// A required argument.
pub(crate) fn required<T: Model>(arguments: &Value, name: &str) -> Result<T, DecodeError> {
    T::from_json(&arguments.get(name).unwrap_or(&Value::Null).to_string())
}

/// What a call gave, as JSON again.
pub(crate) trait Written {
    fn written(&self) -> Option<String>;
}

impl Written for () {
    fn written(&self) -> Option<String> {
        None
    }
}

impl<T: Model> Written for T {
    fn written(&self) -> Option<String> {
        Some(self.to_json())
    }
}
