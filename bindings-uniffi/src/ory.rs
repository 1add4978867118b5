//! The client object.

use std::sync::Arc;

use ory_hub::endpoint::Endpoint;
use ory_hub::internal::request::{ConfigKey, ConfigSource as _};
use ory_hub::internal::runtime::{self, TaskEnded};
use ory_hub::transport::BoxFuture;
use ory_hub::{ApiResponse, CallOptions, ErrorKind, OryConfig, Secret};

use crate::async_export::{Call, Lowered, Lowers, lower};
use crate::checked_transport::CheckedTransport;
use crate::error::OryError;
use crate::mock::{self, OryMock};
use crate::observer::{self, OryObserver};
use crate::refused;

/// A client for every Ory API, made from a configuration. It may be used from many threads.
#[derive(uniffi::Object)]
pub(crate) struct Ory {
    client: ory_hub::Ory,
}

#[uniffi::export]
impl Ory {
    /// Checks the configuration; nothing is sent. The observer sees every request.
    #[uniffi::constructor(default(observer = None))]
    pub(crate) fn new(
        config: OryConfig,
        observer: Option<Box<dyn OryObserver>>,
    ) -> Result<Arc<Self>, OryError> {
        let client = ory_hub::Ory::new(whole_characters(config)?)?;
        Ok(Self::checked(client, observer))
    }

    /// A client without a network: a mock answers. Without a configuration every service has an address and every
    /// operation a credential.
    #[uniffi::constructor(default(config = None, observer = None))]
    pub(crate) fn with_mock(
        mock: &OryMock,
        config: Option<OryConfig>,
        observer: Option<Box<dyn OryObserver>>,
    ) -> Result<Arc<Self>, OryError> {
        let config = config.unwrap_or_else(mock::config);
        let client = ory_hub::Ory::with_transport(whole_characters(config)?, mock.transport()?)?;
        Ok(Self::checked(client, observer))
    }

    /// A client over the same connections with other time limits, retries or further headers. Options that cannot be
    /// used are an error of its first call.
    pub(crate) fn with_options(&self, options: CallOptions) -> Arc<Self> {
        Self::of(self.client.with_options(options))
    }

    /// A client over the same connections whose requests are shown to an observer.
    pub(crate) fn with_observer(&self, observer: Box<dyn OryObserver>) -> Arc<Self> {
        let observer = Arc::new(observer::CallbackObserver(observer));
        Self::of(self.client.with_observer(observer))
    }
}

impl Ory {
    fn checked(client: ory_hub::Ory, observer: Option<Box<dyn OryObserver>>) -> Arc<Self> {
        let ory = Self::of(client.map_transport(CheckedTransport::around));
        match observer {
            Some(observer) => ory.with_observer(observer),
            None => ory,
        }
    }

    /// The object of a client.
    pub(crate) fn of(client: ory_hub::Ory) -> Arc<Self> {
        Arc::new(Self { client })
    }

    /// The client that the groups share.
    pub(crate) fn client(&self) -> ory_hub::Ory {
        self.client.clone()
    }
}

/// A configuration whose URLs have whole characters: what half of one was made to here would be sent.
fn whole_characters(config: OryConfig) -> Result<OryConfig, ory_hub::OryError> {
    let proxy = config.proxy_url.as_ref().map(Secret::expose);
    let urls = ConfigKey::URLS.map(|key| config.get(key));
    refused::check(urls.iter().flatten().map(AsRef::as_ref).chain(proxy))?;
    Ok(config)
}

/// Calls an operation on the runtime of this process: the caller's own threads start the call and take its result, and
/// nothing else.
pub(crate) fn call<E>(client: &ory_hub::Ory, endpoint: E) -> Call<E::Output>
where
    E: Endpoint + 'static,
    E::Output: Lowers,
{
    spawned(Box::pin(called(client.send_erased(endpoint, lower))))
}

async fn called(
    call: BoxFuture<'static, Result<ApiResponse<Lowered>, ory_hub::OryError>>,
) -> Lowered {
    call.await?.value
}

/// Runs a future on the runtime of this process. Dropping the call drops it.
#[cfg(any(feature = "identity", feature = "oauth2", feature = "permission"))]
pub(crate) fn background<T: Lowers>(
    future: impl Future<Output = Result<T, ory_hub::OryError>> + Send + 'static,
) -> Call<T> {
    spawned(Box::pin(async move { lower(future.await?) }))
}

fn spawned<T>(future: BoxFuture<'static, Lowered>) -> Call<T> {
    Call::new(Box::pin(in_background(future)))
}

/// Waits for a future on the runtime of this process. Dropping the returned one drops it.
pub(crate) async fn in_background<T: Send + 'static>(
    future: BoxFuture<'static, Result<T, ory_hub::OryError>>,
) -> Result<T, OryError> {
    let failed =
        |error: std::io::Error| ory_hub::OryError::new(ErrorKind::Internal, error.to_string());
    let task = runtime::spawn(future).map_err(failed)?;
    let result = task.await.map_err(|TaskEnded| ended_early())?;
    Ok(result?)
}

fn ended_early() -> ory_hub::OryError {
    ory_hub::OryError::new(ErrorKind::Internal, "the call ended early")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ory_hub::internal::uniffi::HALF_CHARACTER;

    use super::*;

    #[test]
    fn half_a_character_in_a_url_is_refused() {
        let url = "https://p.example";
        let half = OryConfig::network(format!("{url}/{HALF_CHARACTER}"));
        let error = whole_characters(half).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{error}");
        assert!(whole_characters(OryConfig::network(url)).is_ok());
    }
}
