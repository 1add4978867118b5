//! Decoder JSON wherever it is held: its text natively, a JavaScript value in the browser.

mod text;

pub use text::Text;

/// A JSON value that can be read without knowing what holds it.
pub trait JsonView: Sized {
    /// A text of whoever holds the value. A browser's module knows texts by numbers and never copies them.
    type Text: Text;

    /// The member of an object; `None` when it is absent or null, or when this is not an object.
    fn get(&self, key: &str) -> Option<Self>;

    /// The item of a list; `None` past the end, for null, or when this is not a list.
    fn at(&self, index: usize) -> Option<Self>;

    /// Calls `visit` with the items of a list in order, at most `limit` of them, until it returns true or an item is
    /// null.
    fn visit_items(&self, limit: usize, visit: &mut dyn FnMut(Self) -> bool) {
        for index in 0..limit {
            if self.at(index).is_none_or(&mut *visit) {
                return;
            }
        }
    }

    /// Whether this is an object.
    fn is_object(&self) -> bool;

    /// The first of these members, named with a space between, that is a string and not empty.
    fn first_string(&self, keys: &str) -> Option<Self::Text>;

    /// The first of these members, named with a space between, that is a number, or a string and not empty.
    fn first_string_or_number(&self, keys: &str) -> Option<Self::Text>;
}

/// A JSON value with its text. A browser's script reads scalars by itself.
pub trait JsonText: JsonView {
    /// How many items a list has; 0 for everything else.
    fn len(&self) -> usize;

    /// Whether this is a list without items, or not a list.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a JSON string.
    fn text(&self) -> Option<Self::Text>;

    /// A JSON boolean.
    fn bool(&self) -> Option<bool>;

    /// A JSON number, as it was written.
    fn number(&self) -> Option<Self::Text>;

    /// The whole value as JSON text.
    fn json(&self) -> Self::Text;
}

#[cfg(feature = "std")]
mod raw;
