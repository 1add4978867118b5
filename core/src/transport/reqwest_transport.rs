//! The transport over sockets: HTTP/1.1, TLS by rustls with ring.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::time::Duration;
use std::error::Error as _;
use std::sync::OnceLock;

use ::reqwest as http;

use crate::client::config::OryConfig;
use crate::error::ErrorKind;
use crate::error::OryError;
use crate::request::operation::Method;
use crate::transport::{
    BoxFuture, Headers, Request, Response, Transport, TransportError, TransportErrorKind,
};

/// A larger answer is refused, however it is compressed or cut into pieces.
pub const SIZE_CAP: usize = 64 * 1024 * 1024;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends over `reqwest`. It keeps no cookies and follows no redirects.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: http::Client,
    // A proxy would read the credentials of a plain call, and loopback is nobody else's business.
    plain: http::Client,
}

impl ReqwestTransport {
    /// A pool of connections. `https` calls go through the system's proxy, where it has one; `http` calls never do.
    ///
    /// Certificates are those of the system, or Mozilla's where the system has none. The environment's `SSL_CERT_FILE`
    /// and `SSL_CERT_DIR` name others in their place, such as those of an authority of your own; they are read once.
    pub fn new(config: &OryConfig) -> Result<Self, OryError> {
        let connect = match config.timeout_ms {
            0 => CONNECT_TIMEOUT,
            total => CONNECT_TIMEOUT.min(Duration::from_millis(total)),
        };
        let tls = tls()?;
        let builder = || {
            http::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .redirect(http::redirect::Policy::none())
                .connect_timeout(connect)
                .referer(false)
        };
        let made = |builder: http::ClientBuilder| {
            builder
                .build()
                .map_err(|error| OryError::new(ErrorKind::Internal, error.to_string()))
        };
        Ok(Self {
            client: made(builder())?,
            plain: made(builder().no_proxy())?,
        })
    }

    /// Over a client of the caller's own: its proxies, its certificates. It should follow no redirects.
    #[must_use]
    pub fn with_client(client: http::Client) -> Self {
        Self {
            plain: client.clone(),
            client,
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        alloc::boxed::Box::pin(async move {
            let client = if request
                .url
                .get(..5)
                .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:"))
            {
                &self.plain
            } else {
                &self.client
            };
            let asked = build(client, request)?;
            let answer = client.execute(asked).await.map_err(failed)?;
            receive(answer).await
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        alloc::boxed::Box::pin(tokio::time::sleep(time))
    }
}

fn build(client: &http::Client, request: Request) -> Result<http::Request, TransportError> {
    let method = match request.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    };
    let mut builder = client.request(method, request.url);
    for (name, value) in &request.headers {
        let mut value = http::header::HeaderValue::from_str(value.expose())
            .or_else(|_| http::header::HeaderValue::from_bytes(value.expose().as_bytes()))
            .map_err(|_| refused(format!("the header `{name}` cannot be sent")))?;
        value.set_sensitive(true);
        builder = builder.header(*name, value);
    }
    if let Some(timeout) = request.timeout {
        builder = builder.timeout(timeout);
    }
    if let Some(body) = request.body {
        builder = builder.body(body);
    }
    builder.build().map_err(|error| refused(reason(&error)))
}

/// Reads the answer piece by piece, so that the cap holds whatever the server announces.
async fn receive(mut answer: http::Response) -> Result<Response, TransportError> {
    let status = answer.status().as_u16();
    let headers: Headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let url = answer.url().to_string();
    let too_large = || {
        TransportError::new(
            TransportErrorKind::TooLarge,
            "the response is larger than 64 MiB",
        )
    };
    let announced = usize::try_from(answer.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    if announced > SIZE_CAP {
        return Err(too_large());
    }
    let mut body = Vec::with_capacity(announced.min(1 << 20));
    while let Some(piece) = answer.chunk().await.map_err(failed)? {
        if body.len() + piece.len() > SIZE_CAP {
            return Err(too_large());
        }
        body.extend_from_slice(&piece);
    }
    Ok(Response {
        status,
        headers,
        body,
        url,
    })
}

fn refused(message: String) -> TransportError {
    TransportError::new(TransportErrorKind::InvalidRequest, message)
}

fn failed(error: http::Error) -> TransportError {
    let (kind, what) = if error.is_timeout() {
        (TransportErrorKind::Timeout, "the call timed out")
    } else if error.is_connect() {
        (TransportErrorKind::Connect, "no connection to the server")
    } else if error.is_builder() {
        (
            TransportErrorKind::InvalidRequest,
            "the request cannot be sent",
        )
    } else {
        (
            TransportErrorKind::ConnectionLost,
            "the connection was lost",
        )
    };
    TransportError::new(kind, format!("{what}: {}", reason(&error)))
}

/// The innermost cause, such as `Connection refused (os error 111)`: the outer ones repeat the URL.
fn reason(error: &http::Error) -> String {
    let mut cause = error.source();
    let mut text = None;
    while let Some(inner) = cause {
        text = Some(inner.to_string());
        cause = inner.source();
    }
    text.unwrap_or_else(|| "no cause is known".to_string())
}

/// TLS for every client of this process: reading the system's certificates takes milliseconds.
fn tls() -> Result<rustls::ClientConfig, OryError> {
    static SHARED: OnceLock<rustls::ClientConfig> = OnceLock::new();
    if let Some(shared) = SHARED.get() {
        return Ok(shared.clone());
    }
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| OryError::new(ErrorKind::Internal, error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(SHARED.get_or_init(|| config).clone())
}
