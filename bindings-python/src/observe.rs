//! What a client's requests show to Python: records of the logger `ory_hub`, and calls of the configured observer.
//!
//! A request may run on a thread of ours, which must not wait for the interpreter: events are kept with their call, and
//! shown when the call comes back to Python.

use std::sync::{Arc, Mutex, PoisonError};

use ory_hub::internal::python::PyOnce;
use ory_hub::{Observer, OryError, RequestEvent as Event};
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use crate::argument::Arguments;
use crate::event::RequestEvent;
use crate::produce::{Produce, Running};

tokio::task_local! {
    static RECORD: Arc<Mutex<Vec<Event>>>;
}

static IS_ENABLED: PyOnce<Py<PyAny>> = PyOnce::new();
static IS_ASYNC: PyOnce<Py<PyAny>> = PyOnce::new();
static SHOW: PyOnce<Py<PyAny>> = PyOnce::new();

struct Recorder;

impl Observer for Recorder {
    fn observe(&self, event: &Event) {
        // Nobody wants the events of a call outside of a record.
        let _ = RECORD.try_with(|record| {
            record
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(event.clone());
        });
    }
}

/// What every client is observed by.
pub(crate) fn recorder() -> Arc<dyn Observer> {
    Arc::new(Recorder)
}

/// The events of one call, where somebody wants them.
#[derive(Clone)]
pub(crate) struct Events(Option<(Record, Option<Arc<Py<PyAny>>>)>);

type Record = Arc<Mutex<Vec<Event>>>;

impl Events {
    /// Kept when there is an observer, or the logger takes them. Who has not imported `logging` has no logger.
    pub(crate) fn wanted(py: Python<'_>, observer: Option<&Arc<Py<PyAny>>>) -> PyResult<Self> {
        let wanted = observer.is_some() || is_logged(py)?;
        Ok(Self(wanted.then(|| (Arc::default(), observer.cloned()))))
    }

    /// The call, with its events kept.
    pub(crate) fn record(
        &self,
        call: Running<Result<Produce, OryError>>,
    ) -> Running<Result<Produce, OryError>> {
        match &self.0 {
            Some((record, _)) => Box::pin(RECORD.scope(record.clone(), call)),
            None => call,
        }
    }

    /// Shows what happened so far, each event once. An `Exception` of an observer or a log handler is not the call's
    /// fault: it goes to `sys.unraisablehook`. What is none, as `SystemExit` and `KeyboardInterrupt`, is meant for the
    /// program, so the call raises it.
    ///
    /// # Errors
    /// The first exception of the second kind.
    pub(crate) fn show(&self, py: Python<'_>) -> PyResult<()> {
        let Some((record, observer)) = &self.0 else {
            return Ok(());
        };
        let mut first = Ok(());
        let events = std::mem::take(&mut *record.lock().unwrap_or_else(PoisonError::into_inner));
        for event in events {
            let observer = observer.as_ref().map(|observer| observer.bind(py));
            let shown = SHOW
                .import(py, "ory_hub._observe", "show")
                .and_then(|show| show.call1((RequestEvent(event), observer)));
            match shown {
                Err(error) if first.is_ok() && !error.is_instance_of::<PyException>(py) => {
                    first = Err(error);
                }
                Err(error) => error.write_unraisable(py, observer),
                Ok(_) => {}
            }
        }
        first
    }
}

/// Refuses an observer that nobody could call, or whose coroutine nobody would await.
pub(crate) fn check(arguments: Arguments<'_>, observer: &Bound<'_, PyAny>) -> PyResult<()> {
    let wrong = |why: &str| Err(arguments.error(format!("the argument `observer` {why}")));
    if !observer.is_callable() {
        return wrong("cannot be called");
    }
    let is_async = IS_ASYNC.import(observer.py(), "ory_hub._observe", "is_async")?;
    match is_async.call1((observer,))?.is_truthy()? {
        true => wrong("is an async function, which is awaited nowhere"),
        false => Ok(()),
    }
}

fn is_logged(py: Python<'_>) -> PyResult<bool> {
    IS_ENABLED
        .import(py, "ory_hub._observe", "is_logged")?
        .call0()?
        .is_truthy()
}
