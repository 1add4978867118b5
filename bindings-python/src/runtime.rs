//! Where requests run: on the calling thread for callers that block, on the background runtime for asyncio.

use std::cell::RefCell;

use ory_hub::internal::runtime::{Interrupt, Interrupted, background, block_on};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::task::AbortHandle;

use crate::{fork, shutdown};

thread_local! {
    /// What a signal handler raised while a call waited.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Runs a future to its end on this thread, with the interpreter released. A signal handler that raises ends it.
pub(crate) fn block<T, F>(py: Python<'_>, future: F) -> PyResult<T>
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

/// Starts a task on the background runtime.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) -> PyResult<AbortHandle> {
    let runtime = background().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    Ok(runtime.spawn(task).abort_handle())
}

/// Tells an event loop that a result has come.
pub(crate) struct Waker {
    /// The loop.
    pub(crate) running: Py<PyAny>,
    /// What the loop calls.
    pub(crate) wake: Py<PyAny>,
    /// What it calls that with.
    pub(crate) ready: Py<PyAny>,
}

impl Waker {
    /// From any thread. A loop that was closed meanwhile waits for nothing, and an interpreter that ends neither.
    pub(crate) fn wake(self) {
        let _entry = fork::enter();
        let Some(_pass) = shutdown::enter() else {
            return;
        };
        Python::attach(|py| {
            let arguments = (&self.wake, &self.ready);
            let _closed = self
                .running
                .call_method1(py, "call_soon_threadsafe", arguments);
            drop(self);
        });
    }
}
