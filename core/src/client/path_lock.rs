//! One lock per path: Ory Network rejects concurrent calls of some operations for one path.

use alloc::string::{String, ToString as _};
use alloc::sync::{Arc, Weak};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_lock::{Mutex as AsyncMutex, MutexGuardArc};

use crate::per_process::PerProcess;

/// The paths that have a call under way.
#[derive(Debug, Default)]
pub(super) struct PathLocks(PerProcess<Paths>);

type Paths = Mutex<HashMap<String, Weak<AsyncMutex<()>>>>;

impl PathLocks {
    /// Waits until no other call of that URL's path is under way. Dropping the guard ends the call.
    pub(super) async fn lock(&self, url: &str) -> MutexGuardArc<()> {
        self.path_mutex(url).lock_arc().await
    }

    fn path_mutex(&self, url: &str) -> Arc<AsyncMutex<()>> {
        let path = url.split('?').next().unwrap_or_default();
        let paths = self.0.get(Paths::default);
        let mut paths = paths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = paths.get(path).and_then(Weak::upgrade) {
            return lock;
        }
        paths.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        paths.insert(path.to_string(), Arc::downgrade(&lock));
        lock
    }
}
