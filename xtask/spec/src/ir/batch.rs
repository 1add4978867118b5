//! Limits of calls with many items.

/// How many items one call may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Items at most.
    pub limit: u64,
    /// Items at most where one of them has a password that the server has to hash.
    pub plaintext_passwords: Option<u64>,
}
