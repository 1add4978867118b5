//! The client that C holds: core's, whose calls run on the calling thread.

use std::sync::Arc;

use ory_hub::internal::runtime::{Interrupt, Interrupted, block_on};
use ory_hub::{ErrorKind, Ory, OryConfig, OryError};

use super::guard::guard;
use super::pointer::{self, Handle};

/// A client for every Ory API. Its calls block the calling thread; many threads may call at once. The caller owns it
/// and ends it with `ory_client_free`.
pub struct ory_client {
    _private: [u8; 0],
}

/// What stands behind a client.
pub(super) struct Client {
    pub(super) ory: Ory,
}

impl Handle for ory_client {
    type Behind = Arc<Client>;
}

impl Client {
    pub(super) fn new(config: OryConfig) -> Result<Self, OryError> {
        Ok(Self {
            ory: Ory::new(config)?,
        })
    }

    /// Runs a call on the calling thread.
    pub(super) fn wait<T>(
        &self,
        call: impl Future<Output = Result<T, OryError>>,
    ) -> Result<T, OryError> {
        match block_on(call, Interrupt::default()) {
            Ok(result) => result,
            Err(Interrupted) => Err(OryError::new(
                ErrorKind::Cancelled,
                "the call was cancelled",
            )),
        }
    }
}

/// Ends a client and closes its connections. NULL is fine. No call of it may be under way.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_free(client: *mut ory_client) {
    guard(|| drop(pointer::take(client)))
}
