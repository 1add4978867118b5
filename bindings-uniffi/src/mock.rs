//! A fake for tests of an app's own code: scripted answers, no network.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ory_hub::transport::{
    BoxFuture, Headers, Request, Response, Transport, TransportError, TransportErrorKind,
};
use ory_hub::{ErrorKind, OryConfig, Secret};

/// Scripted answers for tests without a network. Each request takes the next one; without one the call fails with the
/// kind `transport`. Retries do not wait.
#[derive(uniffi::Object)]
pub(crate) struct OryMock(Arc<Script>);

/// A request that a mock has answered.
#[derive(Clone, uniffi::Record)]
pub(crate) struct OryMockRequest {
    /// HTTP method.
    pub(crate) method: String,
    /// URL, query included.
    pub(crate) url: String,
    /// Headers with names in lower case. Their values are secrets, since most of them are.
    pub(crate) headers: HashMap<String, Secret>,
    /// Body, if there is one.
    pub(crate) body: Option<String>,
}

#[uniffi::export]
impl OryMock {
    /// Without answers.
    #[uniffi::constructor]
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Arc::default()))
    }

    /// Adds an answer, of JSON unless `headers` say otherwise, and gives the mock again.
    #[uniffi::method(default(status = 200, body = "", headers = None, set_cookie = None))]
    pub(crate) fn answer(
        self: Arc<Self>,
        status: u16,
        body: String,
        headers: Option<HashMap<String, String>>,
        set_cookie: Option<Vec<String>>,
    ) -> Arc<Self> {
        let mut all: Headers = headers.into_iter().flatten().collect();
        if !body.is_empty() && all.get("content-type").is_none() {
            all.add("content-type", "application/json");
        }
        for cookie in set_cookie.into_iter().flatten() {
            all.add("set-cookie", cookie);
        }
        let mut response = Response::new(status, body);
        response.headers = all;
        self.0.state().answers.push_back(Ok(response));
        self
    }

    /// Adds a failure to answer, of the kind `transport`, `timeout`, `cancelled`, `decode` (too large) or `input`, and
    /// gives the mock again.
    pub(crate) fn fail(self: Arc<Self>, kind: ErrorKind) -> Arc<Self> {
        let kind = match kind {
            ErrorKind::Timeout => TransportErrorKind::Timeout,
            ErrorKind::Cancelled => TransportErrorKind::Cancelled,
            ErrorKind::Decode => TransportErrorKind::TooLarge,
            ErrorKind::Input => TransportErrorKind::InvalidRequest,
            _ => TransportErrorKind::Connect,
        };
        let error = TransportError::new(kind, "set by the test");
        self.0.state().answers.push_back(Err(error));
        self
    }

    /// The requests so far, repeated ones included.
    pub(crate) fn requests(&self) -> Vec<OryMockRequest> {
        self.0.state().requests.clone()
    }
}

impl OryMock {
    /// What a client sends through.
    pub(crate) fn transport(&self) -> Arc<dyn Transport> {
        self.0.clone()
    }
}

/// An address and a credential for everything; nothing is sent there.
pub(crate) fn config() -> OryConfig {
    OryConfig::network("https://mock.example")
        .console("https://console.mock.example")
        .project_key(Secret::new("ory_pat_mock"))
        .workspace_key(Secret::new("ory_wak_mock"))
        .session_token(Secret::new("ory_st_mock"))
        .bearer(Secret::new("mock"))
        .oauth2_client("mock", Secret::new("mock"))
}

#[derive(Default)]
struct Script(Mutex<State>);

#[derive(Default)]
struct State {
    answers: VecDeque<Result<Response, TransportError>>,
    requests: Vec<OryMockRequest>,
}

impl Script {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Script {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        let headers = request.headers.iter();
        let seen = OryMockRequest {
            method: request.method.as_str().to_owned(),
            url: request.url.clone(),
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
                .collect(),
            body: request.body.clone(),
        };
        let mut state = self.state();
        state.requests.push(seen);
        let answer = match state.answers.pop_front() {
            Some(answer) => answer.map(|mut response| {
                response.url = request.url.clone();
                response
            }),
            None => Err(TransportError::new(
                TransportErrorKind::Failed,
                "the mock has no further answer",
            )),
        };
        Box::pin(std::future::ready(answer))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}
