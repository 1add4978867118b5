//! Setters of a configuration and of call options.

use ory_hub::OryConfig;

use crate::draft::Draft;
use crate::guard::guard;
use crate::pointer;
use crate::text::ory_str;

/// Sets a text or a secret.
pub(crate) fn text(
    config: *mut Draft<OryConfig>,
    name: &str,
    value: ory_str,
    set: impl FnOnce(&mut OryConfig, &str),
) {
    guard(|| {
        let Some(draft) = pointer::try_mut(config) else {
            return;
        };
        match value.get() {
            Ok(value) => set(&mut draft.value, value),
            Err(fault) => draft.fail(format!("{name} {fault}")),
        }
    })
}

/// Sets a number of at most `most`: a negative one that C converted is beyond it.
pub(crate) fn number<T, N: Copy + Into<u64>>(
    draft: *mut Draft<T>,
    name: &str,
    value: N,
    most: u64,
    set: impl FnOnce(&mut T, N),
) {
    guard(|| {
        let Some(draft) = pointer::try_mut(draft) else {
            return;
        };
        if value.into() > most {
            draft.fail(format!("{name} is negative or above {most}"));
        } else {
            set(&mut draft.value, value);
        }
    })
}

/// Sets a choice.
pub(crate) fn boolean<T>(draft: *mut Draft<T>, value: bool, set: impl FnOnce(&mut T, bool)) {
    guard(|| {
        if let Some(draft) = pointer::try_mut(draft) {
            set(&mut draft.value, value);
        }
    })
}
