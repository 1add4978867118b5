//! The client that C holds: core's, with the runtime on which its calls wait.

use std::sync::Arc;
use std::time::Duration;

use ory_hub::{ErrorKind, Ory, OryConfig, OryError};
use tokio::runtime::{Builder, Runtime};

use super::guard::guard;
use super::pointer::{self, Handle};

/// How long ending a client waits for a name look-up that is still under way.
const PATIENCE: Duration = Duration::from_secs(1);

/// A client for every Ory API. Its calls block the calling thread; many threads may call at once. The caller owns it
/// and ends it with `ory_client_free`.
pub struct ory_client {
    _private: [u8; 0],
}

/// What stands behind a client.
pub(super) struct Client {
    pub(super) ory: Ory,
    runtime: Option<Runtime>,
}

impl Handle for ory_client {
    type Behind = Arc<Client>;
}

impl Client {
    pub(super) fn new(config: OryConfig) -> Result<Self, OryError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("ory-hub")
            .enable_all()
            .build()
            .map_err(|error| OryError::new(ErrorKind::Internal, error.to_string()))?;
        Ok(Self {
            ory: Ory::new(config)?,
            runtime: Some(runtime),
        })
    }

    /// Waits for a call on the calling thread; the client's own thread moves the bytes of all calls.
    pub(super) fn wait<T>(
        &self,
        call: impl Future<Output = Result<T, OryError>>,
    ) -> Result<T, OryError> {
        match &self.runtime {
            Some(runtime) => runtime.block_on(call),
            None => Err(OryError::new(ErrorKind::Internal, "the client has ended")),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(PATIENCE);
        }
    }
}

/// Ends a client and closes its connections. NULL is fine. No call of it may be under way.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_free(client: *mut ory_client) {
    guard(|| drop(pointer::take(client)))
}
