//! One call, two modes: a coroutine for asyncio, or a result after a wait without the interpreter.

use ory_hub::endpoint::Endpoint;
use ory_hub::endpoint::ListEndpoint;
use ory_hub::internal::operation::Operation;
use ory_hub::internal::request::ParamList;
use ory_hub::{CallOptions, Ory, OryConfig, OryError};
use pyo3::prelude::*;

use crate::coroutine::{Produce, Running, coroutine, finish, produce};
use crate::error::raised;
use crate::pages::{AsyncPages, Pages, Source};
use crate::runtime;

/// How a call gives its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// As a coroutine.
    Asyncio,
    /// As it is, after blocking.
    Blocking,
}

/// What a group's methods call through.
#[derive(Clone)]
pub struct Caller {
    client: Ory,
    mode: Mode,
}

impl Caller {
    /// A caller for that configuration.
    pub fn new(py: Python<'_>, config: &OryConfig, mode: Mode) -> PyResult<Self> {
        let client = Ory::new(config.clone()).map_err(|error| raised(py, error))?;
        Ok(Self { client, mode })
    }

    /// A caller over the same connections with other options.
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            client: self.client.with_options(options),
            mode: self.mode,
        }
    }

    /// Calls an operation that answers something.
    pub fn call<'py, E>(&self, py: Python<'py>, endpoint: E) -> PyResult<Bound<'py, PyAny>>
    where
        E: Endpoint + 'static,
        E::Output: for<'any> IntoPyObject<'any> + Send + 'static,
    {
        let client = self.client.clone();
        self.run(
            py,
            Box::pin(async move { client.call(endpoint).await.map(produce) }),
        )
    }

    /// Calls an operation that answers nothing.
    pub fn call_nothing<'py, E>(&self, py: Python<'py>, endpoint: E) -> PyResult<Bound<'py, PyAny>>
    where
        E: Endpoint<Output = ()> + 'static,
    {
        let client = self.client.clone();
        self.run(
            py,
            Box::pin(async move { client.call(endpoint).await.map(|()| produce(None::<bool>)) }),
        )
    }

    /// Begins a list; nothing is sent before the first page is asked for.
    pub fn pages<'py, E>(&self, py: Python<'py>, endpoint: E) -> PyResult<Bound<'py, PyAny>>
    where
        E: ListEndpoint + 'static,
        E::Page: for<'any> IntoPyObject<'any> + Send + 'static,
    {
        let source = Source::new(self.client.pages(endpoint));
        Ok(match self.mode {
            Mode::Asyncio => Bound::new(py, AsyncPages::new(source))?.into_any(),
            Mode::Blocking => Bound::new(py, Pages::new(source))?.into_any(),
        })
    }

    /// The address of an operation; nothing is sent.
    pub fn url(
        &self,
        py: Python<'_>,
        operation: &'static Operation,
        params: &ParamList,
    ) -> PyResult<String> {
        self.client
            .operation_url(operation, params)
            .map_err(|error| raised(py, error))
    }

    /// Runs what a call does, in the mode of the client.
    pub fn run<'py>(
        &self,
        py: Python<'py>,
        future: Running<Result<Produce, OryError>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self.mode {
            Mode::Asyncio => coroutine(py, future),
            Mode::Blocking => finish(py, runtime::block(py, future)?),
        }
    }

    /// The client that calls go through.
    pub fn client(&self) -> &Ory {
        &self.client
    }
}
