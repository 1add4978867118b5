//! Connections of one client in one process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::header::HeaderValue;
use rustls::ClientConfig;
use tokio::sync::Semaphore;

use super::connection::Connection;
use super::target::Target;
use crate::transport::TransportError;

/// An idle connection is closed after that time, at the next call to its host.
const IDLE: Duration = Duration::from_secs(90);

/// Who moves a connection's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DrivenBy {
    /// Whichever thread calls.
    Caller,
    /// A tokio runtime: its sockets are registered there.
    #[cfg(feature = "http")]
    Runtime(tokio::runtime::Id),
}

/// All connections.
pub(super) struct Pool {
    pub(super) tls: Arc<ClientConfig>,
    max_connections: usize,
    hosts: Mutex<Vec<Arc<Host>>>,
}

/// The connections to one host.
pub(super) struct Host {
    origin: String,
    pub(super) target: Target,
    /// Value of the `Host` header.
    pub(super) name: HeaderValue,
    /// One for each connection that may be in use; who waits is served in order.
    pub(super) permits: Semaphore,
    max_connections: usize,
    idle: Mutex<Vec<(DrivenBy, Box<Connection>)>>,
}

impl Pool {
    pub(super) fn new(tls: Arc<ClientConfig>, max_connections: usize) -> Self {
        Self {
            tls,
            max_connections: max_connections.clamp(1, Semaphore::MAX_PERMITS),
            hosts: Mutex::default(),
        }
    }

    /// The host of a URL's origin.
    pub(super) fn host(&self, origin: &str) -> Result<Arc<Host>, TransportError> {
        let mut hosts = lock(&self.hosts);
        if let Some(host) = hosts.iter().find(|host| host.origin == origin) {
            return Ok(host.clone());
        }
        let (target, name) = Target::parse(origin)?;
        let host = Arc::new(Host {
            origin: origin.to_string(),
            target,
            name,
            permits: Semaphore::new(self.max_connections),
            max_connections: self.max_connections,
            idle: Mutex::default(),
        });
        hosts.push(host.clone());
        Ok(host)
    }
}

impl Host {
    /// The idle connection that was used last. The caller holds a permit.
    pub(super) fn take(&self, driven_by: DrivenBy) -> Option<Box<Connection>> {
        let mut idle = lock(&self.idle);
        let place = idle.iter().rposition(|(at, _)| *at == driven_by);
        let taken = place.map(|place| idle.remove(place).1);
        let now = Instant::now();
        let fresh = |connection: &Connection| now.duration_since(connection.idle_since) < IDLE;
        let mut old = idle
            .iter()
            .take_while(|(_, connection)| !fresh(connection))
            .count();
        let in_use = self.max_connections - self.permits.available_permits();
        if taken.is_none() && idle.len() - old + in_use > self.max_connections {
            // A new one is opened: one that something else drives makes room.
            old += 1;
        }
        let old = old.min(idle.len());
        let closed: Vec<_> = idle.drain(..old).collect();
        drop(idle);
        drop(closed);
        taken.filter(|connection| fresh(connection))
    }

    /// Keeps a connection for the next call.
    pub(super) fn put(&self, driven_by: DrivenBy, mut connection: Box<Connection>) {
        if !connection.is_reusable() {
            return;
        }
        connection.idle_since = Instant::now();
        connection.used = true;
        let mut idle = lock(&self.idle);
        if idle.len() < self.max_connections {
            idle.push((driven_by, connection));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
