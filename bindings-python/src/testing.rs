//! A transport for tests of programs that use a client: it answers from a list and remembers what it was asked.

use std::collections::HashMap;
use std::sync::Arc;

use ory_hub::Json;
use ory_hub::transport::{Request, Response, Transport, TransportError, TransportErrorKind};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// Answers from a list, in order, without a network and without waiting.
#[pyclass(frozen, module = "ory_hub.testing")]
pub(crate) struct MockTransport(Arc<ory_hub::MockTransport>);

impl MockTransport {
    /// As core wants to have it.
    pub(crate) fn transport(&self) -> Arc<dyn Transport> {
        self.0.clone()
    }
}

#[pymethods]
impl MockTransport {
    #[new]
    fn new() -> Self {
        Self(Arc::default())
    }

    /// Adds an answer. A text or bytes are sent as they are; anything else as JSON.
    #[pyo3(signature = (status, body = None, /, *, headers = None))]
    fn answer(
        this: Py<Self>,
        status: u16,
        body: Option<&Bound<'_, PyAny>>,
        headers: Option<HashMap<String, String>>,
    ) -> PyResult<Py<Self>> {
        let body = match body {
            None => Vec::new(),
            Some(body) => match (body.cast::<PyString>(), body.cast::<PyBytes>()) {
                (Ok(text), _) => text.to_cow()?.into_owned().into_bytes(),
                (_, Ok(bytes)) => bytes.as_bytes().to_vec(),
                _ => body.extract::<Json>()?.text().to_owned().into_bytes(),
            },
        };
        let mut headers: Vec<(String, String)> = headers.unwrap_or_default().into_iter().collect();
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
        let mut response = Response::default();
        response.status = status;
        response.headers = headers.into_iter().collect();
        response.body = body;
        this.get().0.push(Ok(response));
        Ok(this)
    }

    /// Adds a failure: `connect`, `timeout` or `connection_lost`.
    #[pyo3(signature = (kind, /))]
    fn fail(this: Py<Self>, kind: &str) -> PyResult<Py<Self>> {
        let kind = match kind {
            "connect" => TransportErrorKind::Connect,
            "timeout" => TransportErrorKind::Timeout,
            "connection_lost" => TransportErrorKind::ConnectionLost,
            other => {
                return Err(PyValueError::new_err(format!(
                    "'{other}' is none of connect, timeout, connection_lost"
                )));
            }
        };
        let error = TransportError::new(kind, "set by the test");
        this.get().0.push(Err(error));
        Ok(this)
    }

    /// What was asked so far.
    #[getter]
    fn requests(&self) -> Vec<MockRequest> {
        let requests = self.0.requests().into_iter();
        requests.map(MockRequest).collect()
    }

    /// Whether every answer was taken.
    #[getter]
    fn is_done(&self) -> bool {
        self.0.is_done()
    }
}

/// A request that a `MockTransport` has seen.
#[pyclass(frozen, module = "ory_hub.testing")]
pub(crate) struct MockRequest(Request);

#[pymethods]
impl MockRequest {
    /// HTTP method.
    #[getter]
    fn method(&self) -> &'static str {
        self.0.method.as_str()
    }

    /// The whole URL.
    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    /// Headers by name in small letters, credentials included.
    #[getter]
    fn headers(&self) -> HashMap<String, String> {
        let headers = self.0.headers.iter();
        headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.expose().to_owned()))
            .collect()
    }

    /// The body's text.
    #[getter]
    fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The body's JSON as Python's own objects.
    fn json(&self) -> PyResult<Option<Json>> {
        let body = self.0.body.as_deref().map(Json::parse).transpose();
        body.map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Method and URL without its query: the rest may be secret.
    fn __repr__(&self) -> String {
        let url = self.0.url.split('?').next().unwrap_or_default();
        format!("MockRequest({} {url})", self.0.method.as_str())
    }
}
