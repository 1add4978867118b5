//! Options of an operation.

use ory_hub::internal::operation::Operation;

use crate::arguments::{self, Params};
use crate::codec::EnumDesc;
use crate::guard::guard;
use crate::pointer;
use crate::text::ory_str;

/// New options, with nothing set.
#[inline(never)]
pub(crate) fn new(operation: &'static Operation) -> *mut Params {
    guard(|| pointer::boxed(Params::new(operation)))
}

/// Frees options.
#[inline(never)]
pub(crate) fn free(options: *mut Params) {
    guard(|| drop(pointer::try_box(options)))
}

/// One module for one way to change an option: a setter for each C type.
macro_rules! setters {
    ($(#[$doc:meta])* $change:ident) => {
        $(#[$doc])*
        #[allow(dead_code, reason = "not every group has all of these")]
        pub(crate) mod $change {
            use super::*;

            pub(crate) fn text(options: *mut Params, index: usize, value: ory_str) {
                guard(|| change(options, |options| options.$change(index, arguments::text(value))))
            }
            pub(crate) fn boolean(options: *mut Params, index: usize, value: bool) {
                guard(|| change(options, |options| options.$change(index, arguments::boolean(value))))
            }
            pub(crate) fn int(options: *mut Params, index: usize, value: i64) {
                guard(|| change(options, |options| options.$change(index, arguments::int(value))))
            }
            pub(crate) fn number(options: *mut Params, index: usize, value: f64) {
                guard(|| change(options, |options| options.$change(index, arguments::number(value))))
            }
            pub(crate) fn kind(options: *mut Params, index: usize, value: u32, desc: &'static EnumDesc) {
                guard(|| change(options, |options| options.$change(index, arguments::kind(value, desc))))
            }
        }
    };
}

setters!(
    /// Sets an option.
    set
);
setters!(
    /// Adds a value to an option that takes several.
    add
);

/// Sets all values of an option.
#[allow(dead_code, reason = "not every group has such an option")]
pub(crate) fn set_texts(options: *mut Params, index: usize, values: *const ory_str, count: usize) {
    guard(|| {
        change(options, |options| {
            options.set_list(index, arguments::texts(values, count))
        })
    })
}

fn change(options: *mut Params, change: impl FnOnce(&mut Params)) {
    if let Some(options) = pointer::try_mut(options) {
        change(options);
    }
}
