//! An answer as C holds it: its text, the arena with its slots, and the value that C's pointer names.

use std::ptr::NonNull;
use std::sync::OnceLock;

use ory_hub::DecodeError;

use crate::codec::{Arena, Record, TypeDesc, Union, Value, decode, encode};
use crate::pointer::{self, Handle};

/// The owner behind every pointer to a model that C must free. The root comes first, so that a pointer to the owner is
/// a pointer to the root and one getter serves owned and borrowed models alike.
#[repr(C)]
pub(crate) struct Document<T> {
    root: T,
    /// Where the root's slots are. Not a `Box`, since the root points into it.
    arena: NonNull<Arena>,
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
pub(crate) trait Root: Sized + 'static {
    /// The root out of the decoded text; nothing if that is of another kind.
    fn of(slot: Value<'static>) -> Option<Self>;
}

impl Root for Record<'static> {
    fn of(slot: Value<'static>) -> Option<Self> {
        slot.record().cloned()
    }
}

impl Root for Union<'static> {
    fn of(slot: Value<'static>) -> Option<Self> {
        slot.variant().map(|variant| Union {
            kind: variant.kind,
            tag: variant.tag,
            record: variant.record,
            raw: variant.raw,
        })
    }
}

/// A list that an operation answered.
pub(crate) struct List {
    pub(crate) items: &'static [Value<'static>],
    /// Names the page after it; empty at the end.
    pub(crate) next: String,
    /// The whole, written when it is first asked for.
    json: OnceLock<String>,
}

impl List {
    /// The list as JSON again.
    pub(crate) fn json(&self) -> &str {
        self.json.get_or_init(|| {
            let mut text = String::new();
            encode(&Value::List(self.items), &mut text);
            text
        })
    }
}

impl Root for List {
    fn of(slot: Value<'static>) -> Option<Self> {
        match slot {
            Value::List(items) => Some(Self {
                items,
                next: String::new(),
                json: OnceLock::new(),
            }),
            _ => None,
        }
    }
}

impl<T: Root> Document<T> {
    /// Decodes a text and keeps both. Where that fails the text comes back.
    pub(crate) fn open(
        desc: &'static TypeDesc,
        text: String,
    ) -> Result<Self, (DecodeError, String)> {
        let parts = Document {
            root: (),
            arena: NonNull::from(Box::leak(Box::new(Arena::new()))),
            text: NonNull::from(Box::leak(text.into_boxed_str())),
        };
        let (arena, text) = (parts.arena, parts.text);
        // SAFETY: both live until the document is dropped, and nothing else changes them. The root never leaves the
        // document other than behind pointers of C's, which promises not to use them after freeing it.
        let decoded = decode(desc, unsafe { text.as_ref() }, unsafe { arena.as_ref() });
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
    pub(crate) fn root(&self) -> &T {
        &self.root
    }

    /// Hands it to C as a pointer to its root.
    pub(crate) fn into_raw(self) -> *mut T {
        pointer::boxed(self).cast()
    }

    /// The same, to complete it.
    pub(crate) fn root_mut(&mut self) -> &mut T {
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

/// A model or a list that C may own.
pub(crate) trait Owned: Handle<RustType: Root> {
    /// What it is decoded as.
    const DESC: &'static TypeDesc;
}
