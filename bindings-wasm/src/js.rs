//! JavaScript's values as core reads them: numbers of values that JavaScript holds until a call of the module ends
//! (`npm/src/values.js`). So they are copied freely, and their texts never enter the
//! module's memory.

use core::num::NonZeroI32;

use ory_hub::flow::FlowValue;
use ory_hub::internal::json_view::{JsonText, JsonView, Text};
use wasm_bindgen::prelude::wasm_bindgen;

// Whole numbers with a sign and places in memory: what else there is makes wasm-bindgen write a function around each.
#[wasm_bindgen(raw_module = "./values.js")]
extern "C" {
    fn get(value: i32, key: i32, length: i32) -> i32;
    fn item(value: i32, index: i32) -> i32;
    fn member(value: i32, key: i32) -> i32;
    fn key(value: i32, index: i32) -> i32;
    fn first(value: i32, keys: i32, length: i32, numbers: i32) -> i32;
    #[wasm_bindgen(js_name = isObject)]
    fn is_object(value: i32) -> i32;
    fn len(value: i32) -> i32;
    fn text(value: i32) -> i32;
    fn flag(value: i32) -> i32;
    fn number(value: i32) -> i32;
    fn json(value: i32) -> i32;
    #[wasm_bindgen(js_name = newObject)]
    fn new_object() -> i32;
    #[wasm_bindgen(js_name = newList)]
    fn new_list() -> i32;
    fn copy(value: i32) -> i32;
    #[wasm_bindgen(js_name = ofText)]
    fn of_text(text: i32, length: i32) -> i32;
    #[wasm_bindgen(js_name = ofFlag)]
    fn of_flag(value: i32) -> i32;
    #[wasm_bindgen(js_name = ofNumber)]
    fn of_number(value: i32) -> i32;
    #[wasm_bindgen(js_name = parseNumber)]
    fn parse_number(text: i32) -> i32;
    fn parse(text: i32) -> i32;
    fn set(object: i32, key: i32, length: i32, value: i32);
    #[wasm_bindgen(js_name = setMember)]
    fn set_member(object: i32, key: i32, value: i32);
    fn remove(object: i32, key: i32, length: i32);
    fn push(list: i32, item: i32);

    fn is(value: i32, text: i32, length: i32) -> i32;
    #[wasm_bindgen(js_name = isOneOf)]
    fn is_one_of(value: i32, words: i32, length: i32) -> i32;
    fn equals(one: i32, other: i32) -> i32;
    #[wasm_bindgen(js_name = beginsWith)]
    fn begins_with(text: i32, prefix: i32) -> i32;
    fn after(text: i32, mark: i32, length: i32) -> i32;
    fn before(text: i32, mark: i32, length: i32) -> i32;
    fn strip(text: i32, prefix: i32, length: i32) -> i32;
    fn plus(one: i32, other: i32) -> i32;
    fn lower(text: i32) -> i32;
    fn encoded(text: i32) -> i32;
    #[wasm_bindgen(js_name = withoutSlashes)]
    fn strip_slashes(text: i32) -> i32;
    #[wasm_bindgen(js_name = isVisible)]
    fn is_visible(text: i32) -> i32;
    #[wasm_bindgen(js_name = isWholeNumber)]
    fn is_whole_number(text: i32) -> i32;
    #[wasm_bindgen(js_name = wholeNumber)]
    fn whole_number(text: i32) -> i32;
    fn mark(text: i32, index: i32) -> i32;

    fn keep(value: i32) -> i32;
    #[wasm_bindgen(js_name = canParse)]
    fn can_parse_url(url: i32) -> i32;
    #[wasm_bindgen(js_name = secondsUntil)]
    fn seconds_until_date(date: i32, now: i32) -> i32;
}

/// Where a text of the module begins, for JavaScript. An address has 32 bits there.
fn start(text: &str) -> i32 {
    text.as_ptr() as usize as i32
}

fn length(text: &str) -> i32 {
    text.len() as i32
}

/// A JavaScript value that is neither `null` nor `undefined`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Js(NonZeroI32);

impl Js {
    /// The value with that number; 0 is none.
    pub(crate) fn known(number: i32) -> Option<Self> {
        NonZeroI32::new(number).map(Self)
    }

    /// Its number.
    pub(crate) fn id(self) -> i32 {
        self.0.get()
    }

    /// A new value. JavaScript gives one wherever it says so: packaging makes this function the number itself, which it
    /// knows by its name (`xtask/package/src/npm/module.rs`).
    #[inline(never)]
    fn made(number: i32) -> Self {
        Self(NonZeroI32::new(number).unwrap_or(NonZeroI32::MAX))
    }

    /// A number.
    pub(crate) fn of_u32(value: u32) -> Self {
        Self::made(of_number(value.cast_signed()))
    }

    /// Holds the value beyond the call, for the flow that the call is about.
    pub(crate) fn keep(&mut self) {
        *self = Self::made(keep(self.id()));
    }

    /// The code of a character of a text; 0 past its end.
    pub(crate) fn mark(self, index: usize) -> i32 {
        mark(self.id(), index as i32)
    }
}

/// The number of a value, for JavaScript.
pub(crate) fn number_of(value: Option<Js>) -> i32 {
    value.map_or(0, Js::id)
}

/// Reads texts of an object, such as headers, by their names.
pub(crate) fn texts(object: i32) -> impl Fn(&str) -> Option<Js> {
    move |name| Js::known(object)?.first_string(name)
}

impl JsonView for Js {
    type Text = Self;

    fn get(&self, key: &str) -> Option<Self> {
        Self::known(get(self.id(), start(key), length(key)))
    }

    fn at(&self, index: usize) -> Option<Self> {
        Self::known(item(self.id(), index as i32))
    }

    fn is_object(&self) -> bool {
        is_object(self.id()) != 0
    }

    fn first_string(&self, keys: &str) -> Option<Self> {
        Self::known(first(self.id(), start(keys), length(keys), 0))
    }

    fn first_string_or_number(&self, keys: &str) -> Option<Self> {
        Self::known(first(self.id(), start(keys), length(keys), 1))
    }
}

impl JsonText for Js {
    fn len(&self) -> usize {
        len(self.id()) as usize
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
        Self::known(key(self.id(), index as i32))
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
        Self::made(of_flag(i32::from(value)))
    }

    fn of_number(text: &Self) -> Option<Self> {
        Self::known(parse_number(text.id()))
    }

    fn parse(text: &Self) -> Option<Self> {
        Self::known(parse(text.id()))
    }

    fn set(&mut self, key: &str, value: Self) {
        set(self.id(), start(key), length(key), value.id());
    }

    fn set_member(&mut self, key: &Self, value: Self) {
        set_member(self.id(), key.id(), value.id());
    }

    fn remove(&mut self, key: &str) {
        remove(self.id(), start(key), length(key));
    }

    fn push(&mut self, value: Self) {
        push(self.id(), value.id());
    }
}

impl Text for Js {
    fn of(text: &str) -> Self {
        Self::made(of_text(start(text), length(text)))
    }

    fn is(&self, other: &str) -> bool {
        is(self.id(), start(other), length(other)) != 0
    }

    fn is_one_of(&self, words: &str) -> bool {
        is_one_of(self.id(), start(words), length(words)) != 0
    }

    fn equals(&self, other: &Self) -> bool {
        equals(self.id(), other.id()) != 0
    }

    fn begins_with(&self, prefix: &Self) -> bool {
        begins_with(self.id(), prefix.id()) != 0
    }

    fn after(&self, mark: &str) -> Option<Self> {
        Self::known(after(self.id(), start(mark), length(mark)))
    }

    fn before(&self, mark: &str) -> Self {
        Self::made(before(self.id(), start(mark), length(mark)))
    }

    fn strip(&self, prefix: &str) -> Option<Self> {
        Self::known(strip(self.id(), start(prefix), length(prefix)))
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
        is_visible(self.id()) != 0
    }

    fn whole_number(&self) -> Option<u32> {
        (is_whole_number(self.id()) != 0).then(|| whole_number(self.id()).cast_unsigned())
    }
}

/// Whether the host's own URL parser takes an address.
pub(crate) fn can_parse(url: Js) -> bool {
    can_parse_url(url.id()) != 0
}

/// A text without the slashes at its end.
pub(crate) fn without_slashes(url: Js) -> Js {
    Js::made(strip_slashes(url.id()))
}

/// Seconds to a date in HTTP's format, from another one or from this moment.
pub(crate) fn seconds_until(date: &Js, now: Option<Js>) -> Option<u32> {
    u32::try_from(seconds_until_date(date.id(), number_of(now))).ok()
}
