//! C's pointers as references: the only place where one is followed.

use ory_hub::{ErrorKind, OryError};

/// One of C's opaque types.
pub(crate) trait Handle: Sized {
    /// What a pointer to it leads to.
    type RustType;
}

/// A pointer to what an opaque type stands for.
pub(crate) fn rust<H: Handle>(object: *const H) -> *const H::RustType {
    object.cast()
}

/// As `rust`, for an object that is changed or freed.
pub(crate) fn rust_mut<H: Handle>(object: *mut H) -> *mut H::RustType {
    object.cast()
}

/// Moves a value to the heap and hands it to C.
pub(crate) fn into_raw<H: Handle>(value: H::RustType) -> *mut H {
    boxed(value).cast()
}

/// Moves a value to the heap.
pub(crate) fn boxed<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// The object, or nothing for NULL.
pub(crate) fn try_ref<'a, T>(object: *const T) -> Option<&'a T> {
    // SAFETY: C passes NULL or an object of the declared type that lives for the call; `rust` says what that is.
    unsafe { object.as_ref() }
}

/// The object that a call requires; `name` is the argument's.
pub(crate) fn require_ref<'a, T>(object: *const T, name: &str) -> Result<&'a T, OryError> {
    try_ref(object).ok_or_else(|| null(name))
}

/// The items of an array, which may be NULL where there are none; the error says what is wrong with it.
pub(crate) fn try_slice<'a, T>(items: *const T, count: usize) -> Result<&'a [T], &'static str> {
    if count == 0 {
        return Ok(&[]);
    }
    if items.is_null() {
        return Err("is NULL with a count");
    }
    if count > isize::MAX as usize / size_of::<T>().max(1) {
        return Err("has an impossible count");
    }
    // SAFETY: not NULL, of a possible length, and C promises so many items that live for the call.
    Ok(unsafe { std::slice::from_raw_parts(items, count) })
}

/// The object to change, or nothing for NULL.
pub(crate) fn try_mut<'a, T>(object: *mut T) -> Option<&'a mut T> {
    // SAFETY: as in `try_ref`; C changes an object from one thread at a time.
    unsafe { object.as_mut() }
}

/// The object that a call requires and changes.
pub(crate) fn require_mut<'a, T>(object: *mut T, name: &str) -> Result<&'a mut T, OryError> {
    try_mut(object).ok_or_else(|| null(name))
}

/// Takes an object back from C; nothing for NULL.
pub(crate) fn try_box<T>(object: *mut T) -> Option<Box<T>> {
    if object.is_null() {
        return None;
    }
    // SAFETY: not NULL, made by `boxed` or `into_raw` of this type, and C frees it once.
    Some(unsafe { Box::from_raw(object) })
}

/// Writes an output where C asked for it.
pub(crate) fn write<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not NULL, and C passes a place for one value of this type.
        unsafe { out.write(value) };
    }
}

/// An output must have a place before anything is done for it.
pub(crate) fn require_out<T>(out: *mut T, name: &str) -> Result<(), OryError> {
    if out.is_null() {
        Err(null(name))
    } else {
        Ok(())
    }
}

fn null(name: &str) -> OryError {
    OryError::new(ErrorKind::Input, format!("{name} is NULL"))
}
