//! Python objects that are made on first use.

use once_cell::race::OnceBox;
use pyo3::prelude::*;

/// A value that is made on first use, without a lock: a thread that makes one may let others run, and a lock that it held
/// while one of them forks would stay locked in the child. Two threads may make it at the same time; one is kept.
#[derive(Debug)]
pub struct PyOnce<T>(OnceBox<T>);

impl<T> PyOnce<T> {
    /// No value yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceBox::new())
    }

    /// The value, made if there is none.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn get_or_try_init<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        self.0.get_or_try_init(|| make().map(Box::new))
    }
}

impl PyOnce<Py<PyAny>> {
    /// An attribute of a module.
    ///
    /// # Errors
    /// When Python cannot import the module, or it has no such attribute.
    pub fn import<'py>(
        &self,
        py: Python<'py>,
        module: &str,
        attribute: &str,
    ) -> PyResult<&Bound<'py, PyAny>> {
        let value =
            self.get_or_try_init(|| PyResult::Ok(py.import(module)?.getattr(attribute)?.unbind()))?;
        Ok(value.bind(py))
    }
}

impl<T> Default for PyOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
