//! Builders of what is sent: new, from and to JSON, setters, freed.

use ory_hub::{ErrorKind, OryError};

use crate::builder::{Body, FromJson, ListBuilder, RecordBuilder, UnionBuilder, value};
use crate::codec::{Arena, RecordDesc, Source, TypeDesc, decode_from};
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer;
use crate::result::ory_result;
use crate::text::{ory_str, ory_text};

/// A new object. `constants` are the fields that always have the same text.
#[inline(never)]
pub(crate) fn new(desc: &'static RecordDesc, constants: &[(usize, &str)]) -> *mut RecordBuilder {
    guard(|| {
        let mut object = RecordBuilder::new(desc);
        for (index, constant) in constants {
            object.set(*index, Ok(value::quoted(constant)));
        }
        pointer::boxed(object)
    })
}

/// A new list.
#[inline(never)]
pub(crate) fn new_list() -> *mut ListBuilder {
    guard(|| pointer::boxed(ListBuilder::default()))
}

/// A new union: a copy of that arm.
#[inline(never)]
pub(crate) fn new_union(arm: *const RecordBuilder) -> *mut UnionBuilder {
    guard(|| pointer::boxed(UnionBuilder::new(value::copy(arm))))
}

/// An object, a union or a list from JSON.
#[inline(never)]
pub(crate) fn from_json<T: FromJson>(
    desc: &'static TypeDesc,
    json: ory_str,
    out: *mut *mut T,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        pointer::require_out(out, "the place for the object")?;
        let wrong = |fault: &str| OryError::new(ErrorKind::Input, format!("json {fault}"));
        let json = json.get().map_err(wrong)?;
        let arena = Arena::new();
        decode_from(Source::CallerText, desc, json, &arena)
            .map_err(|fault| wrong(&format!("cannot be sent: {fault}")))?;
        let json = json.strip_prefix('\u{feff}').unwrap_or(json).trim();
        let object = T::from_checked_json(desc, json).map_err(|fault| wrong(&fault))?;
        pointer::write(out, pointer::boxed(object));
        Ok(())
    })
}

/// The JSON that would be sent.
#[inline(never)]
pub(crate) fn to_json<T: Body>(
    object: *const T,
    out: *mut *mut ory_text,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        pointer::require_out(out, "the place for the text")?;
        let object = pointer::require_ref(object, "the object")?;
        let json = object
            .json()
            .map_err(|fault| OryError::new(ErrorKind::Input, fault))?;
        pointer::write(out, pointer::into_raw(json.as_str().into()));
        Ok(())
    })
}

/// Frees an object.
#[inline(never)]
pub(crate) fn free<T>(object: *mut T) {
    guard(|| drop(pointer::try_box(object)))
}

/// Adds a copy of an object to a list that is sent by itself.
#[inline(never)]
pub(crate) fn add_item<T: Body>(list: *mut ListBuilder, item: *const T) {
    guard(|| {
        if let Some(list) = pointer::try_mut(list) {
            list.add(value::copy(item));
        }
    })
}

/// One module for one way to change a field: a setter for each C type.
macro_rules! setters {
    ($(#[$doc:meta])* $module:ident, $change:ident $(, $key:ident)?) => {
        $(#[$doc])*
        #[allow(dead_code, reason = "not every group has all of these")]
        pub(crate) mod $module {
            use super::*;

            pub(crate) fn text(object: Object, index: usize $(, $key: ory_str)?, value: ory_str) {
                guard(|| change(object, |object| object.$change(index $(, $key)?, value::text(value))))
            }
            pub(crate) fn json(object: Object, index: usize $(, $key: ory_str)?, value: ory_str) {
                guard(|| change(object, |object| object.$change(index $(, $key)?, value::json(value))))
            }
            pub(crate) fn boolean(object: Object, index: usize $(, $key: ory_str)?, value: bool) {
                guard(|| change(object, |object| object.$change(index $(, $key)?, value::boolean(value))))
            }
            pub(crate) fn int(object: Object, index: usize $(, $key: ory_str)?, value: i64) {
                guard(|| change(object, |object| object.$change(index $(, $key)?, value::int(value))))
            }
            pub(crate) fn number(object: Object, index: usize $(, $key: ory_str)?, value: f64) {
                guard(|| change(object, |object| object.$change(index $(, $key)?, value::number(value))))
            }
            pub(crate) fn kind(object: Object, index: usize $(, $key: ory_str)?, value: u32) {
                guard(|| change(object, |object| {
                    let value = value::kind(value, object.field_desc(index));
                    object.$change(index $(, $key)?, value);
                }))
            }
            pub(crate) fn copy<T: Body>(object: Object, index: usize $(, $key: ory_str)?, value: *const T) {
                guard(|| change(object, |object| object.$change(index $(, $key)?, value::copy(value))))
            }
        }
    };
}

setters!(
    /// Sets a field.
    set, set
);
setters!(
    /// Adds to a list field.
    add, push
);
setters!(
    /// Puts into a map field.
    put, put, key
);

type Object = *mut RecordBuilder;

fn change(object: Object, change: impl FnOnce(&mut RecordBuilder)) {
    if let Some(object) = pointer::try_mut(object) {
        change(object);
    }
}
