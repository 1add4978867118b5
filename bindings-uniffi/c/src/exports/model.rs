//! Models and lists that C owns: from JSON, and freed.

use ory_hub::{ErrorKind, OryError};

use crate::codec::TypeDesc;
use crate::document::{Document, Root};
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer;
use crate::result::ory_result;
use crate::text::ory_str;

/// Reads JSON that C has.
#[inline(never)]
pub(crate) fn from_json<T: Root>(
    desc: &'static TypeDesc,
    json: ory_str,
    out: *mut *mut T,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        pointer::require_out(out, "the place for the model")?;
        let text = json
            .get()
            .map_err(|fault| OryError::new(ErrorKind::Input, format!("json {fault}")))?;
        let document = Document::<T>::open(desc, text.to_owned()).map_err(|(fault, _)| {
            OryError::new(ErrorKind::Input, format!("json cannot be read: {fault}"))
        })?;
        pointer::write(out, document.into_raw());
        Ok(())
    })
}

/// Frees a model or a list that C owns.
#[inline(never)]
pub(crate) fn free<T: Root>(root: *mut T) {
    guard(|| drop(pointer::try_box(root.cast::<Document<T>>())))
}
