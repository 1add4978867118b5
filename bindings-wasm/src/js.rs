//! JavaScript's values as core reads them: numbers of values that JavaScript holds until a call of the module ends
//! (`npm/src/values.js`). So they are copied freely, and their texts enter the module's memory only by [`Js::string`].

use core::num::NonZeroU32;

use ory_hub::flow::FlowValue;
use ory_hub::internal::json_view::{JsonText, JsonView, Text};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "./values.js")]
extern "C" {
    fn get(value: u32, key: &str) -> u32;
    fn item(value: u32, index: usize) -> u32;
    fn member(value: u32, key: u32) -> u32;
    fn key(value: u32, index: usize) -> u32;
    fn first(value: u32, keys: &str, numbers: bool) -> u32;
    #[wasm_bindgen(js_name = isObject)]
    fn is_object(value: u32) -> bool;
    fn len(value: u32) -> usize;
    fn text(value: u32) -> u32;
    fn flag(value: u32) -> u32;
    fn number(value: u32) -> u32;
    fn json(value: u32) -> u32;
    #[wasm_bindgen(js_name = newObject)]
    fn new_object() -> u32;
    #[wasm_bindgen(js_name = newList)]
    fn new_list() -> u32;
    fn copy(value: u32) -> u32;
    #[wasm_bindgen(js_name = ofText)]
    fn of_text(text: &str) -> u32;
    #[wasm_bindgen(js_name = ofFlag)]
    fn of_flag(value: u32) -> u32;
    #[wasm_bindgen(js_name = ofNumber)]
    fn of_number(value: u32) -> u32;
    #[wasm_bindgen(js_name = parseNumber)]
    fn parse_number(text: u32) -> u32;
    fn parse(text: u32) -> u32;
    fn set(object: u32, key: &str, value: u32);
    #[wasm_bindgen(js_name = setMember)]
    fn set_member(object: u32, key: u32, value: u32);
    fn remove(object: u32, key: &str);
    fn push(list: u32, item: u32);

    fn is(value: u32, text: &str) -> bool;
    #[wasm_bindgen(js_name = isOneOf)]
    fn is_one_of(value: u32, words: &str) -> bool;
    fn equals(one: u32, other: u32) -> bool;
    #[wasm_bindgen(js_name = beginsWith)]
    fn begins_with(text: u32, prefix: u32) -> bool;
    fn after(text: u32, mark: &str) -> u32;
    fn before(text: u32, mark: &str) -> u32;
    fn strip(text: u32, prefix: &str) -> u32;
    fn plus(one: u32, other: u32) -> u32;
    fn lower(text: u32) -> u32;
    fn encoded(text: u32) -> u32;
    #[wasm_bindgen(js_name = isVisible)]
    fn is_visible(text: u32) -> bool;
    #[wasm_bindgen(js_name = isWholeNumber)]
    fn is_whole_number(text: u32) -> bool;
    #[wasm_bindgen(js_name = wholeNumber)]
    fn whole_number(text: u32) -> u32;

    fn keep(value: u32) -> u32;
    fn string(text: u32) -> String;
    #[wasm_bindgen(js_name = canParse)]
    fn can_parse_url(url: u32) -> bool;
    #[wasm_bindgen(js_name = withoutSlashes)]
    fn strip_slashes(url: u32) -> u32;
    #[wasm_bindgen(js_name = secondsUntil)]
    fn seconds_until_date(date: u32, now: u32) -> i32;
}

/// A JavaScript value that is neither `null` nor `undefined`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Js(NonZeroU32);

impl Js {
    /// The value with that number; 0 is none.
    pub(crate) fn known(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }

    /// Its number.
    pub(crate) fn id(self) -> u32 {
        self.0.get()
    }

    /// A new value. JavaScript gives one wherever it says so.
    fn made(number: u32) -> Self {
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    /// A number.
    pub(crate) fn of_u32(value: u32) -> Self {
        Self::made(of_number(value))
    }

    /// Holds the value beyond the call, for the flow that the call is about.
    pub(crate) fn keep(&mut self) {
        *self = Self::made(keep(self.id()));
    }

    /// A copy of the text in the module's memory.
    pub(crate) fn string(self) -> String {
        string(self.id())
    }
}

/// The number of a value, for JavaScript.
pub(crate) fn number_of(value: Option<Js>) -> u32 {
    value.map_or(0, Js::id)
}

/// Reads texts of an object, such as headers, by their names.
pub(crate) fn texts(object: u32) -> impl Fn(&str) -> Option<Js> {
    move |name| Js::known(object)?.first_string(name)
}

impl JsonView for Js {
    type Text = Self;

    fn get(&self, key: &str) -> Option<Self> {
        Self::known(get(self.id(), key))
    }

    fn at(&self, index: usize) -> Option<Self> {
        Self::known(item(self.id(), index))
    }

    fn is_object(&self) -> bool {
        is_object(self.id())
    }

    fn first_string(&self, keys: &str) -> Option<Self> {
        Self::known(first(self.id(), keys, false))
    }

    fn first_string_or_number(&self, keys: &str) -> Option<Self> {
        Self::known(first(self.id(), keys, true))
    }
}

impl JsonText for Js {
    fn len(&self) -> usize {
        len(self.id())
    }

    fn text(&self) -> Option<Self> {
        Self::known(text(self.id()))
    }

    fn bool(&self) -> Option<bool> {
        match flag(self.id()) {
            0 => None,
            value => Some(value == 1),
        }
    }

    fn number(&self) -> Option<Self> {
        Self::known(number(self.id()))
    }

    fn json(&self) -> Self {
        Self::made(json(self.id()))
    }
}

impl FlowValue for Js {
    fn key(&self, index: usize) -> Option<Self> {
        Self::known(key(self.id(), index))
    }

    fn member(&self, key: &Self) -> Option<Self> {
        Self::known(member(self.id(), key.id()))
    }

    fn object() -> Self {
        Self::made(new_object())
    }

    fn list() -> Self {
        Self::made(new_list())
    }

    fn copy(&self) -> Self {
        Self::made(copy(self.id()))
    }

    fn of_text(text: Self) -> Self {
        text
    }

    fn of_bool(value: bool) -> Self {
        Self::made(of_flag(u32::from(value)))
    }

    fn of_number(text: &Self) -> Option<Self> {
        Self::known(parse_number(text.id()))
    }

    fn parse(text: &Self) -> Option<Self> {
        Self::known(parse(text.id()))
    }

    fn set(&mut self, key: &str, value: Self) {
        set(self.id(), key, value.id());
    }

    fn set_member(&mut self, key: &Self, value: Self) {
        set_member(self.id(), key.id(), value.id());
    }

    fn remove(&mut self, key: &str) {
        remove(self.id(), key);
    }

    fn push(&mut self, value: Self) {
        push(self.id(), value.id());
    }
}

impl Text for Js {
    fn of(text: &str) -> Self {
        Self::made(of_text(text))
    }

    fn is(&self, other: &str) -> bool {
        is(self.id(), other)
    }

    fn is_one_of(&self, words: &str) -> bool {
        is_one_of(self.id(), words)
    }

    fn equals(&self, other: &Self) -> bool {
        equals(self.id(), other.id())
    }

    fn begins_with(&self, prefix: &Self) -> bool {
        begins_with(self.id(), prefix.id())
    }

    fn after(&self, mark: &str) -> Option<Self> {
        Self::known(after(self.id(), mark))
    }

    fn before(&self, mark: &str) -> Self {
        Self::made(before(self.id(), mark))
    }

    fn strip(&self, prefix: &str) -> Option<Self> {
        Self::known(strip(self.id(), prefix))
    }

    fn plus(&self, other: &Self) -> Self {
        Self::made(plus(self.id(), other.id()))
    }

    fn lower(&self) -> Self {
        Self::made(lower(self.id()))
    }

    fn encoded(&self) -> Self {
        Self::made(encoded(self.id()))
    }

    fn is_visible(&self) -> bool {
        is_visible(self.id())
    }

    fn whole_number(&self) -> Option<u32> {
        is_whole_number(self.id()).then(|| whole_number(self.id()))
    }
}

/// Whether the host's own URL parser takes an address.
pub(crate) fn can_parse(url: Js) -> bool {
    can_parse_url(url.id())
}

/// A text without the slashes at its end.
pub(crate) fn without_slashes(url: Js) -> Js {
    Js::made(strip_slashes(url.id()))
}

/// Seconds to a date in HTTP's format, from another one or from this moment.
pub(crate) fn seconds_until(date: &Js, now: Option<Js>) -> Option<u32> {
    u32::try_from(seconds_until_date(date.id(), number_of(now))).ok()
}
