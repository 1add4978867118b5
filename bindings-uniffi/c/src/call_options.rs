//! Options of single calls, for `ory_client_with_options`.

use ory_hub::{ErrorKind, Ory, OryError};

use crate::guard::guard;
use crate::pointer::{self, Handle, rust_mut};
use crate::text::ory_str;

/// The longest time-out: a day.
const LONGEST: u64 = 86_400_000;

/// What a client does differently for some calls.
pub struct ory_call_options {
    _private: [u8; 0],
}

/// What it stands for.
#[derive(Default)]
pub(crate) struct CallOptions {
    options: ory_hub::CallOptions,
    fault: Option<String>,
}

impl Handle for ory_call_options {
    type RustType = CallOptions;
}

impl CallOptions {
    /// A client with these options.
    pub(crate) fn apply(&self, ory: &Ory) -> Result<Ory, OryError> {
        match &self.fault {
            Some(fault) => Err(OryError::new(ErrorKind::Input, fault.as_str())),
            None => Ok(ory.with_options(self.options.clone())),
        }
    }

    fn set_milliseconds(&mut self, name: &str, value: u64, set: impl FnOnce(&mut Self)) {
        if value > LONGEST {
            self.fail(format!("{name} is negative or above {LONGEST}"));
        } else {
            set(self);
        }
    }

    fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }
}

/// Options that change nothing.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_new() -> *mut ory_call_options {
    guard(|| pointer::into_raw(CallOptions::default()))
}

/// Milliseconds that one attempt may take; 0 means no limit. At most 86400000.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_set_timeout_ms(options: *mut ory_call_options, timeout_ms: u64) {
    guard(|| {
        if let Some(options) = pointer::try_mut(rust_mut(options)) {
            options.set_milliseconds("timeout_ms", timeout_ms, |options| {
                options.options.timeout_ms = Some(timeout_ms);
            });
        }
    })
}

/// Milliseconds that one call may take in all; 0 means no limit. At most 86400000.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_set_deadline_ms(
    options: *mut ory_call_options,
    deadline_ms: u64,
) {
    guard(|| {
        if let Some(options) = pointer::try_mut(rust_mut(options)) {
            options.set_milliseconds("deadline_ms", deadline_ms, |options| {
                options.options.deadline_ms = Some(deadline_ms);
            });
        }
    })
}

/// Sets a header of your own, in place of the configuration's of the same name.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_set_header(
    options: *mut ory_call_options,
    name: ory_str,
    value: ory_str,
) {
    guard(|| {
        let Some(options) = pointer::try_mut(rust_mut(options)) else {
            return;
        };
        match (name.get(), value.get()) {
            (Ok(name), Ok(value)) => {
                options
                    .options
                    .headers
                    .insert(name.to_owned(), value.to_owned());
            }
            (Err(fault), _) | (_, Err(fault)) => options.fail(format!("a header {fault}")),
        }
    })
}

/// How often a call that may be repeated is tried again. At most 100.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_set_max_retries(
    options: *mut ory_call_options,
    max_retries: u32,
) {
    guard(|| {
        if let Some(options) = pointer::try_mut(rust_mut(options)) {
            if max_retries > 100 {
                options.fail("max_retries is negative or above 100".to_owned());
            } else {
                options.options.max_retries = Some(max_retries);
            }
        }
    })
}

/// Frees options.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_free(options: *mut ory_call_options) {
    guard(|| drop(pointer::try_box(rust_mut(options))))
}
