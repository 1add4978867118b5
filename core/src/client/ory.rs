//! The client: a configuration, a transport, and one verb.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use crate::response::Answer;
use crate::client::config::OryConfig;
use crate::endpoint::Endpoint;
use crate::error::OryError;
use crate::request::operation::{Operation, Retry};
use crate::request::{Arguments, Host, Origin, check_urls, plan};
use super::redirect::{self, Trail};
use crate::client::retry;
use crate::transport::{BoxFuture, Request, Response, Transport, TransportError};
use super::path_lock::Turns;

/// A client for every Ory API. Clones share connections; it may be used from many threads.
///
#[cfg_attr(feature = "metadata", doc = "```")]
#[cfg_attr(not(feature = "metadata"), doc = "```ignore")]
/// use std::sync::Arc;
///
/// use ory_hub::endpoint::GetVersion;
/// use ory_hub::{Ory, OryConfig, ScriptedTransport};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let script = Arc::new(ScriptedTransport::new().answer(200, r#"{"version":"v1.3.1"}"#));
/// let config = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434");
/// let ory = Ory::with_transport(config, script.clone())?;
///
/// let answer = ory.send(GetVersion::new()).await?;
/// assert_eq!(answer.value.version, "v1.3.1");
/// assert_eq!(answer.headers.get("Content-Type"), Some("application/json"));
/// assert_eq!(script.requests()[0].url, "http://127.0.0.1:4434/version");
/// # Ok::<(), ory_hub::OryError>(()) }).unwrap();
/// ```
#[derive(Clone)]
pub struct Ory(Arc<Shared>);

struct Shared {
    config: OryConfig,
    transport: Arc<dyn Transport>,
    turns: Turns,
}

impl Ory {
    /// A client that talks over sockets of its own. It needs a tokio runtime when it is called, not here.
    #[cfg(feature = "reqwest")]
    pub fn new(config: OryConfig) -> Result<Self, OryError> {
        check_urls(&config)?;
        let transport = Arc::new(crate::transport::ReqwestTransport::new(&config)?);
        Self::with_transport(config, transport)
    }

    /// A client over another transport.
    pub fn with_transport(
        config: OryConfig,
        transport: Arc<dyn Transport>,
    ) -> Result<Self, OryError> {
        check_urls(&config)?;
        Ok(Self(Arc::new(Shared {
            config,
            transport,
            turns: Turns::default(),
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
    pub async fn call<E: Endpoint>(&self, endpoint: E) -> Result<E::Answer, OryError> {
        Ok(self.send(endpoint).await?.value)
    }

    /// Calls an operation and gives its value with status and headers.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<Answer<E::Answer>, OryError> {
        let body = endpoint.body().map_err(|error| error.of(E::OPERATION.id))?;
        let response = self.exchange(E::OPERATION, &endpoint, body).await?;
        Ok(Answer {
            value: E::response(response.status, &response.headers, &response.body)?,
            status: response.status,
            headers: response.headers,
        })
    }

    /// Sends one operation and gives the answer as it came, whatever its status: every typed call goes through here.
    /// The arguments are read before the future is made.
    pub fn exchange(
        &self,
        operation: &'static Operation,
        arguments: &dyn Arguments,
        body: Option<String>,
    ) -> BoxFuture<'_, Result<Response, OryError>> {
        let planned = plan(operation, arguments, self.config(), Host::Native)
            .map_err(OryError::from)
            .and_then(|plan| {
                let origin = plan.origin;
                Ok((Request::from_plan(plan, body, self.config())?, origin))
            });
        Box::pin(async move {
            let (request, origin) = planned?;
            let outcome = self.run(operation, request, origin).await;
            match &outcome {
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
            outcome
        })
    }

    /// One call: in turn, tried again, redirected.
    async fn run(
        &self,
        operation: &'static Operation,
        mut request: Request,
        origin: Origin,
    ) -> Result<Response, OryError> {
        let _turn = if operation.in_turn && origin == Origin::Project {
            Some(self.0.turns.wait(&request.url).await)
        } else {
            None
        };
        let mut retry = operation.retry;
        let mut followed = 0;
        loop {
            let trail = Trail::of(&request);
            let mut response = self
                .tried(request, retry)
                .await
                .map_err(|error| OryError::from(error).of(operation.id))?;
            response.url.clone_from(trail.url());
            let documented = operation.answer(response.status).is_some();
            let next = if documented || followed == redirect::MOST {
                None
            } else {
                trail.follow(&response)
            };
            let Some(next) = next else {
                return Ok(response);
            };
            followed += 1;
            retry = Retry::Safe;
            request = next;
        }
    }

    /// One request, tried again where that is safe.
    async fn tried(&self, request: Request, retry: Retry) -> Result<Response, TransportError> {
        let transport = &self.0.transport;
        let mut tried = 0;
        loop {
            if tried >= self.0.config.max_retries {
                return transport.send(request).await;
            }
            let outcome = transport.send(request.clone()).await;
            match retry::pause(retry, &outcome, tried) {
                Some(pause) => transport.sleep(pause).await,
                None => return outcome,
            }
            tried += 1;
        }
    }
}

/// Shows the configuration; secrets in it hide themselves.
impl fmt::Debug for Ory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Ory").field(&self.0.config).finish()
    }
}
