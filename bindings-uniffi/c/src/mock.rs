//! A fake for tests of a program's own code: scripted answers, no network.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ory_hub::internal::headers::{is_name, is_value};
use ory_hub::transport::{
    BoxFuture, Headers, Request, Response, Transport, TransportError, TransportErrorKind,
};
use ory_hub::{ErrorKind, Ory, OryError};

use crate::client::{Client, ory_client};
use crate::config::ory_config;
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::result::ory_result;
use crate::text::ory_str;

/// Scripted answers for tests without a network. Each request takes the next one; without one the call fails with
/// ORY_ERROR_TRANSPORT and is not sent again. An answer or a header that cannot be one is an error of the client that is
/// made over the mock, or of its next call. It may be freed before its clients.
pub struct ory_mock {
    _private: [u8; 0],
}

/// What it stands for.
#[derive(Default)]
pub(crate) struct Mock(Arc<Script>);

#[derive(Default)]
struct Script(Mutex<State>);

#[derive(Default)]
struct State {
    answers: VecDeque<Response>,
    fault: Option<String>,
    #[allow(clippy::vec_box, reason = "what C borrowed stays where it is")]
    requests: Vec<Box<Seen>>,
}

/// A request as C reads it.
struct Seen {
    method: &'static str,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Handle for ory_mock {
    type RustType = Mock;
}

impl Script {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Script {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        let mut state = self.state();
        if let Some(fault) = &state.fault {
            let error = TransportError::new(TransportErrorKind::InvalidRequest, fault.clone());
            return Box::pin(std::future::ready(Err(error)));
        }
        let url = request.url.clone();
        state.requests.push(Box::new(Seen {
            method: request.method.as_str(),
            url: request.url.clone(),
            headers: request
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), value.expose().to_owned()))
                .collect(),
            body: request.body.clone().unwrap_or_default(),
        }));
        let answer = match state.answers.pop_front() {
            Some(mut response) => {
                response.url = url;
                Ok(response)
            }
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

/// A mock without answers.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_new() -> *mut ory_mock {
    guard(|| pointer::into_raw(Mock::default()))
}

/// Adds an answer with a status and a body of JSON; with an empty body it has no `Content-Type`.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_add_answer(mock: *mut ory_mock, status: u32, body: ory_str) {
    guard(|| {
        let Some(Mock(script)) = pointer::try_ref(rust(mock)) else {
            return;
        };
        let mut state = script.state();
        match (u16::try_from(status), body.get()) {
            (Ok(status @ 100..=599), Ok(body)) => {
                let mut headers = Headers::new();
                if !body.is_empty() {
                    headers.add("content-type", "application/json");
                }
                let mut response = Response::new(status, body);
                response.headers = headers;
                state.answers.push_back(response);
            }
            (_, Err(fault)) => {
                let fault = format!("the body of an answer {fault}");
                state.fault.get_or_insert(fault);
            }
            _ => {
                state.fault.get_or_insert(format!("{status} is no status"));
            }
        }
    })
}

/// Adds a header line to the answer that was added last.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_add_header(mock: *mut ory_mock, name: ory_str, value: ory_str) {
    guard(|| {
        let Some(Mock(script)) = pointer::try_ref(rust(mock)) else {
            return;
        };
        let mut state = script.state();
        match (name.get(), value.get()) {
            (Ok(name), Ok(value)) => {
                let fault = if !is_name(name) {
                    Some(format!("{name:?} is no name of a header"))
                } else if !is_value(value) {
                    Some(format!(
                        "the value of the header {name} has a control character"
                    ))
                } else if let Some(answer) = state.answers.back_mut() {
                    answer.headers.add(name, value);
                    None
                } else {
                    Some(format!("the header {name} comes before any answer"))
                };
                if let Some(fault) = fault {
                    state.fault.get_or_insert(fault);
                }
            }
            (Err(fault), _) | (_, Err(fault)) => {
                let fault = format!("a header of an answer {fault}");
                state.fault.get_or_insert(fault);
            }
        }
    })
}

/// Makes a client over the mock. The configuration is consumed even on failure.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_new_mock(
    config: *mut ory_config,
    mock: *const ory_mock,
    client: *mut *mut ory_client,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let config = pointer::try_box(rust_mut(config));
        let config = config.ok_or_else(|| OryError::new(ErrorKind::Input, "config is NULL"))?;
        let Mock(script) = pointer::require_ref(rust(mock), "mock")?;
        pointer::require_out(client, "the place for the client")?;
        let fault = script.state().fault.clone();
        if let Some(fault) = fault {
            return Err(OryError::new(ErrorKind::Input, fault));
        }
        let ory = Ory::with_transport(config.finish(ErrorKind::Config)?, script.clone())?;
        let made = Client::of(ory);
        pointer::write(client, pointer::into_raw(Arc::new(made)));
        Ok(())
    })
}

/// Number of requests so far, repeated ones included.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_requests_len(mock: *const ory_mock) -> usize {
    guard(|| pointer::try_ref(rust(mock)).map_or(0, |Mock(script)| script.state().requests.len()))
}

/// HTTP method of a request, borrowed from `mock`; empty beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_request_method_at(mock: *const ory_mock, index: usize) -> ory_str {
    guard(|| seen(mock, index, |request| request.method))
}

/// URL of a request, borrowed from `mock`; empty beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_request_url_at(mock: *const ory_mock, index: usize) -> ory_str {
    guard(|| seen(mock, index, |request| &request.url))
}

/// Value of a header of a request, borrowed from `mock`; empty if there is none. It may be a secret.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_request_header_at(
    mock: *const ory_mock,
    index: usize,
    name: ory_str,
) -> ory_str {
    guard(|| {
        let Ok(name) = name.get() else {
            return ory_str::EMPTY;
        };
        seen(mock, index, |request| {
            let mut headers = request.headers.iter();
            let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map_or("", |(_, value)| value)
        })
    })
}

/// Body of a request, borrowed from `mock`; empty if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_request_body_at(mock: *const ory_mock, index: usize) -> ory_str {
    guard(|| seen(mock, index, |request| &request.body))
}

/// Frees it.
#[unsafe(no_mangle)]
pub extern "C" fn ory_mock_free(mock: *mut ory_mock) {
    guard(|| drop(pointer::try_box(rust_mut(mock))))
}

fn seen(mock: *const ory_mock, index: usize, get: impl FnOnce(&Seen) -> &str) -> ory_str {
    let Some(Mock(script)) = pointer::try_ref(rust(mock)) else {
        return ory_str::EMPTY;
    };
    let state = script.state();
    let request = state.requests.get(index);
    request.map_or(ory_str::EMPTY, |request| ory_str::of(get(request)))
}
