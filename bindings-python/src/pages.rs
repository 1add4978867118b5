//! Lists page by page: `async for`, or `for` in the blocking client.

use std::sync::Arc;

use ory_hub::OryError;
use pyo3::exceptions::{PyStopAsyncIteration, PyStopIteration};
use pyo3::prelude::*;
use pyo3::types::PyType;
use tokio::sync::Mutex;

use crate::caller::Caller;
use crate::produce::{Produce, Running};

/// Where pages come from, whatever they hold.
pub(crate) struct Source {
    pager: Arc<Mutex<dyn Next + Send>>,
    operation: &'static str,
    caller: Caller,
}

/// What gives one thing after the other.
pub(crate) trait Next {
    fn next(&mut self) -> NextFuture<'_>;
}

/// The next thing, or nothing at the end.
pub(crate) type NextFuture<'s> =
    std::pin::Pin<Box<dyn Future<Output = Result<Option<Produce>, OryError>> + Send + 's>>;

impl Source {
    /// The steps of something that calls an operation.
    pub(crate) fn of(
        caller: &Caller,
        operation: &'static str,
        steps: impl Next + Send + 'static,
    ) -> Self {
        Self {
            pager: Arc::new(Mutex::new(steps)),
            operation,
            caller: caller.clone(),
        }
    }

    /// The next page; `end` where there is none.
    fn next<'py>(&self, py: Python<'py>, end: fn() -> PyErr) -> PyResult<Bound<'py, PyAny>> {
        let pager = self.pager.clone();
        let next: Running<Result<Produce, OryError>> = Box::pin(async move {
            let page = pager.lock().await.next().await?;
            Ok(page.unwrap_or_else(|| Box::new(move |_| Err(end()))))
        });
        self.caller.run(py, self.operation, next)
    }
}

impl Caller {
    /// Steps one by one, as pages are given.
    pub(crate) fn steps<'py>(
        &self,
        py: Python<'py>,
        source: Source,
    ) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self.is_blocking() {
            false => Bound::new(py, AsyncPages(source))?.into_any(),
            true => Bound::new(py, Pages(source))?.into_any(),
        })
    }
}

/// The items of pages, one by one.
pub(crate) fn items<'py>(
    pages: &Bound<'py, PyAny>,
    is_blocking: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let name = match is_blocking {
        false => "async_items",
        true => "items",
    };
    pages
        .py()
        .import("ory_hub._coroutine")?
        .call_method1(name, (pages,))
}

/// The pages of a list, for `async for`.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct AsyncPages(Source);

#[pymethods]
impl AsyncPages {
    fn __aiter__(this: Py<Self>) -> Py<Self> {
        this
    }

    fn __anext__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.next(py, || PyStopAsyncIteration::new_err(()))
    }

    /// `AsyncPages[…]` in annotations.
    #[classmethod]
    fn __class_getitem__<'py>(
        class: &Bound<'py, PyType>,
        _page: &Bound<'py, PyAny>,
    ) -> Bound<'py, PyType> {
        class.clone()
    }
}

/// The pages of a list, for `for`.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct Pages(Source);

#[pymethods]
impl Pages {
    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.next(py, || PyStopIteration::new_err(()))
    }

    /// `Pages[…]` in annotations.
    #[classmethod]
    fn __class_getitem__<'py>(
        class: &Bound<'py, PyType>,
        _page: &Bound<'py, PyAny>,
    ) -> Bound<'py, PyType> {
        class.clone()
    }
}
