//! The configuration of a client.

use std::sync::Arc;

use ory_hub::{ErrorKind, OryConfig, OryError};

use crate::client::{Client, ory_client};
use crate::draft::Draft;
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust_mut};
use crate::result::ory_result;
use crate::text::ory_str;

/// Where the servers are and which credentials they get. There is no default host.
pub struct ory_config {
    _private: [u8; 0],
}

impl Handle for ory_config {
    type RustType = Draft<OryConfig>;
}

/// A configuration with defaults.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_new() -> *mut ory_config {
    guard(|| pointer::into_raw(Draft::<OryConfig>::default()))
}

/// Makes a client of the configuration, which is consumed even on failure.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_build(
    config: *mut ory_config,
    client: *mut *mut ory_client,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || build(config, client))
}

/// Frees a configuration that was not built.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_free(config: *mut ory_config) {
    guard(|| drop(pointer::try_box(rust_mut(config))))
}

/// Adds a header of your own to every request. A second one of the same name replaces the first.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_set_header(config: *mut ory_config, name: ory_str, value: ory_str) {
    guard(|| {
        let Some(draft) = pointer::try_mut(rust_mut(config)) else {
            return;
        };
        match (name.get(), value.get()) {
            (Ok(name), Ok(value)) => {
                draft.value.headers.insert(name.to_owned(), value.into());
            }
            (Err(fault), _) | (_, Err(fault)) => draft.fail(format!("headers {fault}")),
        }
    })
}

fn build(config: *mut ory_config, client: *mut *mut ory_client) -> Result<(), OryError> {
    let missing = || OryError::new(ErrorKind::Input, "config is NULL");
    let draft = pointer::try_box(rust_mut(config)).ok_or_else(missing)?;
    pointer::require_out(client, "the place for the client")?;
    let made = Client::new(draft.finish(ErrorKind::Config)?)?;
    pointer::write(client, pointer::into_raw(Arc::new(made)));
    Ok(())
}
