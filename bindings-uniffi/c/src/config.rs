//! The configuration of a client.

use std::sync::Arc;

use ory_hub::{ErrorKind, OryConfig, OryError};

use crate::client::{Client, ory_client};
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust_mut};
use crate::result::ory_result;
use crate::text::ory_str;

/// Where the servers are and which credentials they get. There is no default host.
pub struct ory_config {
    _private: [u8; 0],
}

/// What stands behind a configuration.
#[derive(Default)]
pub(crate) struct ConfigBuilder {
    pub(crate) config: OryConfig,
    fault: Option<String>,
}

impl ConfigBuilder {
    /// The configuration, or the first fault of it.
    pub(crate) fn finish(self) -> Result<OryConfig, OryError> {
        match self.fault {
            Some(fault) => Err(OryError::new(ErrorKind::Config, fault)),
            None => Ok(self.config),
        }
    }

    /// Keeps the first fault, for `ory_config_build` to report.
    pub(crate) fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }
}

impl Handle for ory_config {
    type RustType = ConfigBuilder;
}

/// A configuration with defaults.
#[unsafe(no_mangle)]
pub extern "C" fn ory_config_new() -> *mut ory_config {
    guard(|| pointer::into_raw(ConfigBuilder::default()))
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
        let Some(builder) = pointer::try_mut(rust_mut(config)) else {
            return;
        };
        match (name.get(), value.get()) {
            (Ok(name), Ok(value)) => {
                builder.config.headers.insert(name.to_owned(), value.into());
            }
            (Err(fault), _) | (_, Err(fault)) => builder.fail(format!("headers {fault}")),
        }
    })
}

fn build(config: *mut ory_config, client: *mut *mut ory_client) -> Result<(), OryError> {
    let wrong = |fault: &str| OryError::new(ErrorKind::Config, fault);
    let builder = pointer::try_box(rust_mut(config)).ok_or_else(|| wrong("config is NULL"))?;
    pointer::require_out(client, "the place for the client")?;
    let made = Client::new(builder.finish()?)?;
    pointer::write(client, pointer::into_raw(Arc::new(made)));
    Ok(())
}
