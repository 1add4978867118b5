//! What is printed for a value that is not shown.

use std::fmt;

/// Stands for a value that is there: `[redacted]`, as a secret prints itself.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}
