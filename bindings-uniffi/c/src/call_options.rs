//! Options of single calls, for `ory_client_with_options`.

use ory_hub::{ErrorKind, Ory, OryError};

use crate::guard::guard;
use crate::pointer::{self, Handle, rust_mut};
use crate::text::ory_str;

/// What a client does differently for some calls.
pub struct ory_call_options {
    _private: [u8; 0],
}

/// What it stands for.
#[derive(Default)]
pub(crate) struct CallOptions {
    pub(crate) options: ory_hub::CallOptions,
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

    /// Keeps the first fault, for the call that takes the options to report.
    pub(crate) fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }
}

/// Options that change nothing.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_new() -> *mut ory_call_options {
    guard(|| pointer::into_raw(CallOptions::default()))
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

/// Frees options.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_free(options: *mut ory_call_options) {
    guard(|| drop(pointer::try_box(rust_mut(options))))
}
