//! Pointers of C's as references of ours: the only place where one is followed.

use ory_hub::{ErrorKind, OryError};

/// One of C's opaque types, and what stands behind its pointers.
pub(super) trait Handle: Sized {
    /// What the pointer leads to.
    type Behind;
}

/// Moves a value to the heap and hands it to C.
pub(super) fn give<H: Handle>(value: H::Behind) -> *mut H {
    Box::into_raw(Box::new(value)).cast()
}

/// Looks at an object; nothing for NULL.
pub(super) fn look<'a, H: Handle>(object: *const H) -> Option<&'a H::Behind> {
    // SAFETY: C hands over NULL or an object of this type that stays for the call; `Handle` says what it is.
    unsafe { object.cast::<H::Behind>().as_ref() }
}

/// Looks at an object that a call needs; `what` names it.
pub(super) fn need<'a, H: Handle>(object: *const H, what: &str) -> Result<&'a H::Behind, OryError> {
    look(object).ok_or_else(|| null(what))
}

/// Changes an object; nothing for NULL.
pub(super) fn change<'a, H: Handle>(object: *mut H) -> Option<&'a mut H::Behind> {
    // SAFETY: as in `look`; C uses an object that it changes from one thread at a time.
    unsafe { object.cast::<H::Behind>().as_mut() }
}

/// Takes an object back from C; nothing for NULL.
pub(super) fn take<H: Handle>(object: *mut H) -> Option<Box<H::Behind>> {
    take_as(object)
}

/// Takes back an object whose pointer leads to the first member of a larger value.
pub(super) fn take_as<H, Whole>(object: *mut H) -> Option<Box<Whole>> {
    if object.is_null() {
        return None;
    }
    // SAFETY: not NULL, made by `Box::into_raw` of this type, and C gives it back once.
    Some(unsafe { Box::from_raw(object.cast()) })
}

/// Writes a result where C asked for it.
pub(super) fn write<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not NULL, and C hands over a place for one value of this type.
        unsafe { out.write(value) };
    }
}

/// A place for a result must be there before anything is done for it.
pub(super) fn place<T>(out: *mut T, what: &str) -> Result<(), OryError> {
    if out.is_null() {
        Err(null(what))
    } else {
        Ok(())
    }
}

fn null(what: &str) -> OryError {
    OryError::new(ErrorKind::Input, format!("{what} is NULL"))
}
