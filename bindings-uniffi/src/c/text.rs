//! Text as C sees it: a pointer and a length, UTF-8, not closed by a zero byte.

use std::ffi::c_char;

use ory_hub::{ErrorKind, OryError};

/// UTF-8 text: `len` bytes from `data`, with no zero byte at the end.
///
/// As an argument it is only read during the call. As an answer it is borrowed from the object that gave it and lives
/// as long as that object. `{NULL, 0}` is the empty text. Make one from a literal or a zero-closed string with
/// `ORY_STR`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ory_str {
    /// The first byte, or NULL when `len` is 0.
    pub data: *const c_char,
    /// How many bytes.
    pub len: usize,
}

impl ory_str {
    /// The empty text.
    pub(super) const EMPTY: Self = Self { data: std::ptr::null(), len: 0 };

    /// The text of something that outlives the answer.
    pub(super) fn of(text: &str) -> Self {
        Self { data: text.as_ptr().cast(), len: text.len() }
    }

    /// The text that C handed over.
    ///
    /// # Safety
    /// `data` points to `len` readable bytes, or is NULL with `len` 0.
    pub(super) unsafe fn get<'a>(self, what: &str) -> Result<&'a str, OryError> {
        if self.data.is_null() {
            return if self.len == 0 {
                Ok("")
            } else {
                Err(OryError::new(ErrorKind::Input, format!("{what} is NULL with a length")))
            };
        }
        // SAFETY: not NULL, and the caller's promise.
        let bytes = unsafe { std::slice::from_raw_parts(self.data.cast::<u8>(), self.len) };
        std::str::from_utf8(bytes)
            .map_err(|_| OryError::new(ErrorKind::Input, format!("{what} is not UTF-8")))
    }
}
