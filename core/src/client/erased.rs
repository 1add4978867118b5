//! Calls whose type is known at both ends only, so that a library for other languages has one future and not one for
//! each operation.

use alloc::string::String;

use crate::endpoint::Endpoint;
use crate::error::OryError;
use crate::request::Params;
use crate::request::operation::Operation;
use crate::transport::Response;

pub(crate) trait ErasedCall<T>: Send + Sync {
    fn operation(&self) -> &'static Operation;
    fn params(&self) -> &dyn Params;
    fn body(&self) -> Result<Option<String>, OryError>;
    fn read(&self, response: &Response) -> Result<T, OryError>;
}

impl<E: Endpoint> ErasedCall<E::Output> for E {
    fn operation(&self) -> &'static Operation {
        E::OPERATION
    }

    fn params(&self) -> &dyn Params {
        self
    }

    fn body(&self) -> Result<Option<String>, OryError> {
        Endpoint::body(self)
    }

    fn read(&self, response: &Response) -> Result<E::Output, OryError> {
        response.check(E::OPERATION)?;
        E::response(response.status, &response.headers, &response.body)
    }
}

/// An endpoint, and what is made of its value.
#[cfg(feature = "uniffi")]
pub(crate) struct Converted<E, F> {
    pub(crate) endpoint: E,
    pub(crate) convert: F,
}

#[cfg(feature = "uniffi")]
impl<T, E, F> ErasedCall<T> for Converted<E, F>
where
    E: Endpoint,
    F: Fn(E::Output) -> T + Send + Sync,
{
    fn operation(&self) -> &'static Operation {
        E::OPERATION
    }

    fn params(&self) -> &dyn Params {
        &self.endpoint
    }

    fn body(&self) -> Result<Option<String>, OryError> {
        Endpoint::body(&self.endpoint)
    }

    fn read(&self, response: &Response) -> Result<T, OryError> {
        ErasedCall::read(&self.endpoint, response).map(&self.convert)
    }
}
