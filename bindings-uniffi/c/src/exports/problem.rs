//! Getters of an error.

use ory_hub::Problem;

use crate::codec::{Record, TypeDesc};
use crate::error::Failure;
use crate::guard::{OnPanic, guard};
use crate::pointer;
use crate::text::ory_str;

/// A field of an error, or the empty value where there is no error.
pub(crate) fn field<T: OnPanic>(error: *const Failure, get: impl FnOnce(&Problem) -> T) -> T {
    guard(|| pointer::try_ref(error).map_or_else(T::on_panic, |failure| get(&failure.problem)))
}

/// A text that may be absent.
pub(crate) fn optional(text: Option<&str>) -> ory_str {
    text.map_or(ory_str::EMPTY, ory_str::of)
}

/// The flow in the body of an error, borrowed from it; NULL if there is none.
pub(crate) fn flow(
    error: *const Failure,
    desc: &'static TypeDesc,
    from: &[(&str, u16)],
) -> *const Record<'static> {
    guard(|| {
        let flow = pointer::try_ref(error).and_then(|failure| failure.flow(desc, from));
        flow.map_or(std::ptr::null(), std::ptr::from_ref)
    })
}
