//! A transport for tests: it answers from a list and remembers what it was asked.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::transport::{
    BoxFuture, Headers, Request, Response, Transport, TransportError, TransportErrorKind,
};

/// Answers from a list, in order, and never waits. A request without an answer fails and is not sent again.
///
/// ```
/// use ory_hub::MockTransport;
/// use ory_hub::transport::TransportErrorKind;
///
/// let script = MockTransport::new()
///     .fail(TransportErrorKind::Connect)
///     .answer_with(429, [("retry-after", "1")], "")
///     .answer(200, r#"{"version":"v1.3.1"}"#);
/// assert!(script.requests().is_empty());
/// ```
#[derive(Debug, Default)]
pub struct MockTransport {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<Result<Response, TransportError>>,
    requests: Vec<Request>,
    sleeps: Vec<Duration>,
}

impl MockTransport {
    /// Without any answer yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer with JSON headers.
    #[must_use]
    pub fn answer(self, status: u16, body: impl Into<Vec<u8>>) -> Self {
        self.answer_with(status, [("content-type", "application/json")], body)
    }

    /// Adds an answer with these headers.
    #[must_use]
    pub fn answer_with<'a>(
        self,
        status: u16,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let headers: Headers = headers.into_iter().collect();
        self.push(Ok(Response {
            status,
            headers,
            body: body.into(),
            ..Response::default()
        }));
        self
    }

    /// Adds a failure to answer.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.push(Err(TransportError::new(kind, "set by the test")));
        self
    }

    /// Adds what is to be answered; for bindings, whose mocks are shared while they are filled.
    #[doc(hidden)]
    pub fn push(&self, answer: Result<Response, TransportError>) {
        self.state().answers.push_back(answer);
    }

    /// Whether every answer was taken; for bindings.
    #[doc(hidden)]
    pub fn is_done(&self) -> bool {
        self.state().answers.is_empty()
    }

    /// What was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// The pauses between tries so far.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for MockTransport {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        let answer = {
            let mut state = self.state();
            let url = request.url.clone();
            state.requests.push(request.clone());
            match state.answers.pop_front() {
                Some(Ok(response)) => Ok(Response { url, ..response }),
                Some(Err(error)) => Err(error),
                None => Err(TransportError::new(
                    TransportErrorKind::Failed,
                    "the MockTransport has no further answer",
                )),
            }
        };
        Box::pin(core::future::ready(answer))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.state().sleeps.push(time);
        Box::pin(core::future::ready(()))
    }
}
