//! A fake for tests of an app's own code: scripted answers, no network.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ory_hub::internal::headers::{is_name, is_value};
use ory_hub::internal::uniffi::refusal;
use ory_hub::transport::{
    BoxFuture, Headers, Request, Response, Transport, TransportError, TransportErrorKind,
};
use ory_hub::{ErrorKind, OryConfig, OryError, Secret};

/// Scripted answers for tests without a network. Each request takes the next one; without one the call fails with the
/// kind `transport`. Retries do not wait. What cannot be an answer or a failure is an error of kind `input`: of the
/// client that is made over the mock, or of its next call.
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

    /// Adds an answer with a status from 100 to 599, of JSON unless `headers` say otherwise, and gives the mock again.
    #[uniffi::method(default(status = 200, body = "", headers = None, set_cookie = None))]
    pub(crate) fn answer(
        self: Arc<Self>,
        status: i32,
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
        self.0.state().add(answer(status, body, all));
        self
    }

    /// Adds a failure to answer, of the kind `transport`, `timeout`, `cancelled`, `decode` (too large) or `input`, and
    /// gives the mock again.
    pub(crate) fn fail(self: Arc<Self>, kind: ErrorKind) -> Arc<Self> {
        self.0.state().add(failure(kind));
        self
    }

    /// The requests so far, repeated ones included.
    pub(crate) fn requests(&self) -> Vec<OryMockRequest> {
        self.0.state().requests.clone()
    }
}

impl OryMock {
    /// What a client sends through.
    pub(crate) fn transport(&self) -> Result<Arc<dyn Transport>, OryError> {
        match &self.0.state().fault {
            Some(fault) => Err(OryError::new(ErrorKind::Input, fault.as_str())),
            None => Ok(self.0.clone()),
        }
    }
}

/// What a request gets, or why nothing can be that.
type Scripted = Result<Result<Response, TransportError>, String>;

fn answer(status: i32, body: String, headers: Headers) -> Scripted {
    let status = match u16::try_from(status) {
        Ok(status @ 100..=599) => status,
        _ => return Err(format!("{status} is no status of an answer")),
    };
    if let Some(reason) = refusal(&body) {
        return Err(format!("the body of an answer: {reason}"));
    }
    for (name, value) in headers.iter() {
        if !is_name(name) {
            return Err(format!("{name:?} is no name of a header"));
        }
        if !is_value(value) || refusal(value).is_some() {
            return Err(format!("the header {name} has a value that none can have"));
        }
    }
    let mut response = Response::new(status, body);
    response.headers = headers;
    Ok(Ok(response))
}

fn failure(kind: ErrorKind) -> Scripted {
    let kind = match kind {
        ErrorKind::Transport => TransportErrorKind::Connect,
        ErrorKind::Timeout => TransportErrorKind::Timeout,
        ErrorKind::Cancelled => TransportErrorKind::Cancelled,
        ErrorKind::Decode => TransportErrorKind::TooLarge,
        ErrorKind::Input => TransportErrorKind::InvalidRequest,
        other => {
            return Err(format!(
                "no request fails with the kind `{}` by itself",
                other.as_str()
            ));
        }
    };
    Ok(Err(TransportError::new(kind, "set by the test")))
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
    /// The first thing that could be no answer.
    fault: Option<String>,
}

impl State {
    fn add(&mut self, scripted: Scripted) {
        match scripted {
            Ok(answer) => self.answers.push_back(answer),
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
    }
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
        if let Some(fault) = &state.fault {
            let error = TransportError::new(TransportErrorKind::InvalidRequest, fault.clone());
            return Box::pin(std::future::ready(Err(error)));
        }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_cannot_be_an_answer_is_an_input_error() {
        let refused: [fn(Arc<OryMock>) -> Arc<OryMock>; 8] = [
            |mock| mock.answer(99, String::new(), None, None),
            |mock| mock.answer(600, String::new(), None, None),
            |mock| mock.answer(65_736, String::new(), None, None),
            |mock| mock.answer(-1, String::new(), None, None),
            |mock| mock.answer(200, "\u{fdd0}\u{fdd5}\u{fdd0}".into(), None, None),
            |mock| {
                mock.answer(
                    200,
                    String::new(),
                    Some(HashMap::from([("a b".into(), "c".into())])),
                    None,
                )
            },
            |mock| mock.answer(200, String::new(), None, Some(vec!["a=1\r\nb".into()])),
            |mock| mock.fail(ErrorKind::Api),
        ];
        for add in refused {
            let error = add(OryMock::new()).transport().err().unwrap();
            assert_eq!(error.kind(), ErrorKind::Input, "{error}");
        }
        let mock = OryMock::new()
            .answer(100, "{}".into(), None, None)
            .answer(
                599,
                String::new(),
                Some(HashMap::from([("A-b".into(), "c\t".into())])),
                None,
            )
            .fail(ErrorKind::Transport);
        assert!(mock.transport().is_ok());
    }
}
