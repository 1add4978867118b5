//! The last look at a request: arguments that cannot be sent.

use std::sync::Arc;
use std::time::Duration;

use ory_hub::internal::uniffi::refusal;
use ory_hub::transport::{
    BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind,
};

/// Refuses requests with what stands for an argument that cannot be sent, and sends all others.
pub(crate) struct CheckedTransport(Arc<dyn Transport>);

impl CheckedTransport {
    /// Around another one.
    pub(crate) fn around(transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Self(transport))
    }
}

impl Transport for CheckedTransport {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        let headers = request.headers.iter().map(|(_, value)| value.expose());
        let texts = [Some(request.url.as_str()), request.body.as_deref()];
        let refused = texts.into_iter().flatten().chain(headers).find_map(refusal);
        match refused {
            Some(reason) => Box::pin(std::future::ready(Err(TransportError::new(
                TransportErrorKind::InvalidRequest,
                reason,
            )))),
            None => self.0.send(request),
        }
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(time)
    }
}
