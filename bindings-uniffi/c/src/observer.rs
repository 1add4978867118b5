//! A callback that sees every request.

use std::ffi::c_void;

use ory_hub::client::{Observer, RequestEvent};
use ory_hub::{ErrorKind, OryError};

use crate::event::ory_event;

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
        let event = ory_event::of(event);
        (self.function)(
            std::ptr::with_exposed_provenance_mut(self.context),
            &raw const event,
        );
    }
}
