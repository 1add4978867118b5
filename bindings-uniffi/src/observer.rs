//! A hook that sees every request.

use crate::event::OryEvent;

/// Sees every request that a client sends, for logs, metrics and traces. It is called on a thread of the library and
/// must not block.
#[uniffi::export(callback_interface)]
pub(crate) trait OryObserver: Send + Sync {
    /// Called after each attempt.
    fn observe(&self, event: OryEvent);
}

/// An observer of Kotlin or Swift as core calls it.
pub(crate) struct CallbackObserver(pub(crate) Box<dyn OryObserver>);

impl ory_hub::Observer for CallbackObserver {
    fn observe(&self, event: &ory_hub::RequestEvent) {
        self.0.observe(event.into());
    }
}
