//! Options of single calls, for `ory_client_with_options`.

use ory_hub::CallOptions;

use crate::draft::Draft;
use crate::guard::guard;
use crate::pointer::{self, Handle, rust_mut};
use crate::text::ory_str;

/// What a client does differently for some calls.
pub struct ory_call_options {
    _private: [u8; 0],
}

impl Handle for ory_call_options {
    type RustType = Draft<CallOptions>;
}

/// Options that change nothing.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_new() -> *mut ory_call_options {
    guard(|| pointer::into_raw(Draft::<CallOptions>::default()))
}

/// Sets a header of your own, in place of the configuration's of the same name.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_set_header(
    options: *mut ory_call_options,
    name: ory_str,
    value: ory_str,
) {
    guard(|| {
        let Some(draft) = pointer::try_mut(rust_mut(options)) else {
            return;
        };
        match (name.get(), value.get()) {
            (Ok(name), Ok(value)) => {
                draft
                    .value
                    .headers
                    .insert(name.to_owned(), value.to_owned());
            }
            (Err(fault), _) | (_, Err(fault)) => draft.fail(format!("a header {fault}")),
        }
    })
}

/// Frees options.
#[unsafe(no_mangle)]
pub extern "C" fn ory_call_options_free(options: *mut ory_call_options) {
    guard(|| drop(pointer::try_box(rust_mut(options))))
}
