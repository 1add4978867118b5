//! Calls whose type is known at both ends only, so that a library for other languages has one future and not one for
//! each operation.

use alloc::boxed::Box;
use alloc::string::String;

use super::Ory;
use super::deadline::Deadline;
use crate::endpoint::Endpoint;
use crate::error::OryError;
use crate::request::Params;
use crate::request::operation::Operation;
use crate::response::ApiResponse;
use crate::transport::{BoxFuture, Response};

pub(super) trait ErasedCall<T>: Send + Sync {
    fn operation(&self) -> &'static Operation;
    fn params(&self) -> &dyn Params;
    fn body(&self) -> Result<Option<String>, OryError>;
    fn read(&self, response: &Response) -> Result<T, OryError>;
}

/// An endpoint, and what is made of its value.
pub(super) struct Converted<E, F> {
    pub(super) endpoint: E,
    pub(super) convert: F,
}

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
        self.endpoint.body()
    }

    fn read(&self, response: &Response) -> Result<T, OryError> {
        response.check(E::OPERATION)?;
        E::response(response.status, &response.headers, &response.body).map(&self.convert)
    }
}

impl Ory {
    /// Calls an operation and converts its value; for bindings. The future depends on `T` alone.
    #[doc(hidden)]
    pub fn send_erased<E, T>(
        &self,
        endpoint: E,
        convert: impl Fn(E::Output) -> T + Send + Sync + 'static,
    ) -> BoxFuture<'static, Result<ApiResponse<T>, OryError>>
    where
        E: Endpoint + 'static,
        T: 'static,
    {
        let call = Box::new(Converted { endpoint, convert });
        Box::pin(send_owned(self.clone(), call))
    }
}

async fn send_owned<T>(ory: Ory, call: Box<dyn ErasedCall<T>>) -> Result<ApiResponse<T>, OryError> {
    send(&ory, &*call).await
}

/// Sends a call and reads its value, both until the call's deadline.
pub(super) async fn send<T>(
    ory: &Ory,
    call: &dyn ErasedCall<T>,
) -> Result<ApiResponse<T>, OryError> {
    let operation = call.operation();
    let body = call
        .body()
        .map_err(|error| error.with_operation(operation.id))?;
    let deadline = Deadline::of(ory.config());
    let sent = ory.body_with_secrets(operation, body.as_deref());
    let exchange = ory.execute(operation, call.params(), body);
    let response = exchange.await?;
    let read = || call.read(&response);
    let value = ory.decode(deadline, operation, call.params(), sent.as_ref(), read)?;
    Ok(ApiResponse {
        value,
        status: response.status,
        headers: response.headers,
    })
}
