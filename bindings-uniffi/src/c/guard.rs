//! No panic crosses into C: every exported function runs its body in here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ory_hub::OryError;

use super::error::{self, ory_error, ory_result};
use super::text::ory_str;

/// What a function answers when its body panicked.
pub(super) trait OnPanic {
    fn on_panic() -> Self;
}

impl OnPanic for () {
    fn on_panic() {}
}

impl OnPanic for bool {
    fn on_panic() -> Self {
        false
    }
}

macro_rules! zero_on_panic {
    ($($number:ty),*) => {$(
        impl OnPanic for $number {
            fn on_panic() -> Self {
                Default::default()
            }
        }
    )*};
}

zero_on_panic!(u32, u64, i64, usize, f64);

impl OnPanic for ory_str {
    fn on_panic() -> Self {
        Self::EMPTY
    }
}

impl OnPanic for ory_result {
    fn on_panic() -> Self {
        Self::ORY_ERROR_INTERNAL
    }
}

impl<T> OnPanic for *const T {
    fn on_panic() -> Self {
        std::ptr::null()
    }
}

impl<T> OnPanic for *mut T {
    fn on_panic() -> Self {
        std::ptr::null_mut()
    }
}

/// Runs a body that cannot fail; a panic gives the type's empty value.
pub(super) fn guard<T: OnPanic>(body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| T::on_panic())
}

/// Runs a body that can fail: its error, or what the panic said, goes to `error`.
pub(super) fn guard_result(
    error: *mut *mut ory_error,
    body: impl FnOnce() -> Result<(), OryError>,
) -> ory_result {
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return ory_result::ORY_OK,
        Ok(Err(failure)) => failure,
        Err(panic) => error::from_panic(&*panic),
    };
    let result = ory_result::of(failure.kind());
    error::give(failure, error);
    result
}
