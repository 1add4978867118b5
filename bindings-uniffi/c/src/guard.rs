//! No panic crosses into C: every exported function runs its body in `guard`.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::pointer;

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
    let mut value = T::on_panic();
    run(|| value = body());
    value
}

/// Runs a body to its end, or to its panic, whose text comes back.
pub(crate) fn run<F: FnOnce()>(body: F) -> Option<String> {
    let mut body = Some(body);
    run_erased(call::<F>, (&raw mut body).cast())
}

/// Calls the body that `run` keeps.
fn call<F: FnOnce()>(body: *mut c_void) {
    if let Some(body) = pointer::try_mut(body.cast::<Option<F>>()).and_then(Option::take) {
        body();
    }
}

/// The one place that catches: the exported functions, some thousands, have nothing to unwind of their own.
#[inline(never)]
fn run_erased(call: fn(*mut c_void), body: *mut c_void) -> Option<String> {
    #[cfg(target_os = "linux")]
    let _uncancelled = CancellationDisabled::new();
    let panic = catch_unwind(AssertUnwindSafe(|| call(body))).err()?;
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    Some(text.unwrap_or_default())
}

/// While it lives, `pthread_cancel` of this thread waits: it would unwind by force through Rust code, which ends the
/// process.
#[cfg(target_os = "linux")]
struct CancellationDisabled(std::ffi::c_int);

#[cfg(target_os = "linux")]
mod pthread {
    use std::ffi::c_int;

    pub(super) const CANCEL_DISABLE: c_int = 1;

    unsafe extern "C" {
        pub(super) safe fn pthread_setcancelstate(state: c_int, old: &mut c_int) -> c_int;
    }
}

#[cfg(target_os = "linux")]
impl CancellationDisabled {
    fn new() -> Self {
        let mut before = 0;
        pthread::pthread_setcancelstate(pthread::CANCEL_DISABLE, &mut before);
        Self(before)
    }
}

#[cfg(target_os = "linux")]
impl Drop for CancellationDisabled {
    fn drop(&mut self) {
        pthread::pthread_setcancelstate(self.0, &mut 0);
    }
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
