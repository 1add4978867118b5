//! One connection: requests and their responses, without a task of its own.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use http_body::Body as _;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::http;
use hyper_util::rt::TokioIo;

use super::failure::{failed, reason};
use super::link::Link;
use super::timer::Timer;
use super::wire::Wire;
use crate::transport::{Headers, MAX_RESPONSE_BYTES, Response, TransportError, TransportErrorKind};

/// So much is read of the body of an error that is known to be too large.
const MAX_ERROR_BYTES: usize = 1 << 20;

pub(super) type HttpRequest = http::Request<Full<Bytes>>;

/// A connection that HTTP/1.1 is spoken over. Whoever exchanges a request over it moves its bytes.
pub(super) struct Connection {
    pub(super) link: Arc<Link>,
    /// When it became idle.
    pub(super) idle_since: Instant,
    /// Whether it has carried a response before.
    pub(super) used: bool,
    /// Ends a call over it at its deadline.
    pub(super) timer: Timer,
    sender: http1::SendRequest<Full<Bytes>>,
    /// None once the connection is closed: as long as it lives, it keeps requests that it will never send.
    driver: Option<http1::Connection<TokioIo<Wire>, Full<Bytes>>>,
}

/// Why a request got no response.
pub(super) enum Failure {
    /// The connection was closed before the request was written.
    Unsent(Box<HttpRequest>),
    /// The connection was closed before anything of a response came.
    Unanswered(TransportError),
    /// Anything else.
    Failed(TransportError),
}

impl Connection {
    pub(super) async fn new(link: Arc<Link>, wire: Wire) -> Result<Self, TransportError> {
        let handshake = http1::Builder::new().handshake(TokioIo::new(wire)).await;
        let (sender, driver) = handshake.map_err(failed)?;
        Ok(Self {
            link,
            idle_since: Instant::now(),
            used: false,
            timer: Timer::default(),
            sender,
            driver: Some(driver),
        })
    }

    /// Whether another request can be sent.
    pub(super) fn is_reusable(&self) -> bool {
        self.driver.is_some() && self.sender.is_ready()
    }

    fn advance(&mut self, context: &mut Context<'_>) {
        // Its error also ends the response or its body, which say it.
        if let Some(driver) = &mut self.driver
            && Pin::new(driver).poll(context).is_ready()
        {
            self.driver = None;
        }
    }

    /// Sends a request and reads its response.
    pub(super) async fn exchange(&mut self, request: HttpRequest) -> Result<Response, Failure> {
        let mut head = pin!(self.sender.try_send_request(request));
        let (parts, mut body) = std::future::poll_fn(|context| {
            // What hyper's own callers do in a task beside the request.
            self.advance(context);
            head.as_mut().poll(context)
        })
        .await
        .map_err(|mut error| match error.take_message() {
            Some(request) => Failure::Unsent(Box::new(request)),
            None => {
                let error = error.into_error();
                let lost = error.is_incomplete_message() || error.is_closed() || io_error(&error);
                match lost {
                    true => Failure::Unanswered(broken(error)),
                    false => Failure::Failed(broken(error)),
                }
            }
        })?
        .into_parts();
        let mut response = Response {
            status: parts.status.as_u16(),
            headers: headers(&parts.headers),
            ..Response::default()
        };
        let is_error = response.status >= 400;
        match self
            .read_body(&mut body, &mut response.body, is_error)
            .await
        {
            Ok(()) => Ok(response),
            // The status says that it failed, and what came of the body is what there is to say of it.
            Err(_) if is_error => Ok(response),
            // What was refused here has come whole so far; of what was lost on the way nobody knows whose it was.
            Err(error) if error.kind == TransportErrorKind::TooLarge => Err(Failure::Failed(
                error.with_head(response.status, &response.headers),
            )),
            Err(error) => Err(Failure::Failed(error)),
        }
    }

    async fn read_body(
        &mut self,
        body: &mut Incoming,
        bytes: &mut Vec<u8>,
        is_error: bool,
    ) -> Result<(), TransportError> {
        let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
        let mut limit = MAX_RESPONSE_BYTES;
        if announced > limit {
            if !is_error {
                return Err(too_large());
            }
            limit = MAX_ERROR_BYTES;
        }
        reserve(bytes, announced.min(1 << 20))?;
        std::future::poll_fn(|context| {
            loop {
                let before = bytes.len();
                let result = read(body, bytes, limit, context);
                self.advance(context);
                if result.is_ready() || bytes.len() == before {
                    return result;
                }
            }
        })
        .await
    }
}

/// Reads what has come of a body.
fn read(
    body: &mut Incoming,
    bytes: &mut Vec<u8>,
    limit: usize,
    context: &mut Context<'_>,
) -> Poll<Result<(), TransportError>> {
    loop {
        match ready!(Pin::new(&mut *body).poll_frame(context)) {
            None => return Poll::Ready(Ok(())),
            Some(Err(error)) => return Poll::Ready(Err(broken(error))),
            Some(Ok(frame)) => {
                let data = frame.into_data().unwrap_or_default();
                if bytes.len() + data.len() > limit {
                    return Poll::Ready(Err(too_large()));
                }
                reserve(bytes, data.len())?;
                bytes.extend_from_slice(&data);
            }
        }
    }
}

/// Without memory for a response the call fails; the process goes on.
fn reserve(bytes: &mut Vec<u8>, more: usize) -> Result<(), TransportError> {
    bytes.try_reserve(more).map_err(|_| {
        TransportError::new(
            TransportErrorKind::TooLarge,
            "there is not enough memory for the response",
        )
    })
}

fn headers(map: &http::HeaderMap) -> Headers {
    const USUAL_LENGTH: usize = 48;

    let mut headers = Headers::with_capacity(map.len(), map.len() * USUAL_LENGTH);
    for (name, value) in map {
        match std::str::from_utf8(value.as_bytes()) {
            Ok(value) => headers.add(name.as_str(), value),
            Err(_) => headers.add(name.as_str(), String::from_utf8_lossy(value.as_bytes())),
        }
    }
    headers
}

fn too_large() -> TransportError {
    TransportError::new(
        TransportErrorKind::TooLarge,
        "the response is larger than 64 MiB",
    )
}

fn broken(error: hyper::Error) -> TransportError {
    if error.is_parse() {
        let message = format!("the server's answer is no HTTP: {}", reason(&error));
        return TransportError::new(TransportErrorKind::Failed, message).with_source(error);
    }
    let message = format!("the connection was lost: {}", reason(&error));
    TransportError::new(TransportErrorKind::ConnectionLost, message).with_source(error)
}

fn io_error(error: &hyper::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}
