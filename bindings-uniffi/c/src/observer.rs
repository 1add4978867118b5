//! A callback that sees every request.

use std::ffi::c_void;

use ory_hub::client::{Observer, RequestEvent};
use ory_hub::{ErrorKind, OryError};

use crate::error::ory_result;
use crate::text::ory_str;

/// One attempt to send a request: no URL, no header, nothing of a body. Its texts live during the callback only.
#[repr(C)]
pub struct ory_event {
    /// Ory's operation id.
    pub operation: ory_str,
    /// HTTP method.
    pub method: ory_str,
    /// HTTP status; 0 if there is no response.
    pub status: u32,
    /// 1 for the first attempt of a call.
    pub attempt: u32,
    /// Duration, the response's body included.
    pub milliseconds: u64,
    /// ORY_OK, ORY_ERROR_API for a status from 400, or why there is no response.
    pub result: ory_result,
    /// The response's `X-Request-Id`; empty if there is none.
    pub request_id: ory_str,
}

/// Sees a request.
pub type ory_observer = Option<extern "C" fn(context: *mut c_void, event: *const ory_event)>;

/// A callback with its context, which C promises to be usable from every thread that calls.
pub(crate) struct Callback {
    function: extern "C" fn(*mut c_void, *const ory_event),
    /// The address of C's context; only the callback follows it.
    context: usize,
}

impl Callback {
    pub(crate) fn new(callback: ory_observer, context: *mut c_void) -> Result<Self, OryError> {
        let function =
            callback.ok_or_else(|| OryError::new(ErrorKind::Input, "callback is NULL"))?;
        Ok(Self {
            function,
            context: context.expose_provenance(),
        })
    }
}

impl Observer for Callback {
    fn observe(&self, event: &RequestEvent) {
        let request_id = event.request_id.as_deref();
        let event = ory_event {
            operation: ory_str::of(event.operation),
            method: ory_str::of(event.method),
            status: event.status.map_or(0, u32::from),
            attempt: event.attempt,
            milliseconds: event.milliseconds,
            result: event.error_kind.map_or(ory_result::ORY_OK, ory_result::of),
            request_id: request_id.map_or(ory_str::EMPTY, ory_str::of),
        };
        (self.function)(
            std::ptr::with_exposed_provenance_mut(self.context),
            &raw const event,
        );
    }
}
