//! A call that asyncio awaits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ory_hub::OryError;
use ory_hub::internal::python::PyOnce;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::task::AbortHandle;

use crate::observe::Events;
use crate::produce::{Produce, Running, finish};
use crate::runtime;

static REQUEST: PyOnce<Py<PyAny>> = PyOnce::new();
static FINISHED: PyOnce<Py<PyAny>> = PyOnce::new();
static WAKE: PyOnce<Py<PyAny>> = PyOnce::new();
static RUNNING_LOOP: PyOnce<Py<PyAny>> = PyOnce::new();

/// A coroutine that starts the future when it is first awaited, as Python's own coroutines do. It has the operation's
/// name.
pub(crate) fn coroutine<'py>(
    py: Python<'py>,
    operation: &'static str,
    future: Running<Result<Produce, OryError>>,
    events: Events,
) -> PyResult<Bound<'py, PyAny>> {
    let call = Call {
        stage: Mutex::new(Stage::Made(future)),
        result: Arc::default(),
        events,
    };
    let coroutine = REQUEST
        .import(py, "ory_hub._coroutine", "request")?
        .call1((call,))?;
    coroutine.setattr("__name__", operation)?;
    // The warning about a coroutine that nobody awaited shows this one.
    coroutine.setattr("__qualname__", operation)?;
    Ok(coroutine)
}

/// A coroutine that gives that object at once.
pub(crate) fn finished<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    FINISHED
        .import(object.py(), "ory_hub._coroutine", "finished")?
        .call1((object,))
}

type Slot = Mutex<Option<Result<Produce, OryError>>>;

/// A call on its way. The result stays in Rust until the coroutine goes on: the thread that has it tells the loop so,
/// and does nothing else with Python.
#[pyclass(frozen, module = "ory_hub")]
struct Call {
    stage: Mutex<Stage>,
    result: Arc<Slot>,
    events: Events,
}

enum Stage {
    Made(Running<Result<Produce, OryError>>),
    Sent(AbortHandle),
    Ended,
}

#[pymethods]
impl Call {
    /// Starts the call; what is returned is done when the result is there.
    fn send<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Stage::Made(future) = std::mem::replace(&mut *self.stage(), Stage::Ended) else {
            return Err(PyRuntimeError::new_err("this call was started before"));
        };
        let running = RUNNING_LOOP
            .import(py, "asyncio", "get_running_loop")?
            .call0();
        let running = running.map_err(|_| {
            PyRuntimeError::new_err(
                "ory_hub.Ory needs a running asyncio event loop; without one, as in a script, in a thread or under trio, \
                 use ory_hub.sync.Ory (trio.to_thread.run_sync)",
            )
        })?;
        let ready = running.call_method0("create_future")?;
        let wake = WAKE.import(py, "ory_hub._coroutine", "wake")?;
        let waker = runtime::Waker {
            running: running.unbind(),
            wake: wake.clone().unbind(),
            ready: ready.clone().unbind(),
        };
        let result = self.result.clone();
        let task = runtime::spawn(async move {
            let outcome = future.await;
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            waker.wake();
        })?;
        *self.stage() = Stage::Sent(task);
        Ok(ready)
    }

    /// Ends the call: its connection is closed.
    fn abandon(&self, py: Python<'_>) -> PyResult<()> {
        if let Stage::Sent(task) = std::mem::replace(&mut *self.stage(), Stage::Ended) {
            task.abort();
        }
        self.events.show(py)
    }

    /// The result that has come.
    fn result<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.events.show(py)?;
        let result = self
            .result
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match result {
            Some(result) => finish(py, result),
            None => Err(PyRuntimeError::new_err("the call has no result")),
        }
    }
}

impl Call {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
