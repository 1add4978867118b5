//! The transport over sockets: HTTP/1.1 by hyper, TLS by rustls with ring.
//!
//! A call moves its own bytes: on the caller's thread with `poll(2)` inside [`block_on`], else as a part of the caller's
//! future on its tokio runtime. There is no task, thread or timer between calls.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, PROXY_AUTHORIZATION,
};
use hyper::http::Uri;
#[cfg(feature = "http")]
use tokio::runtime::Handle;

use crate::client::config::OryConfig;
use crate::error::OryError;
use crate::per_process::PerProcess;
use crate::request::operation::Method;
use crate::transport::{
    BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind,
};
use crate::types::Secret;

#[cfg(feature = "http")]
mod background;
mod blocking;
mod cancel;
mod connect;
mod connection;
mod dns;
mod environment;
mod failure;
mod limits;
mod link;
mod pool;
mod proxy;
mod ready;
mod roots;
mod signals;
mod socks;
mod target;
mod timer;
mod tls;
mod tunnel;
mod wire;

#[cfg(feature = "http")]
pub use background::{BackgroundTask, TaskEnded, background, spawn};
pub(super) use blocking::is_cancelled;
pub use blocking::{Interrupt, Interrupted, block_on};
pub use cancel::CancelToken;

use blocking::BlockingCall;
use connection::{Failure, HttpRequest};
use environment::Environment;
use limits::Limits;
use link::WaitEnd;
use pool::{DrivenBy, Host, Pool};
use proxy::{Proxies, Proxy};
use roots::Roots;
use target::Target;
use tls::TlsSettings;

/// Sends over sockets of its own. It keeps no cookies and follows no redirects.
///
/// At most `max_connections` connections to one host are in use at a time; further calls wait in order. After a fork the
/// child opens connections of its own.
#[derive(Clone)]
pub struct HttpTransport(Arc<Shared>);

struct Shared {
    tls: TlsSettings,
    proxies: Proxies,
    max_connections: usize,
    pools: PerProcess<Pool>,
}

impl HttpTransport {
    /// Reads certificates and proxies; nothing is sent.
    pub fn new(config: &OryConfig) -> Result<Self, OryError> {
        let environment = Environment::new(config.use_environment);
        let roots = Roots::new(
            config.ca_file.as_deref(),
            config.ca_pem.as_deref(),
            environment,
        )?;
        let key = config.client_key_pem.as_ref().map(Secret::expose);
        let proxy_url = config.proxy_url.as_ref().map(Secret::expose);
        Ok(Self(Arc::new(Shared {
            tls: TlsSettings::new(roots, config.client_cert_pem.as_deref(), key)?,
            proxies: Proxies::new(proxy_url, environment)?,
            max_connections: usize::try_from(config.max_connections).unwrap_or(usize::MAX),
            pools: PerProcess::new(),
        })))
    }

    async fn exchange(
        &self,
        request: &Request,
        driven_by: DrivenBy,
        limits: &Limits,
    ) -> Result<Response, TransportError> {
        let shared = &self.0;
        let pool = shared.pools.try_get(|| {
            let tls = shared.tls.client_config();
            tls.map(|tls| Pool::new(tls, shared.max_connections))
        });
        let pool = pool.map_err(|error| target::invalid(error.message()))?;
        let (origin, path) = target::split(&request.url);
        let host = pool.host(origin)?;
        let proxy = match &host.target {
            Target::Tcp(target) => shared.proxies.of(target),
            Target::Unix(_) => None,
        };
        let _permit = match host.permits.try_acquire() {
            Ok(permit) => Some(permit),
            Err(_) => limits.park(host.permits.acquire()).await?.ok(),
        };
        let make = || http_request(request, &host, path, proxy);
        let mut next = make()?;
        loop {
            let kept = host.take(driven_by);
            let mut connection = match kept {
                Some(connection) => connection,
                // Boxed: what connects is large, and most calls need none of it.
                None => Box::new(
                    Box::pin(connect::connect(&host.target, proxy, &pool.tls, limits)).await?,
                ),
            };
            let used = connection.used;
            let link = connection.link.clone();
            let mut timer = std::mem::take(&mut connection.timer);
            let outcome = limits
                .run_with(&mut timer, &link, connection.exchange(next))
                .await?;
            connection.timer = timer;
            next = match outcome {
                Ok(response) => {
                    host.put(driven_by, connection);
                    return Ok(response);
                }
                // The server closed an idle connection: nothing was sent, or nothing that it could not do twice.
                Err(Failure::Unsent(unsent)) if used => *unsent,
                Err(Failure::Unanswered(_)) if used && is_idempotent(request.method) => make()?,
                Err(Failure::Unsent(_)) => {
                    return Err(TransportError::new(
                        TransportErrorKind::ConnectionLost,
                        "the connection was lost: the server closed it",
                    ));
                }
                Err(Failure::Unanswered(error) | Failure::Failed(error)) => return Err(error),
            };
        }
    }

    async fn try_once(&self, request: &Request) -> Result<Response, TransportError> {
        let deadline = request
            .timeout
            .and_then(|timeout| Instant::now().checked_add(timeout));
        if let Some(call) = BlockingCall::current() {
            let call = Some(call);
            let limits = Limits { call, deadline };
            let result = self.exchange(request, DrivenBy::Caller, &limits).await;
            return result.map_err(|error| limits.explain(error));
        }
        self.try_once_async(request, deadline).await
    }

    #[cfg(not(feature = "http"))]
    async fn try_once_async(
        &self,
        _: &Request,
        _: Option<Instant>,
    ) -> Result<Response, TransportError> {
        let message = "this library has no runtime: a call has to run inside `block_on`";
        Err(TransportError::new(TransportErrorKind::Failed, message))
    }

    #[cfg(feature = "http")]
    async fn try_once_async(
        &self,
        request: &Request,
        deadline: Option<Instant>,
    ) -> Result<Response, TransportError> {
        let limits = Limits {
            call: None,
            deadline,
        };
        match Handle::try_current() {
            Ok(runtime) => {
                self.exchange(request, DrivenBy::Runtime(runtime.id()), &limits)
                    .await
            }
            Err(_) => {
                let (transport, request) = (self.clone(), request.clone());
                let task = background::spawn(async move {
                    let driven_by = DrivenBy::Runtime(Handle::current().id());
                    transport.exchange(&request, driven_by, &limits).await
                });
                let task = task.map_err(failure::failed)?;
                task.await.unwrap_or_else(|TaskEnded| {
                    Err(TransportError::new(
                        TransportErrorKind::ConnectionLost,
                        "the call's runtime ended",
                    ))
                })
            }
        }
    }
}

impl Transport for HttpTransport {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            let result = self.try_once(request).await;
            result.map_err(|error| name_limit(error, request.timeout))
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            match BlockingCall::current() {
                Some(call) => {
                    let deadline = Instant::now().checked_add(time);
                    let limits = Limits {
                        call: Some(call),
                        deadline,
                    };
                    let _ = limits.park(std::future::pending::<()>()).await;
                }
                #[cfg(feature = "http")]
                None if Handle::try_current().is_ok() => tokio::time::sleep(time).await,
                #[cfg(feature = "http")]
                None => {
                    if let Ok(task) = background::spawn(tokio::time::sleep(time)) {
                        let _ = task.await;
                    }
                }
                #[cfg(not(feature = "http"))]
                None => {}
            }
        })
    }
}

impl std::fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("HttpTransport")
            .finish_non_exhaustive()
    }
}

impl From<WaitEnd> for TransportError {
    fn from(stop: WaitEnd) -> Self {
        match stop {
            WaitEnd::Timeout => Self::new(TransportErrorKind::Timeout, "the call timed out"),
            WaitEnd::Interrupted => Self::cancelled(),
        }
    }
}

/// Says how long a call was waited for.
fn name_limit(mut error: TransportError, limit: Option<Duration>) -> TransportError {
    if let (TransportErrorKind::Timeout, Some(limit)) = (error.kind, limit) {
        let milliseconds = limit.as_millis();
        error
            .message
            .push_str(&format!("; the limit was {milliseconds} ms"));
    }
    error
}

fn is_idempotent(method: Method) -> bool {
    matches!(method, Method::Get | Method::Put | Method::Delete)
}

fn http_request(
    request: &Request,
    host: &Host,
    path: &str,
    proxy: Option<&Proxy>,
) -> Result<HttpRequest, TransportError> {
    use hyper::Method as HttpMethod;
    let body = request
        .body
        .as_ref()
        .map(|body| Bytes::copy_from_slice(body.as_bytes()));
    let mut built = HttpRequest::new(Full::new(body.unwrap_or_default()));
    *built.method_mut() = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    };
    let headers = built.headers_mut();
    headers.reserve(request.headers.len() + 3);
    headers.insert(HOST, host.name.clone());
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let mut uri = Uri::from(target::path_and_query(path)?);
    if let (Target::Tcp(target), Some(proxy)) = (&host.target, proxy)
        && target.server_name.is_none()
        && proxy.forwards()
    {
        let mut parts = uri.into_parts();
        parts.scheme = Some(hyper::http::uri::Scheme::HTTP);
        parts.authority = host.name.to_str().ok().and_then(|name| name.parse().ok());
        uri = Uri::from_parts(parts).map_err(|_| target::invalid("the URL cannot be sent"))?;
        if let Some(value) = proxy.authorization() {
            headers.insert(PROXY_AUTHORIZATION, value);
        }
    }
    for (name, value) in &request.headers {
        let value = match value.as_static() {
            Some(text) => Some(HeaderValue::from_static(text)),
            None => HeaderValue::from_bytes(value.expose().as_bytes()).ok(),
        };
        let header = HeaderName::from_bytes(name.as_bytes()).ok();
        let (Some(header), Some(value)) = (header, value) else {
            return Err(target::invalid(&format!(
                "the header `{name}` cannot be sent"
            )));
        };
        headers.append(header, value);
    }
    // Some proxies refuse a request with neither a length nor a body where one is usual; hyper writes no zero itself.
    if request.body.as_ref().is_none_or(String::is_empty)
        && matches!(request.method, Method::Post | Method::Put | Method::Patch)
    {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    *built.uri_mut() = uri;
    Ok(built)
}
