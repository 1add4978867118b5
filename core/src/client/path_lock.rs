//! Calls that Ory Network refuses side by side go one after the other, per path.

use alloc::string::{String, ToString as _};
use alloc::sync::{Arc, Weak};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_lock::{Mutex as AsyncMutex, MutexGuardArc};

/// The paths that have a call under way.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<String, Weak<AsyncMutex<()>>>>);

impl Turns {
    /// Waits until no other call of that URL's path is under way. The turn ends when the guard is dropped.
    pub async fn wait(&self, url: &str) -> MutexGuardArc<()> {
        self.lock(url).lock_arc().await
    }

    fn lock(&self, url: &str) -> Arc<AsyncMutex<()>> {
        let path = url.split('?').next().unwrap_or_default();
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = paths.get(path).and_then(Weak::upgrade) {
            return lock;
        }
        paths.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        paths.insert(path.to_string(), Arc::downgrade(&lock));
        lock
    }
}
