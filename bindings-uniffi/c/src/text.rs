//! Text as C sees it: a pointer and a length, UTF-8, not closed by a zero byte.

use std::ffi::c_char;

use ory_hub::{ErrorKind, OryError};

use crate::guard::{OnPanic, guard};
use crate::pointer::{self, Handle, rust, rust_mut};

/// UTF-8 text: `len` bytes from `data`, not zero-terminated; print one with `"%.*s", (int)text.len, text.data`.
///
/// A returned one is borrowed from the object that the function got and has an address even when it is empty.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ory_str {
    /// The first byte.
    pub data: *const c_char,
    /// Number of bytes.
    pub len: usize,
}

impl ory_str {
    /// The empty text.
    pub(crate) const EMPTY: Self = Self {
        data: c"".as_ptr(),
        len: 0,
    };

    /// The text of something that outlives the answer.
    pub(crate) fn of(text: &str) -> Self {
        Self {
            data: text.as_ptr().cast(),
            len: text.len(),
        }
    }

    /// The text that C handed over; the error says what is wrong with it.
    pub(crate) fn get<'a>(self) -> Result<&'a str, &'static str> {
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

    /// The same for the argument of that name.
    pub(crate) fn named<'a>(self, name: &str) -> Result<&'a str, OryError> {
        self.get()
            .map_err(|fault| OryError::new(ErrorKind::Input, format!("{name} {fault}")))
    }
}

impl OnPanic for ory_str {
    fn on_panic() -> Self {
        Self::EMPTY
    }
}

/// A text that the caller owns, such as free JSON that an operation returned.
pub struct ory_text {
    _private: [u8; 0],
}

impl Handle for ory_text {
    type RustType = Box<str>;
}

/// The text itself, borrowed from `text`; empty for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ory_text_get(text: *const ory_text) -> ory_str {
    guard(|| pointer::try_ref(rust(text)).map_or(ory_str::EMPTY, |text| ory_str::of(text)))
}

/// Frees a text.
#[unsafe(no_mangle)]
pub extern "C" fn ory_text_free(text: *mut ory_text) {
    guard(|| drop(pointer::try_box(rust_mut(text))))
}

/// The version of the library that is running, such as `0.1.0`. `ORY_VERSION` is the version of this header.
#[unsafe(no_mangle)]
pub extern "C" fn ory_library_version() -> ory_str {
    guard(|| ory_str::of(env!("CARGO_PKG_VERSION")))
}
