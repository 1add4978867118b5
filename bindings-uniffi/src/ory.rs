//! The client object.

use std::sync::Arc;

use ory_hub::OryConfig;

use crate::error::OryError;

/// A client for every Ory API, made from a configuration. It may be used from many threads.
#[derive(uniffi::Object)]
pub struct Ory {
    client: ory_hub::Ory,
}

#[uniffi::export]
impl Ory {
    /// Checks the configuration; nothing is sent.
    #[uniffi::constructor]
    pub fn new(config: OryConfig) -> Result<Arc<Self>, OryError> {
        Ok(Arc::new(Self {
            client: ory_hub::Ory::new(config)?,
        }))
    }
}

impl Ory {
    /// The client that the groups share.
    pub(crate) fn client(&self) -> ory_hub::Ory {
        self.client.clone()
    }
}
