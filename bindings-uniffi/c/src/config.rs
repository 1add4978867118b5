//! A configuration in the making.

mod fields;

use std::sync::Arc;

use ory_hub::{ErrorKind, OryConfig, OryError};

use super::client::{Client, ory_client};
use super::error::{guard_result, ory_error, ory_result};
use super::guard::guard;
use super::pointer::{self, Handle};
use super::text::ory_str;

/// Where the servers are and which credentials they get. There is no default host. `ory_config_build` reports the first
/// value that could not be set. The caller owns it until that takes it, or ends it with `ory_config_free`.
pub struct ory_config {
    _private: [u8; 0],
}

/// What stands behind a configuration.
#[derive(Default)]
pub(super) struct Draft {
    config: OryConfig,
    fault: Option<String>,
}

impl Handle for ory_config {
    type Behind = Draft;
}

/// A configuration with nothing set but defaults. It is the caller's, until `ory_config_build` takes it.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_new() -> *mut ory_config {
    guard(|| pointer::give(Draft::default()))
}

/// Makes a client. `config` is consumed, whatever comes of it. On success `*client` is the caller's; end it with
/// `ory_client_free`.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_build(
    config: *mut ory_config,
    client: *mut *mut ory_client,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || build(config, client))
}

/// Ends a configuration that no client was made of. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_free(config: *mut ory_config) {
    guard(|| drop(pointer::take(config)))
}

fn build(config: *mut ory_config, client: *mut *mut ory_client) -> Result<(), OryError> {
    let wrong = |fault: &str| OryError::new(ErrorKind::Config, fault);
    let draft = pointer::take(config).ok_or_else(|| wrong("config is NULL"))?;
    pointer::place(client, "the place for the client")?;
    if let Some(fault) = &draft.fault {
        return Err(wrong(fault));
    }
    pointer::write(client, pointer::give(Arc::new(Client::new(draft.config)?)));
    Ok(())
}

/// Adds a header of your own to every request. A second one of the same name replaces the first.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_set_header(config: *mut ory_config, name: ory_str, value: ory_str) {
    guard(|| {
        let Ok(name) = name.get().map(String::from) else {
            return set_text(config, "headers", name, |_, _| ());
        };
        set_text(config, "headers", value, |config, value| {
            config.headers.insert(name, value.into());
        });
    });
}

/// Sets a text or a secret.
fn set_text(
    config: *mut ory_config,
    name: &str,
    value: ory_str,
    set: impl FnOnce(&mut OryConfig, &str),
) {
    let Some(draft) = pointer::change(config) else {
        return;
    };
    match value.get() {
        Ok(value) => set(&mut draft.config, value),
        Err(fault) => {
            draft.fault.get_or_insert(format!("{name} {fault}"));
        }
    }
}

/// Sets a number or a choice.
fn set(config: *mut ory_config, set: impl FnOnce(&mut OryConfig)) {
    if let Some(draft) = pointer::change(config) {
        set(&mut draft.config);
    }
}
