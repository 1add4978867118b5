//! Text as C sees it: a pointer and a length, UTF-8, not closed by a zero byte.

use std::ffi::c_char;

use super::guard::{OnPanic, guard};
use super::pointer::{self, Handle};

/// UTF-8 text: `len` bytes from `data`, with no zero byte at the end.
///
/// As an argument it is only read during the call. As an answer it is borrowed from the object that gave it and lives
/// as long as that object. `{NULL, 0}` is the empty text. Make one from a literal or a zero-closed string with
/// `ORY_STR`; print one with `"%.*s", (int)text.len, text.data`.
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
    pub(super) const EMPTY: Self = Self {
        data: std::ptr::null(),
        len: 0,
    };

    /// The text of something that outlives the answer.
    pub(super) fn of(text: &str) -> Self {
        Self {
            data: text.as_ptr().cast(),
            len: text.len(),
        }
    }

    /// The text that C handed over; the error says what is wrong with it.
    pub(super) fn get<'a>(self) -> Result<&'a str, &'static str> {
        if self.data.is_null() {
            return match self.len {
                0 => Ok(""),
                _ => Err("is NULL with a length"),
            };
        }
        if self.len > isize::MAX as usize {
            return Err("has an impossible length");
        }
        // SAFETY: not NULL, of a possible length, and C promises that so many bytes stay readable for the call.
        let bytes = unsafe { std::slice::from_raw_parts(self.data.cast::<u8>(), self.len) };
        std::str::from_utf8(bytes).map_err(|_| "is not UTF-8")
    }
}

impl OnPanic for ory_str {
    fn on_panic() -> Self {
        Self::EMPTY
    }
}

/// A text that a call answered: JavaScript, or free JSON. The caller owns it and ends it with `ory_text_free`.
pub struct ory_text {
    _private: [u8; 0],
}

impl Handle for ory_text {
    type Behind = Box<str>;
}

/// The text itself, borrowed from `text`; empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ory_text_get(text: *const ory_text) -> ory_str {
    guard(|| pointer::look(text).map_or(ory_str::EMPTY, |text| ory_str::of(text)))
}

/// Ends a text. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn ory_text_free(text: *mut ory_text) {
    guard(|| drop(pointer::take(text)))
}

/// The version of the library that is running, such as `0.1.0`. `ORY_VERSION` is the version of this header.
#[unsafe(no_mangle)]
pub extern "C" fn ory_library_version() -> ory_str {
    guard(|| ory_str::of(env!("CARGO_PKG_VERSION")))
}
