//! The one place where bytes leave the process.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::time::Duration;

use crate::client::config::OryConfig;
use crate::error::{ErrorKind, OryError, Problem, Source};
use crate::request::body as request_body;
use crate::request::operation::BodyKind;
use crate::types::{Secret, WithoutQuery};

#[cfg(feature = "sockets")]
pub(crate) mod http;
mod mock;

#[cfg(feature = "sockets")]
pub use http::HttpTransport;
pub use mock::MockTransport;

pub use crate::request::RequestPlan;
pub use crate::request::operation::Method;

/// A larger response is refused, however it is cut into pieces.
pub const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;

/// Whether the blocking call that this thread is in was ended by another thread.
pub(crate) fn is_cancelled() -> bool {
    #[cfg(feature = "sockets")]
    return http::is_cancelled();
    #[cfg(not(feature = "sockets"))]
    false
}

/// A future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one HTTP request. It follows no redirect, keeps no cookie and repeats nothing: core does.
pub trait Transport: Send + Sync {
    /// Sends it and reads the whole answer.
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>>;

    /// Waits, between two tries.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// An HTTP request as a value.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Whole URL, query included.
    pub url: String,
    /// Headers; their values are secrets, since most of them are.
    pub headers: Vec<(Cow<'static, str>, Secret)>,
    /// Body.
    pub body: Option<String>,
    /// How long it may take in all, the answer's body included.
    pub timeout: Option<Duration>,
}

impl Request {
    /// A request without headers, body and time limit.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: Vec::new(),
            body: None,
            timeout: None,
        }
    }

    /// Completes a plan with its body and the configuration's time-out.
    pub fn from_plan(
        plan: RequestPlan,
        body: Option<String>,
        config: &OryConfig,
    ) -> Result<Self, OryError> {
        let mut headers = Vec::with_capacity(plan.headers.len() + config.headers.len() + 1);
        for (name, value) in plan.headers {
            headers.push((Cow::Borrowed(name), value));
        }
        for (name, value) in &config.headers {
            headers.push((Cow::Owned(name.clone()), Secret::new(value.as_str())));
        }
        match (&body, plan.operation.body) {
            (None, BodyKind::Json | BodyKind::Form | BodyKind::Text) => {
                return Err(Problem::new(ErrorKind::Input, "the operation needs a body")
                    .with_operation(plan.operation.id)
                    .into());
            }
            (Some(_), BodyKind::None) => {
                return Err(
                    Problem::new(ErrorKind::Input, "the operation takes no body")
                        .with_operation(plan.operation.id)
                        .into(),
                );
            }
            (Some(body), kind) => {
                request_body::check(plan.operation, body, config).map_err(|rejection| {
                    Problem::from(rejection).with_operation(plan.operation.id)
                })?;
                if let Some(content_type) = kind.content_type() {
                    headers.push((
                        Cow::Borrowed("content-type"),
                        Secret::from_static(content_type),
                    ));
                }
            }
            (None, _) => {}
        }
        Ok(Self {
            method: plan.operation.method,
            url: plan.url,
            headers,
            body,
            timeout: (config.timeout_ms > 0).then(|| Duration::from_millis(config.timeout_ms)),
        })
    }
}

/// Shows method and URL without its query; neither header values nor the body.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.method.as_str())
            .field("url", &WithoutQuery(&self.url))
            .field("headers", &self.headers)
            .field("body", &self.body.as_ref().map(|_| "[hidden]"))
            .field("timeout", &self.timeout)
            .finish()
    }
}

/// An HTTP answer as a value.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Headers,
    /// Body, whole.
    pub body: Vec<u8>,
    /// Where it came from: another URL than the request's after a redirect.
    pub url: String,
    /// The error that it tells, where it was read for an observer: nobody reads the body again.
    pub(crate) problem: Option<Box<Problem>>,
}

impl Response {
    /// A response without headers.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            ..Self::default()
        }
    }

    /// Adds a header; several may have one name.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.add(name, value);
        self
    }
}

/// Shows status, header names and size; a body may hold personal data.
impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("url", &WithoutQuery(&self.url))
            .finish()
    }
}

/// Headers of a response. Names are compared without case.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Headers {
    /// All names and values, one after the other.
    text: String,
    /// Where each header's name begins, its value begins, and its value ends.
    bounds: Vec<[usize; 3]>,
}

impl Headers {
    /// No headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Room for so many headers with so many bytes in all.
    #[cfg(feature = "sockets")]
    pub(crate) fn with_capacity(count: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            bounds: Vec::with_capacity(count),
        }
    }

    /// Adds one; several may have one name.
    pub fn add(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        let start = self.text.len();
        self.text.push_str(name.as_ref());
        let middle = self.text.len();
        self.text.push_str(value.as_ref());
        self.bounds.push([start, middle, self.text.len()]);
    }

    /// The first value of a header.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut headers = self.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// All values of a header.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Every header: name, value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let part = |from, to| self.text.get(from..to).unwrap_or_default();
        let bounds = self.bounds.iter();
        bounds.map(move |[start, middle, end]| (part(*start, *middle), part(*middle, *end)))
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in pairs {
            headers.add(name, value);
        }
        headers
    }
}

/// Shows names only: `Set-Cookie` is a credential.
impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.iter().map(|(name, _)| name);
        formatter.debug_list().entries(names).finish()
    }
}

/// Why no answer came.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TransportError {
    /// What happened.
    pub kind: TransportErrorKind,
    /// One sentence for people, without query strings.
    pub message: String,
    /// HTTP status, if the head of an answer came.
    pub status: Option<u16>,
    /// `X-Request-Id` of that head.
    pub request_id: Option<String>,
    source: Option<Source>,
}

/// Why there is no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made, so the server did nothing.
    Connect,
    /// The time ran out.
    Timeout,
    /// The connection was lost after the request was sent.
    ConnectionLost,
    /// The response is larger than the cap.
    TooLarge,
    /// The caller gave up.
    Cancelled,
    /// The request cannot be sent at all.
    InvalidRequest,
    /// Another failure, after which the request is not sent again.
    Failed,
}

impl TransportError {
    /// An error of that kind.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            status: None,
            request_id: None,
            source: None,
        }
    }

    /// The error of a call that its caller ended.
    pub(crate) fn cancelled() -> Self {
        Self::new(TransportErrorKind::Cancelled, "the call was cancelled")
    }

    /// Names the error that it came of: the [`source`](Error::source) of the call's error. What it prints must hold no
    /// secret.
    #[must_use]
    pub fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// The same, of an answer whose head came.
    #[must_use]
    pub fn with_head(mut self, status: u16, headers: &Headers) -> Self {
        self.status = Some(status);
        self.request_id = headers.get("x-request-id").map(String::from);
        self
    }
}

impl TransportErrorKind {
    /// The kind of the error that a call ends with.
    pub(crate) fn error_kind(self) -> ErrorKind {
        match self {
            Self::Timeout => ErrorKind::Timeout,
            Self::TooLarge => ErrorKind::Decode,
            Self::InvalidRequest => ErrorKind::Input,
            Self::Cancelled => ErrorKind::Cancelled,
            Self::Connect | Self::ConnectionLost | Self::Failed => ErrorKind::Transport,
        }
    }

    /// Whether there was a connection, as far as the kind tells it.
    fn connected(self) -> Option<bool> {
        match self {
            Self::Connect => Some(false),
            Self::ConnectionLost => Some(true),
            _ => None,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_ref()?;
        Some(&**source)
    }
}

/// Without the error that it came of.
impl PartialEq for TransportError {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.message == other.message
            && self.status == other.status
            && self.request_id == other.request_id
    }
}

impl Eq for TransportError {}

impl From<TransportError> for OryError {
    fn from(error: TransportError) -> Self {
        let mut problem = Problem::new(error.kind.error_kind(), error.message);
        problem.status = error.status;
        problem.request_id = error.request_id;
        problem.connected = error.kind.connected();
        Self::from(problem).with_source(error.source)
    }
}
