//! The client object.

use std::sync::Arc;

use ory_hub::endpoint::Endpoint;
use ory_hub::internal::runtime::{self, TaskEnded};
use ory_hub::{CallOptions, ErrorKind, OryConfig};

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

    /// A client over the same connections with other time limits, retries or further headers. Options that cannot be
    /// used are an error of its first call.
    pub fn with_options(&self, options: CallOptions) -> Arc<Self> {
        Arc::new(Self {
            client: self.client.with_options(options),
        })
    }
}

impl Ory {
    /// The client that the groups share.
    pub(crate) fn client(&self) -> ory_hub::Ory {
        self.client.clone()
    }
}

/// Calls an operation on the runtime of this process: the caller's own threads start the call and take its result, and
/// nothing else.
pub(crate) async fn call<E>(client: &ory_hub::Ory, endpoint: E) -> Result<E::Output, OryError>
where
    E: Endpoint + 'static,
    E::Output: Send + 'static,
{
    let client = client.clone();
    in_background(async move { client.call(endpoint).await }).await
}

/// Runs a future on the runtime of this process. Dropping the returned one drops it.
pub(crate) async fn in_background<T: Send + 'static>(
    future: impl Future<Output = Result<T, ory_hub::OryError>> + Send + 'static,
) -> Result<T, OryError> {
    let failed = |text: String| ory_hub::OryError::new(ErrorKind::Internal, text);
    let task = runtime::spawn(future).map_err(|error| failed(error.to_string()))?;
    let result = task
        .await
        .map_err(|TaskEnded| failed("the call ended early".into()))?;
    Ok(result?)
}
