//! An answer as C holds it: its text, the arena with its slots, and the value that C's pointer names.

use std::ptr::NonNull;

use ory_hub::slots::{self, Bump, Kind, Row, Slot, Variant};
use ory_hub::{DecodeError, ErrorKind, OryError};

use super::pointer::{self, Handle};
use super::text::ory_str;

/// The owner behind every pointer to a model that C must free. The root comes first, so that a pointer to the owner is
/// a pointer to the root and one getter serves owned and borrowed models alike.
#[repr(C)]
pub(super) struct Document<T> {
    root: T,
    /// Where the root's slots are. Not a `Box`, since the root points into it.
    arena: NonNull<Bump>,
    /// What texts without escapes point into.
    text: NonNull<str>,
}

impl<T> Drop for Document<T> {
    fn drop(&mut self) {
        // SAFETY: both were made by `Box::leak` in `open`, and whoever pointed into them is gone with C's promise.
        unsafe {
            drop(Box::from_raw(self.arena.as_ptr()));
            drop(Box::from_raw(self.text.as_ptr()));
        }
    }
}

/// Something that can be the root of a document.
pub(super) trait Root: Sized + 'static {
    /// The root out of the decoded text; nothing if that is of another kind.
    fn of(slot: Slot<'static>) -> Option<Self>;
}

impl Root for Row<'static> {
    fn of(slot: Slot<'static>) -> Option<Self> {
        slot.row().cloned()
    }
}

impl Root for Variant<'static> {
    fn of(slot: Slot<'static>) -> Option<Self> {
        slot.variant().map(|variant| Variant {
            kind: variant.kind,
            tag: variant.tag,
            row: variant.row,
            raw: variant.raw,
        })
    }
}

/// A list that an operation answered.
pub(super) struct List {
    pub(super) items: &'static [Slot<'static>],
    /// Names the page after it; empty at the end.
    pub(super) next: String,
}

impl Root for List {
    fn of(slot: Slot<'static>) -> Option<Self> {
        match slot {
            Slot::List(items) => Some(Self {
                items,
                next: String::new(),
            }),
            _ => None,
        }
    }
}

impl<T: Root> Document<T> {
    /// Decodes a text and keeps both. Where that fails the text comes back.
    pub(super) fn open(kind: &'static Kind, text: String) -> Result<Self, (DecodeError, String)> {
        let parts = Document {
            root: (),
            arena: NonNull::from(Box::leak(Box::new(Bump::new()))),
            text: NonNull::from(Box::leak(text.into_boxed_str())),
        };
        let (arena, text) = (parts.arena, parts.text);
        // SAFETY: both live until the document is dropped, and nothing else changes them. The root never leaves the
        // document other than behind pointers of C's, which promises not to use them after freeing it.
        let decoded = slots::decode(kind, unsafe { text.as_ref() }, unsafe { arena.as_ref() });
        let root = decoded.and_then(|slot| {
            T::of(slot).ok_or_else(|| DecodeError::whole("was read as another kind of value"))
        });
        match root {
            Ok(root) => {
                std::mem::forget(parts);
                Ok(Self { root, arena, text })
            }
            Err(fault) => Err((fault, parts.into_text())),
        }
    }

    /// The value that getters read.
    pub(super) fn root_mut(&mut self) -> &mut T {
        &mut self.root
    }
}

impl Document<()> {
    /// Ends it without its text.
    fn into_text(self) -> String {
        let (arena, text) = (self.arena, self.text);
        std::mem::forget(self);
        // SAFETY: both were made by `Box::leak` in `open`; forgetting the document keeps it from freeing them again.
        unsafe {
            drop(Box::from_raw(arena.as_ptr()));
            Box::from_raw(text.as_ptr()).into_string()
        }
    }
}

/// A record that answers hold.
pub(super) trait Record: Handle<Behind = Row<'static>> {}

/// A union that answers hold.
pub(super) trait Union: Handle<Behind = Variant<'static>> {}

/// A model or a list that C may own.
pub(super) trait Owned: Handle<Behind: Root> {
    const KIND: &'static Kind;
}

/// Declares a record of answers: its opaque type and its table.
macro_rules! record_type {
    ($name:ident, $table:ident) => {
        impl $crate::pointer::Handle for $name {
            type Behind = ory_hub::slots::Row<'static>;
        }

        impl $crate::document::Record for $name {}

        impl $crate::document::Owned for $name {
            const KIND: &'static ory_hub::slots::Kind =
                &ory_hub::slots::Kind::Record(&ory_hub::slots::table::$table);
        }
    };
}
pub(super) use record_type;

/// Declares a union of answers: its opaque type and its table.
macro_rules! union_type {
    ($name:ident, $table:ident) => {
        impl $crate::pointer::Handle for $name {
            type Behind = ory_hub::slots::Variant<'static>;
        }

        impl $crate::document::Union for $name {}

        impl $crate::document::Owned for $name {
            const KIND: &'static ory_hub::slots::Kind =
                &ory_hub::slots::Kind::Union(&ory_hub::slots::table::$table);
        }
    };
}
pub(super) use union_type;

/// Declares a list that operations answer: its opaque type and the kind of its items.
macro_rules! list_type {
    ($name:ident, $item:expr) => {
        impl $crate::pointer::Handle for $name {
            type Behind = $crate::document::List;
        }

        impl $crate::document::Owned for $name {
            const KIND: &'static ory_hub::slots::Kind = &ory_hub::slots::Kind::List(&$item);
        }
    };
}
pub(super) use list_type;

/// Hands a document to C.
pub(super) fn give<H: Owned>(document: Document<H::Behind>) -> *mut H {
    Box::into_raw(Box::new(document)).cast()
}

/// Reads JSON that C has into a model of C's own.
pub(super) fn from_json<H: Owned>(json: ory_str, out: *mut *mut H) -> Result<(), OryError> {
    pointer::place(out, "the place for the model")?;
    let text = json
        .get()
        .map_err(|fault| OryError::new(ErrorKind::Input, format!("json {fault}")))?;
    let document = Document::open(H::KIND, text.to_owned()).map_err(|(fault, _)| {
        OryError::new(ErrorKind::Input, format!("json cannot be read: {fault}"))
    })?;
    pointer::write(out, give(document));
    Ok(())
}

/// Ends a model or a list that C owns. NULL is fine.
pub(super) fn free<H: Owned>(object: *mut H) {
    drop(pointer::take_as::<H, Document<H::Behind>>(object));
}
