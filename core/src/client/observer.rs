//! A hook that sees every request.

use super::event::RequestEvent;

/// Sees every request that a client sends, for logs, metrics and traces: see
/// [`Ory::with_observer`](crate::Ory::with_observer).
pub trait Observer: Send + Sync {
    /// Called after each attempt, on the thread that made it; one that is cancelled has the kind `cancelled` and is seen on
    /// the thread that drops its call. It must not block.
    fn observe(&self, event: &RequestEvent);
}

impl<F: Fn(&RequestEvent) + Send + Sync> Observer for F {
    fn observe(&self, event: &RequestEvent) {
        self(event);
    }
}
