//! Where requests run: on the calling thread for callers that block, on the background runtime for asyncio.

use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll};

use ory_hub::internal::runtime::{Interrupt, Interrupted, background, block_on};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_async_runtimes::{TaskLocals, generic};
use tokio::task::{JoinError, JoinHandle};

use crate::shutdown;

thread_local! {
    /// What a signal handler raised while a call waited.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Runs a future to its end on this thread, with the interpreter released. A signal handler that raises ends it.
pub fn block<T, F>(py: Python<'_>, future: F) -> PyResult<T>
where
    T: Send,
    F: Future<Output = T> + Send,
{
    if shutdown::enter().is_none() {
        return Err(PyRuntimeError::new_err(
            "the interpreter is shutting down; nothing was sent",
        ));
    }
    let interrupt = Interrupt {
        hook: Some(signal_handler_raised),
        cancel: None,
    };
    let (result, pass) = py.detach(|| {
        let result = block_on(future, interrupt);
        (result, shutdown::attach_or_park())
    });
    drop(pass);
    if let Some(error) = RAISED.take() {
        return Err(error);
    }
    result.map_err(|Interrupted| PyRuntimeError::new_err("the call was cancelled"))
}

/// Runs the handlers of signals that came meanwhile. A handler may use the client.
fn signal_handler_raised() -> bool {
    let _pass = shutdown::attach_or_park();
    match Python::attach(|py| py.check_signals()) {
        Ok(()) => false,
        Err(error) => {
            RAISED.set(Some(error));
            true
        }
    }
}

/// Starts a future; what asyncio waits on. Cancelling that drops the future.
pub fn start<'py, T, F>(py: Python<'py>, future: F) -> PyResult<Bound<'py, PyAny>>
where
    T: for<'any> IntoPyObject<'any> + Send + 'static,
    F: Future<Output = PyResult<T>> + Send + 'static,
{
    background().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    generic::future_into_py::<Tokio, _, _>(py, future)
}

/// Our runtime, as pyo3-async-runtimes wants to see it.
struct Tokio;

impl generic::Runtime for Tokio {
    type JoinError = Failure;
    type JoinHandle = Handle;

    fn spawn<F: Future<Output = ()> + Send + 'static>(future: F) -> Handle {
        Handle(background().ok().map(|runtime| runtime.spawn(future)))
    }

    fn spawn_blocking<F: FnOnce() + Send + 'static>(work: F) -> Handle {
        let work = move || {
            if let Some(_pass) = shutdown::enter() {
                work();
            }
        };
        Handle(
            background()
                .ok()
                .map(|runtime| runtime.spawn_blocking(work)),
        )
    }
}

/// Nothing of ours calls back into asyncio, so there are no locals to carry.
impl generic::ContextExt for Tokio {
    fn scope<F, R>(_: TaskLocals, future: F) -> Pin<Box<dyn Future<Output = R> + Send>>
    where
        F: Future<Output = R> + Send + 'static,
    {
        Box::pin(future)
    }

    fn get_task_locals() -> Option<TaskLocals> {
        None
    }
}

/// A running task; none where the process could not make its runtime, which `start` has found out before.
struct Handle(Option<JoinHandle<()>>);

impl Future for Handle {
    type Output = Result<(), Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Some(task) => Pin::new(task).poll(context).map_err(Failure),
            None => Poll::Ready(Ok(())),
        }
    }
}

struct Failure(JoinError);

impl generic::JoinError for Failure {
    fn is_panic(&self) -> bool {
        self.0.is_panic()
    }

    fn into_panic(self) -> Box<dyn Any + Send + 'static> {
        self.0.into_panic()
    }
}
