//! Setters of a configuration and of call options.

use ory_hub::OryConfig;

use crate::call_options::CallOptions;
use crate::config::ConfigBuilder;
use crate::guard::guard;
use crate::pointer;
use crate::text::ory_str;

/// Sets a text or a secret.
pub(crate) fn text(
    config: *mut ConfigBuilder,
    name: &str,
    value: ory_str,
    set: impl FnOnce(&mut OryConfig, &str),
) {
    guard(|| {
        let Some(builder) = pointer::try_mut(config) else {
            return;
        };
        match value.get() {
            Ok(value) => set(&mut builder.config, value),
            Err(fault) => builder.fail(format!("{name} {fault}")),
        }
    })
}

/// Sets a number of at most `most`: a negative one that C converted is beyond it.
pub(crate) fn number<N: Copy + Into<u64>>(
    config: *mut ConfigBuilder,
    name: &str,
    value: N,
    most: u64,
    set: impl FnOnce(&mut OryConfig, N),
) {
    guard(|| {
        let Some(builder) = pointer::try_mut(config) else {
            return;
        };
        if value.into() > most {
            builder.fail(format!("{name} is negative or above {most}"));
        } else {
            set(&mut builder.config, value);
        }
    })
}

/// Sets a choice.
pub(crate) fn boolean(
    config: *mut ConfigBuilder,
    value: bool,
    set: impl FnOnce(&mut OryConfig, bool),
) {
    guard(|| {
        if let Some(builder) = pointer::try_mut(config) {
            set(&mut builder.config, value);
        }
    })
}

/// Sets a number of call options, as `number`.
pub(crate) fn call_number<N: Copy + Into<u64>>(
    options: *mut CallOptions,
    name: &str,
    value: N,
    most: u64,
    set: impl FnOnce(&mut ory_hub::CallOptions, N),
) {
    guard(|| {
        let Some(options) = pointer::try_mut(options) else {
            return;
        };
        if value.into() > most {
            options.fail(format!("{name} is negative or above {most}"));
        } else {
            set(&mut options.options, value);
        }
    })
}

/// Sets a choice of call options.
pub(crate) fn call_boolean(
    options: *mut CallOptions,
    value: bool,
    set: impl FnOnce(&mut ory_hub::CallOptions, bool),
) {
    guard(|| {
        if let Some(options) = pointer::try_mut(options) {
            set(&mut options.options, value);
        }
    })
}
