//! The client: a configuration, a transport, and one verb.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;
use core::time::Duration;

use super::OryConfig;
use super::call::Call;
use super::call_options::CallOptions;
use super::config::Checked;
use super::deadline::Deadline;
#[cfg(feature = "uniffi")]
use super::erased::Converted;
use super::erased::ErasedCall;
use super::headers::{check_headers, pairs};
use super::observer::Observer;
use super::path_lock::PathLocks;
use super::redaction;
use crate::endpoint::Endpoint;
use crate::error::{ErrorKind, OryError, Problem};
use crate::request::operation::Operation;
use crate::request::{Deployment, Environment, Params, RequestPlan, body as request_body};
use crate::response::{ApiResponse, FromResponse};
use crate::transport::{BoxFuture, Request, Response, Transport};
use crate::types::Secret;

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

#[derive(Clone)]
struct Shared {
    config: OryConfig,
    transport: Arc<dyn Transport>,
    path_locks: Arc<PathLocks>,
    observer: Option<Arc<dyn Observer>>,
    /// What is wrong with the options, for the first call to say.
    fault: Option<OryError>,
}

impl Ory {
    /// A client that talks over sockets of its own: on the caller's tokio runtime, else on one of this process. The
    /// caller's runtime needs its drivers of I/O and time (`enable_all` of its builder), as for tokio's own sockets.
    #[cfg(feature = "sockets")]
    pub fn new(config: OryConfig) -> Result<Self, OryError> {
        config.check_all()?;
        let transport = Arc::new(crate::transport::HttpTransport::new(&config)?);
        Ok(Self::over(config, transport))
    }

    /// A client over another transport, which knows nothing of the certificates and the proxy of the configuration.
    pub fn with_transport(
        config: OryConfig,
        transport: Arc<dyn Transport>,
    ) -> Result<Self, OryError> {
        config.check_all()?;
        Ok(Self::over(config, transport))
    }

    fn over(config: OryConfig, transport: Arc<dyn Transport>) -> Self {
        Self(Arc::new(Shared {
            config,
            transport,
            path_locks: Arc::default(),
            observer: None,
            fault: None,
        }))
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &OryConfig {
        &self.0.config
    }

    /// A client over the same connections with another configuration: another session, another project.
    ///
    /// # Errors
    /// Those of [`new`](Self::new), and other certificates, another proxy or another number of connections than this
    /// client's.
    pub fn with_config(&self, config: OryConfig) -> Result<Self, OryError> {
        config.check_all()?;
        config.check_shared(self.config())?;
        Ok(self.derived(config, None))
    }

    /// A client over the same connections with other time limits, retries or further headers. Options that cannot be
    /// used are an error of its first call.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        let twice = check_headers(pairs(&options.headers)).err();
        let config = options.apply(self.config());
        let fault = twice
            .map(|fault| format!("headers: {fault}"))
            .or_else(|| Some(config.check().err()?.message().into()))
            .map(|message| OryError::new(ErrorKind::Input, message));
        self.derived(config, fault)
    }

    /// What is wrong with the options of this client, for bindings whose `with_options` can fail.
    #[doc(hidden)]
    pub fn check_options(&self) -> Result<(), OryError> {
        self.0.fault.clone().map_or(Ok(()), Err)
    }

    /// A client over the same connections whose requests are shown to an observer.
    #[must_use]
    pub fn with_observer(&self, observer: Arc<dyn Observer>) -> Self {
        let mut shared = Shared::clone(&self.0);
        shared.observer = Some(observer);
        Self(Arc::new(shared))
    }

    /// A client whose requests go another way: through what wraps its transport.
    #[doc(hidden)]
    #[must_use]
    pub fn map_transport(
        &self,
        wrap: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>,
    ) -> Self {
        let mut shared = Shared::clone(&self.0);
        shared.transport = wrap(shared.transport);
        Self(Arc::new(shared))
    }

    /// A client with these credentials for operations of OAuth2 clients.
    #[cfg(feature = "oauth2")]
    pub(crate) fn with_oauth2_client(&self, id: &str, secret: &crate::Secret) -> Self {
        let mut shared = Shared::clone(&self.0);
        shared.config.oauth2_client_id = Some(String::from(id));
        shared.config.oauth2_client_secret = Some(secret.clone());
        Self(Arc::new(shared))
    }

    fn derived(&self, config: OryConfig, fault: Option<OryError>) -> Self {
        let shared = &self.0;
        Self(Arc::new(Shared {
            config,
            transport: shared.transport.clone(),
            path_locks: shared.path_locks.clone(),
            observer: shared.observer.clone(),
            fault,
        }))
    }

    /// Calls an operation and gives its value. Dropping the future ends the request.
    pub async fn call<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, OryError> {
        Ok(self.send(endpoint).await?.value)
    }

    /// Calls an operation and gives its value with status and headers.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<ApiResponse<E::Output>, OryError> {
        self.send_call(&endpoint).await
    }

    /// Calls an operation and converts its value; for bindings. The future depends on `T` alone.
    #[cfg(feature = "uniffi")]
    #[doc(hidden)]
    pub fn send_erased<E, T>(
        &self,
        endpoint: E,
        convert: impl Fn(E::Output) -> T + Send + Sync + 'static,
    ) -> BoxFuture<'static, Result<ApiResponse<T>, OryError>>
    where
        E: Endpoint + 'static,
        T: 'static,
    {
        let call = Box::new(Converted { endpoint, convert });
        Box::pin(send_owned(self.clone(), call))
    }

    /// Sends a call and reads its value, both until the call's deadline.
    async fn send_call<T>(&self, call: &dyn ErasedCall<T>) -> Result<ApiResponse<T>, OryError> {
        let operation = call.operation();
        let body = call
            .body()
            .map_err(|error| error.with_operation(operation.id))?;
        let deadline = Deadline::of(self.config());
        let sent = self.body_with_secrets(operation, body.as_deref());
        let exchange = self.execute(operation, call.params(), body);
        let response = exchange.await?;
        let read = || call.read(&response);
        let value = self.decode(deadline, operation, call.params(), sent.as_ref(), read)?;
        Ok(ApiResponse {
            value,
            status: response.status,
            headers: response.headers,
        })
    }

    /// Sends one operation and reads its value, both until the call's deadline.
    pub(crate) fn call_operation<'c, T: FromResponse>(
        &'c self,
        operation: &'static Operation,
        params: &dyn Params,
        body: Option<String>,
    ) -> impl Future<Output = Result<T, OryError>> + use<'c, T> {
        let deadline = Deadline::of(self.config());
        let sent = self.body_with_secrets(operation, body.as_deref());
        let given = redaction::given(operation, params, sent.as_ref());
        let call = self.execute(operation, params, body);
        async move {
            let response = call.await?;
            deadline
                .decode(operation, || response.read(operation))
                .map_err(|error| redaction::redact(self.config(), &given, error))
        }
    }

    /// Decodes a response until the call's deadline; for bindings.
    #[doc(hidden)]
    pub fn decode<T>(
        &self,
        deadline: Deadline,
        operation: &'static Operation,
        params: &dyn Params,
        sent: Option<&Secret>,
        decode: impl FnOnce() -> Result<T, OryError>,
    ) -> Result<T, OryError> {
        deadline
            .decode(operation, decode)
            .map_err(|error| self.redact(operation, params, sent, error))
    }

    /// The body of a call where it may hold secrets, for [`redact`](Self::redact).
    #[doc(hidden)]
    #[must_use]
    pub fn body_with_secrets(&self, operation: &Operation, body: Option<&str>) -> Option<Secret> {
        request_body::with_secrets(operation, body)
    }

    /// The error of a call without the credentials that the call was made with and the secrets in its body: a server may
    /// repeat what it was sent.
    #[doc(hidden)]
    #[must_use]
    pub fn redact(
        &self,
        operation: &Operation,
        params: &dyn Params,
        sent: Option<&Secret>,
        error: OryError,
    ) -> OryError {
        let given = redaction::given(operation, params, sent);
        redaction::redact(self.config(), &given, error)
    }

    /// Sends one operation and returns the response as it came, whatever its status: every typed call goes through
    /// here. The parameters are read before the future is made.
    pub fn execute(
        &self,
        operation: &'static Operation,
        params: &dyn Params,
        body: Option<String>,
    ) -> BoxFuture<'_, Result<Response, OryError>> {
        let (request, deployment, base_length) = match self.plan(operation, params, body) {
            Ok(planned) => planned,
            Err(error) => return Box::pin(core::future::ready(Err(error))),
        };
        Box::pin(async move {
            let shared = &*self.0;
            let serialized = operation.serialized && deployment == Deployment::Project;
            let mut call = Call {
                operation,
                transport: &*shared.transport,
                path_locks: serialized.then_some(&*shared.path_locks),
                observer: shared.observer.as_deref(),
                max_retries: shared.config.max_retries,
                deadline: Deadline::of(&shared.config),
                attempts: 0,
            };
            let result = call.send(request, base_length).await;
            match &result {
                Ok(response) => {
                    tracing::debug!(
                        operation = operation.id,
                        method = operation.method.as_str(),
                        status = response.status,
                        attempts = call.attempts,
                        "answered"
                    );
                }
                Err(error) => {
                    tracing::debug!(
                        operation = operation.id,
                        method = operation.method.as_str(),
                        kind = error.kind().as_str(),
                        attempts = call.attempts,
                        "failed"
                    );
                }
            }
            result
        })
    }

    /// The address of an operation, for a browser to go to or for another server to know. Nothing is sent, and the
    /// address holds no credential.
    pub fn url<E: Endpoint>(&self, endpoint: &E) -> Result<String, OryError> {
        self.operation_url(E::OPERATION, endpoint)
    }

    /// The same without the endpoint's type; the bindings of this repository use it.
    #[doc(hidden)]
    pub fn operation_url(
        &self,
        operation: &'static Operation,
        params: &dyn Params,
    ) -> Result<String, OryError> {
        Ok(self.request_plan(operation, params)?.url)
    }

    /// Waits on the transport's clock.
    #[cfg(any(feature = "identity", feature = "oauth2"))]
    pub(crate) async fn sleep(&self, time: Duration) {
        self.0.transport.sleep(time).await;
    }

    fn request_plan(
        &self,
        operation: &'static Operation,
        params: &dyn Params,
    ) -> Result<RequestPlan, OryError> {
        let config = Checked(self.config());
        RequestPlan::new(operation, params, &config, Environment::Native).map_err(|rejection| {
            OryError::from(Problem::from(rejection)).with_operation(operation.id)
        })
    }

    /// Whether the operation cannot be sent because it needs a session and there is none.
    pub(crate) fn lacks_session(&self, operation: &'static Operation, params: &dyn Params) -> bool {
        RequestPlan::new(operation, params, self.config(), Environment::Native)
            .is_err_and(|rejection| rejection.lacks_session)
    }

    fn plan(
        &self,
        operation: &'static Operation,
        params: &dyn Params,
        body: Option<String>,
    ) -> Result<(Request, Deployment, usize), OryError> {
        if let Some(fault) = &self.0.fault {
            return Err(fault.clone().with_operation(operation.id));
        }
        let plan = self.request_plan(operation, params)?;
        let (deployment, base_length) = (plan.deployment, plan.base_length);
        let request = Request::from_plan(plan, body, self.config())?;
        Ok((request, deployment, base_length))
    }
}

/// Shows the configuration; secrets in it hide themselves.
impl fmt::Debug for Ory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Ory").field(&self.0.config).finish()
    }
}

/// A call that needs nobody else: its future depends on `T` alone.
#[cfg(any(feature = "python", feature = "uniffi"))]
pub(crate) async fn send_owned<T>(
    ory: Ory,
    call: Box<dyn ErasedCall<T>>,
) -> Result<ApiResponse<T>, OryError> {
    ory.send_call(&*call).await
}
