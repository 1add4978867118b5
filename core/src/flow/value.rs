//! The JSON that the engine reads and builds, whoever holds it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::codec::json_view::JsonText;

/// A JSON value of the engine. A clone is cheap and shares the value; only values that the engine made are changed.
pub trait FlowValue: JsonText + Clone {
    /// The names of an object's members, in their order; none for everything else.
    fn keys(&self) -> Vec<String>;

    /// An empty object.
    fn object() -> Self;

    /// An empty list.
    fn list() -> Self;

    /// A string.
    fn of_text(text: &str) -> Self;

    /// A boolean.
    fn of_bool(value: bool) -> Self;

    /// A number written as JSON writes it; nothing when the text is no such number.
    fn of_number(text: &str) -> Option<Self>;

    /// Parses JSON text; nothing when it is none.
    fn parse(text: &str) -> Option<Self>;

    /// Sets a member of an object.
    fn set(&mut self, key: &str, value: Self);

    /// Adds an item to a list.
    fn push(&mut self, value: Self);
}

/// The text of a member, unless it is empty.
pub(super) fn text<V: FlowValue>(value: &V, key: &str) -> Option<String> {
    value.get(key)?.text().filter(|text| !text.is_empty())
}

/// The items of a list.
pub(super) fn items<V: FlowValue>(list: Option<V>) -> impl Iterator<Item = V> {
    let count = list.as_ref().map_or(0, JsonText::len);
    (0..count).filter_map(move |index| list.as_ref()?.at(index))
}
