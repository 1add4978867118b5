//! Ends blocking calls from another thread.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// What waits for a blocking call: the call itself, or a connection.
pub(super) trait Cancellable: Send + Sync + std::fmt::Debug {
    /// Ends the wait at once.
    fn end_wait(&self);
}

type Watched = Vec<Weak<dyn Cancellable>>;

/// Ends blocking calls from another thread.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<Token>);

#[derive(Debug, Default)]
struct Token {
    cancelled: AtomicBool,
    watched: Mutex<Watched>,
}

impl CancelToken {
    /// A token that has ended nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends all calls that were given this token, now and later.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::SeqCst);
        let watched = std::mem::take(&mut *self.watched());
        // A call is watched before its connections: they are shut down before it wakes.
        for waiting in watched.iter().rev().filter_map(Weak::upgrade) {
            waiting.end_wait();
        }
    }

    /// Whether [`cancel`](Self::cancel) was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::SeqCst)
    }

    pub(super) fn watch(&self, waiting: Weak<dyn Cancellable>) {
        let mut watched = self.watched();
        watched.retain(|known| known.strong_count() > 0);
        watched.push(waiting);
    }

    pub(super) fn unwatch(&self, waiting: &Weak<dyn Cancellable>) {
        self.watched().retain(|known| !known.ptr_eq(waiting));
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.0
            .watched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
