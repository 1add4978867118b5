//! The JSON that the engine reads and builds, whoever holds it.

use crate::codec::json_view::{JsonText, Text as _};

/// A JSON value of the engine. A clone is cheap and shares the value; only values that the engine made are changed.
pub trait FlowValue: JsonText + Clone {
    /// The name of an object's member, by its place; nothing past the end and for everything else.
    fn key(&self, index: usize) -> Option<Self::Text>;

    /// The member of an object, as [`get`](crate::internal::json_view::JsonView::get) gives it.
    fn member(&self, key: &Self::Text) -> Option<Self>;

    /// An empty object.
    fn object() -> Self;

    /// An empty list.
    fn list() -> Self;

    /// An object with the same members; everything else as it is.
    fn copy(&self) -> Self;

    /// A string.
    fn of_text(text: Self::Text) -> Self;

    /// A boolean.
    fn of_bool(value: bool) -> Self;

    /// The number that a text is, written as JSON writes it; nothing when it is no such number.
    fn of_number(text: &Self::Text) -> Option<Self>;

    /// Parses JSON text; nothing when it is none.
    fn parse(text: &Self::Text) -> Option<Self>;

    /// Sets a member of an object.
    fn set(&mut self, key: &str, value: Self);

    /// Sets a member of an object.
    fn set_member(&mut self, key: &Self::Text, value: Self);

    /// Takes a member out of an object.
    fn remove(&mut self, key: &str);

    /// Adds an item to a list.
    fn push(&mut self, value: Self);

    /// Sets a member of an object, if there is a value for it.
    fn set_some(&mut self, key: &str, value: Option<Self>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Sets a member of an object to a string.
    fn set_text(&mut self, key: &str, text: &str) {
        self.set(key, Self::of_text(Self::Text::of(text)));
    }
}

/// The text of a member, unless it is empty.
pub(super) fn text<V: FlowValue>(value: &V, key: &str) -> Option<V::Text> {
    value.first_string(key)
}

/// Whether a member is this text.
pub(super) fn is<V: FlowValue>(value: &V, key: &str, expected: &str) -> bool {
    text(value, key).is_some_and(|text| text.is(expected))
}

/// The items of a list.
pub(super) fn items<V: FlowValue>(list: Option<V>) -> impl Iterator<Item = V> {
    let count = list.as_ref().map_or(0, JsonText::len);
    (0..count).filter_map(move |index| list.as_ref()?.at(index))
}
