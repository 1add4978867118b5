//! Reading JSON wherever it lives: its text natively, a handle on a JavaScript value in the browser.

use alloc::string::String;

/// A JSON value that can be read without knowing who holds it.
pub trait View: Sized {
    /// The member of an object; nothing when it is absent or null, or when this is no object.
    fn get(&self, key: &str) -> Option<Self>;

    /// The item of a list; nothing past the end, for null, or when this is no list.
    fn at(&self, index: usize) -> Option<Self>;

    /// This is an object.
    fn is_object(&self) -> bool;

    /// The first of these members, named with spaces between, that is a text with something in it; with `numbers`,
    /// also one that is a number.
    fn first(&self, keys: &str, numbers: bool) -> Option<String>;
}

/// A JSON value whose parts can be taken out. A browser's script takes them out by itself.
pub trait Whole: View {
    /// How many items a list has; 0 for everything else.
    fn len(&self) -> usize;

    /// A list without items, or no list.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a JSON string.
    fn text(&self) -> Option<String>;

    /// A JSON boolean.
    fn bool(&self) -> Option<bool>;

    /// A JSON number, written as text by whoever holds it.
    fn number(&self) -> Option<String>;

    /// The whole value as JSON text.
    fn json(&self) -> String;
}

#[cfg(feature = "std")]
mod raw;
