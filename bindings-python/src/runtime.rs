//! The tokio runtime that requests run on, for asyncio and for callers that block.

use std::any::Any;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_async_runtimes::{TaskLocals, generic};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinError, JoinHandle};

use crate::gate;

/// How often a blocked caller looks whether somebody pressed Ctrl-C.
const SIGNALS: Duration = Duration::from_millis(100);

static RUNTIME: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);

/// The process's runtime. A forked child has none of its parent's threads, so it gets a runtime of its own; the
/// parent's is left alone, as dropping it would wait for those threads.
pub fn runtime() -> PyResult<&'static Runtime> {
    let mut made = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match *made {
        Some((owner, runtime)) if owner == process => Ok(runtime),
        _ => {
            let runtime = Builder::new_multi_thread()
                .worker_threads(2)
                .thread_name("ory-hub")
                .enable_all()
                .build()
                .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
            let runtime: &'static Runtime = Box::leak(Box::new(runtime));
            *made = Some((process, runtime));
            Ok(runtime)
        }
    }
}

/// Runs a future to its end with the interpreter released. A signal handler that raises ends it.
pub fn block<T, F>(py: Python<'_>, future: F) -> PyResult<T>
where
    T: Send,
    F: Future<Output = T> + Send,
{
    let runtime = runtime()?;
    let (result, pass) = py.detach(|| {
        let result = runtime.block_on(async {
            tokio::pin!(future);
            loop {
                tokio::select! {
                    result = &mut future => return Ok(result),
                    () = tokio::time::sleep(SIGNALS) => {
                        let _pass = gate::enter_or_stay();
                        Python::attach(|py| py.check_signals())?;
                    }
                }
            }
        });
        (result, gate::enter_or_stay())
    });
    drop(pass);
    result
}

/// Starts a future; what asyncio waits on. Cancelling that drops the future.
pub fn start<'py, T, F>(py: Python<'py>, future: F) -> PyResult<Bound<'py, PyAny>>
where
    T: for<'any> IntoPyObject<'any> + Send + 'static,
    F: Future<Output = PyResult<T>> + Send + 'static,
{
    runtime()?;
    generic::future_into_py::<Tokio, _, _>(py, future)
}

/// Our runtime, as pyo3-async-runtimes wants to see it.
struct Tokio;

impl generic::Runtime for Tokio {
    type JoinError = Failure;
    type JoinHandle = Handle;

    fn spawn<F: Future<Output = ()> + Send + 'static>(future: F) -> Handle {
        Handle(runtime().ok().map(|runtime| runtime.spawn(future)))
    }

    fn spawn_blocking<F: FnOnce() + Send + 'static>(work: F) -> Handle {
        let work = move || {
            if let Some(_pass) = gate::enter() {
                work();
            }
        };
        Handle(runtime().ok().map(|runtime| runtime.spawn_blocking(work)))
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
