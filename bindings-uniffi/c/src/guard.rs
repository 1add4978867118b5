//! No panic crosses into C: every exported function runs its body in here.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a function answers when its body panicked.
pub(crate) trait OnPanic {
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
pub(crate) fn guard<T: OnPanic>(body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| T::on_panic())
}

/// Panics are reported as errors; nothing is ever printed. The hook is this library's own: no other code shares its
/// standard library.
#[cfg(all(not(test), target_os = "linux"))]
#[used]
#[unsafe(link_section = ".init_array")]
static SILENCE: extern "C" fn() = {
    extern "C" fn silence() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    silence
};
