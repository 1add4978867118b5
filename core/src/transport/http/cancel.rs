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
        // Looking at what belongs to other threads is slow, so it is done only before more memory is taken.
        if watched.len() == watched.capacity() {
            watched.retain(|known| known.strong_count() > 0);
        }
        watched.push(waiting);
    }

    pub(super) fn unwatch(&self, waiting: &Weak<dyn Cancellable>) {
        let mut watched = self.watched();
        let place = watched.iter().rposition(|known| known.ptr_eq(waiting));
        // The order of the others stays: see `cancel`.
        place.map(|place| watched.remove(place));
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.0
            .watched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::{Arc, Mutex};

    use super::super::blocking::{Interrupt, block_on};
    use super::{CancelToken, Cancellable};

    #[derive(Debug)]
    struct Wait(u8, Arc<Mutex<Vec<u8>>>);

    impl Cancellable for Wait {
        fn end_wait(&self) {
            self.1.lock().unwrap().push(self.0);
        }
    }

    #[test]
    fn waits_end_from_the_last_to_the_first_but_for_those_that_are_over() {
        let token = CancelToken::new();
        let ended = Arc::default();
        let waits: Vec<Arc<dyn Cancellable>> = (0..5)
            .map(|number| Arc::new(Wait(number, Arc::clone(&ended))) as Arc<dyn Cancellable>)
            .collect();
        waits
            .iter()
            .for_each(|wait| token.watch(Arc::downgrade(wait)));
        token.unwatch(&Arc::downgrade(&waits[1]));
        token.unwatch(&Arc::downgrade(&waits[1]));
        token.cancel();
        assert_eq!(*ended.lock().unwrap(), [4, 3, 2, 0]);
    }

    #[test]
    fn what_was_dropped_takes_no_memory_for_long() {
        let token = CancelToken::new();
        for number in 0..1_000_u32 {
            let wait: Arc<dyn Cancellable> = Arc::new(Wait(0, Arc::default()));
            token.watch(Arc::downgrade(&wait));
            assert!(token.watched().len() < 8, "{number}");
        }
    }

    #[test]
    fn a_call_that_has_ended_is_watched_no_more() {
        let token = CancelToken::new();
        let interrupt = Interrupt {
            cancel: Some(&token),
            ..Interrupt::default()
        };
        let watched = block_on(async { token.watched().len() }, interrupt);
        assert_eq!(watched, Ok(1));
        assert!(token.watched().is_empty());
    }
}
