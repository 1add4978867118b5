//! A hook that sees every request.

use alloc::string::String;

use crate::error::ErrorKind;

/// Sees every request that a client sends, for logs, metrics and traces: see
/// [`Ory::with_observer`](crate::Ory::with_observer).
pub trait Observer: Send + Sync {
    /// Called after each attempt, on the thread that made it. It must not block.
    fn observe(&self, event: &RequestEvent);
}

impl<F: Fn(&RequestEvent) + Send + Sync> Observer for F {
    fn observe(&self, event: &RequestEvent) {
        self(event);
    }
}

/// One attempt to send a request. It holds no credential, no URL and nothing of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestEvent {
    /// Ory's operation id.
    pub operation: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// HTTP status, if the server answered.
    pub status: Option<u16>,
    /// 1 for the first attempt of a call.
    pub attempt: u32,
    /// How long it took, the response's body included.
    pub milliseconds: u64,
    /// Why no response came, or [`ErrorKind::Api`] for a status from 400.
    pub error_kind: Option<ErrorKind>,
    /// The response's `X-Request-Id`.
    pub request_id: Option<String>,
}
