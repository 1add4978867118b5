//! What setters put together for core.

use ory_hub::{ErrorKind, OryError};

/// A value under way. Setters return nothing to C: the first fault is kept, for the call that takes the value to report.
#[derive(Clone, Default)]
pub(crate) struct Draft<T> {
    pub(crate) value: T,
    fault: Option<String>,
}

impl<T> Draft<T> {
    /// Begins with a value.
    pub(crate) fn of(value: T) -> Self {
        Self { value, fault: None }
    }

    /// Keeps the first fault.
    pub(crate) fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// The value, or the first fault as an error of that kind.
    pub(crate) fn finish(self, kind: ErrorKind) -> Result<T, OryError> {
        match self.fault {
            Some(fault) => Err(OryError::new(kind, fault)),
            None => Ok(self.value),
        }
    }
}
