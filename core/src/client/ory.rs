//! The client: a configuration, a transport, and one verb.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use super::OryConfig;
use super::path_lock::PathLocks;
use super::redirect::{self, RedirectContext};
use super::retry;
use crate::endpoint::Endpoint;
use crate::error::{OryError, Problem};
use crate::request::operation::{Operation, Retry};
use crate::request::{Deployment, Environment, Params, RequestPlan, check_urls};
use crate::response::ApiResponse;
use crate::transport::{BoxFuture, Request, Response, Transport, TransportError};

/// A client for every Ory API. Clones share connections; it may be used from many threads.
///
#[cfg_attr(feature = "metadata", doc = "```")]
#[cfg_attr(not(feature = "metadata"), doc = "```ignore")]
/// use std::sync::Arc;
///
/// use ory_hub::endpoint::GetVersion;
/// use ory_hub::{Ory, OryConfig, MockTransport};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let mock = Arc::new(MockTransport::new().answer(200, r#"{"version":"v1.3.1"}"#));
/// let config = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434");
/// let ory = Ory::with_transport(config, mock.clone())?;
///
/// let answer = ory.send(GetVersion::new()).await?;
/// assert_eq!(answer.value.version, "v1.3.1");
/// assert_eq!(answer.headers.get("Content-Type"), Some("application/json"));
/// assert_eq!(mock.requests()[0].url, "http://127.0.0.1:4434/version");
/// # Ok::<(), ory_hub::OryError>(()) }).unwrap();
/// ```
#[derive(Clone)]
pub struct Ory(Arc<Shared>);

struct Shared {
    config: OryConfig,
    transport: Arc<dyn Transport>,
    path_locks: PathLocks,
}

impl Ory {
    /// A client that talks over sockets of its own. It needs a tokio runtime when it is called, not here.
    #[cfg(feature = "reqwest")]
    pub fn new(config: OryConfig) -> Result<Self, OryError> {
        check_urls(&config).map_err(Problem::from)?;
        let transport = Arc::new(crate::transport::ReqwestTransport::new(&config)?);
        Self::with_transport(config, transport)
    }

    /// A client over another transport.
    pub fn with_transport(
        config: OryConfig,
        transport: Arc<dyn Transport>,
    ) -> Result<Self, OryError> {
        check_urls(&config).map_err(Problem::from)?;
        Ok(Self(Arc::new(Shared {
            config,
            transport,
            path_locks: PathLocks::default(),
        })))
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &OryConfig {
        &self.0.config
    }

    /// A client over the same connections with another configuration: another session, another project.
    pub fn with_config(&self, config: OryConfig) -> Result<Self, OryError> {
        Self::with_transport(config, self.0.transport.clone())
    }

    /// Calls an operation and gives its value. Dropping the future ends the request.
    pub async fn call<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, OryError> {
        Ok(self.send(endpoint).await?.value)
    }

    /// Calls an operation and gives its value with status and headers.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<ApiResponse<E::Output>, OryError> {
        let body = endpoint
            .body()
            .map_err(|error| error.with_operation(E::OPERATION.id))?;
        let response = self.execute(E::OPERATION, &endpoint, body).await?;
        Ok(ApiResponse {
            value: E::response(response.status, &response.headers, &response.body)?,
            status: response.status,
            headers: response.headers,
        })
    }

    /// Sends one operation and returns the response as it came, whatever its status: every typed call goes through
    /// here. The parameters are read before the future is made.
    pub fn execute(
        &self,
        operation: &'static Operation,
        params: &dyn Params,
        body: Option<String>,
    ) -> BoxFuture<'_, Result<Response, OryError>> {
        let planned = RequestPlan::new(operation, params, self.config(), Environment::Native)
            .map_err(|rejection| {
                OryError::from(Problem::from(rejection)).with_operation(operation.id)
            })
            .and_then(|plan| {
                let deployment = plan.deployment;
                Ok((Request::from_plan(plan, body, self.config())?, deployment))
            });
        Box::pin(async move {
            let (request, deployment) = planned?;
            let result = self.send_and_redirect(operation, request, deployment).await;
            match &result {
                Ok(response) => {
                    tracing::debug!(
                        operation = operation.id,
                        status = response.status,
                        "answered"
                    );
                }
                Err(error) => {
                    tracing::debug!(
                        operation = operation.id,
                        kind = error.kind().as_str(),
                        "failed"
                    );
                }
            }
            result
        })
    }

    /// One call with its redirects, under the lock of its path where the operation needs it.
    async fn send_and_redirect(
        &self,
        operation: &'static Operation,
        mut request: Request,
        deployment: Deployment,
    ) -> Result<Response, OryError> {
        let _lock = if operation.serialized && deployment == Deployment::Project {
            Some(self.0.path_locks.lock(&request.url).await)
        } else {
            None
        };
        let mut retry = operation.retry;
        let mut redirects = 0;
        loop {
            let context = RedirectContext::new(&request);
            let mut response = self
                .send_with_retry(request, retry)
                .await
                .map_err(|error| OryError::from(error).with_operation(operation.id))?;
            response.url.clone_from(context.url());
            let documented = operation.response_body(response.status).is_some();
            let next = if documented || redirects == redirect::MAX_REDIRECTS {
                None
            } else {
                context.follow(&response)
            };
            let Some(next) = next else {
                return Ok(response);
            };
            redirects += 1;
            retry = Retry::Safe;
            request = next;
        }
    }

    /// One request, sent again where that is safe.
    async fn send_with_retry(
        &self,
        request: Request,
        retry: Retry,
    ) -> Result<Response, TransportError> {
        let transport = &self.0.transport;
        let mut retries = 0;
        loop {
            if retries >= self.0.config.max_retries {
                return transport.send(request).await;
            }
            let result = transport.send(request.clone()).await;
            match retry::next_delay(retry, &result, retries) {
                Some(delay) => transport.sleep(delay).await,
                None => return result,
            }
            retries += 1;
        }
    }
}

/// Shows the configuration; secrets in it hide themselves.
impl fmt::Debug for Ory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Ory").field(&self.0.config).finish()
    }
}
