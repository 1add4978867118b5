//! One call, two modes: a coroutine for asyncio, or a result after a wait without the interpreter.

use std::sync::{Arc, Mutex, PoisonError};

use ory_hub::internal::operation::Operation;
use ory_hub::internal::python::{Owned, OwnedCall};
use ory_hub::internal::request::Params;
use ory_hub::transport::BoxFuture;
use ory_hub::{ApiResponse, CallOptions, Ory, OryError};
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::config::OryConfig;
use crate::coroutine::coroutine;
use crate::error::raised;
use crate::observe::{self, Events};
use crate::produce::{Produce, Running, finish, produce};
use crate::response::Response;
use crate::runtime;
use crate::testing::MockTransport;

/// How a call gives its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As a coroutine.
    Asyncio,
    /// As it is, after blocking.
    Blocking,
}

/// What a group's methods call through.
#[derive(Clone)]
pub(crate) struct Caller {
    /// None once it is closed. It is locked with the interpreter attached only, so no fork finds it locked.
    client: Arc<Mutex<Option<Ory>>>,
    observer: Option<Arc<Py<PyAny>>>,
    mode: Mode,
    with_response: bool,
}

impl Caller {
    /// A caller for that configuration.
    pub(crate) fn new(
        py: Python<'_>,
        config: &Bound<'_, OryConfig>,
        transport: Option<&Bound<'_, MockTransport>>,
        mode: Mode,
    ) -> PyResult<Self> {
        let OryConfig { core, observer } = config.get();
        let client = match transport {
            Some(transport) => Ory::with_transport(core.clone(), transport.get().transport()),
            None => Ory::new(core.clone()),
        };
        let client = client.map_err(|error| raised(py, error))?;
        Ok(Self {
            client: shared(client.with_observer(observe::recorder())),
            observer: observer.clone(),
            mode,
            with_response: false,
        })
    }

    /// A caller over the same connections with other options.
    pub(crate) fn with_options(&self, py: Python<'_>, options: CallOptions) -> PyResult<Self> {
        let client = self.client()?.with_options(options);
        client.check_options().map_err(|error| raised(py, error))?;
        Ok(Self {
            client: shared(client),
            ..self.clone()
        })
    }

    /// The same whose calls give status and headers too.
    pub(crate) fn with_response(&self) -> Self {
        Self {
            with_response: true,
            ..self.clone()
        }
    }

    /// Refuses further calls.
    pub(crate) fn close(&self) {
        let client = self.lock().take();
        drop(client);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Ory>> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The client that calls go through.
    pub(crate) fn client(&self) -> PyResult<Ory> {
        let client = self.lock().clone();
        client.ok_or_else(|| PyRuntimeError::new_err("the client is closed"))
    }

    /// Calls an operation.
    pub(crate) fn send<'py>(
        &self,
        py: Python<'py>,
        call: OwnedCall,
    ) -> PyResult<Bound<'py, PyAny>> {
        let operation = call.operation().id;
        let call = produced(self.client()?.send_any(call), self.with_response);
        self.run(py, operation, Box::pin(call))
    }

    /// The address of an operation; nothing is sent.
    pub(crate) fn url<'py>(
        &self,
        py: Python<'py>,
        operation: &'static Operation,
        params: &dyn Params,
    ) -> PyResult<Bound<'py, PyAny>> {
        let url = self.client()?.operation_url(operation, params);
        url.map_err(|error| raised(py, error))?
            .into_bound_py_any(py)
    }

    /// Runs an operation that is more than one call, or less typed.
    #[allow(dead_code, reason = "few groups have such an operation")]
    pub(crate) fn run_for<'py, T>(
        &self,
        py: Python<'py>,
        operation: &'static str,
        call: impl Future<Output = Result<T, OryError>> + Send + 'static,
    ) -> PyResult<Bound<'py, PyAny>>
    where
        T: for<'any> IntoPyObject<'any> + Send + 'static,
    {
        self.run(
            py,
            operation,
            Box::pin(async move { call.await.map(produce) }),
        )
    }

    /// Whether calls block.
    pub(crate) fn is_blocking(&self) -> bool {
        self.mode == Mode::Blocking
    }

    /// Runs what a call does, in the mode of the client.
    pub(crate) fn run<'py>(
        &self,
        py: Python<'py>,
        operation: &'static str,
        future: Running<Result<Produce, OryError>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let events = Events::wanted(py, self.observer.as_ref())?;
        let future = events.record(future);
        if self.mode == Mode::Asyncio {
            return coroutine(py, operation, future, events);
        }
        let result = runtime::block(py, future);
        match (result, events.show(py)) {
            (Ok(result), Ok(())) => finish(py, result),
            (Ok(_), Err(ending)) => Err(ending),
            (Err(raised), shown) => {
                if let Err(ending) = shown {
                    ending.write_unraisable(py, None);
                }
                Err(raised)
            }
        }
    }
}

/// The value of an answer, or all of it.
async fn produced(
    call: BoxFuture<'static, Result<ApiResponse<Owned>, OryError>>,
    with_response: bool,
) -> Result<Produce, OryError> {
    let ApiResponse {
        value,
        status,
        headers,
        ..
    } = call.await?;
    let value: Produce = Box::new(move |py| value.to_python(py));
    Ok(match with_response {
        true => Response::produce(value, status, headers),
        false => value,
    })
}

fn shared(client: Ory) -> Arc<Mutex<Option<Ory>>> {
    Arc::new(Mutex::new(Some(client)))
}
