//! JavaScript's values as core sees them: places in a list, read by imports of one line each (`npm/src/host.js`).

use alloc::string::String;

use ory_hub::internal::json_view::JsonView;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// The place of an object's member, or 0.
    #[wasm_bindgen(js_name = get)]
    fn js_get(place: u32, key: &str) -> u32;
    /// The place of a list's item, or 0.
    #[wasm_bindgen(js_name = at)]
    fn js_at(place: u32, index: usize) -> u32;
    /// Whether it is an object and no list.
    #[wasm_bindgen(js_name = object)]
    fn js_object(place: u32) -> bool;
    /// The member under this name, where it is a string and not empty, or a number if `numbers` is set.
    #[wasm_bindgen(js_name = first)]
    fn js_first(place: u32, key: &str, numbers: bool) -> Option<String>;
    /// One of the values that an object has under a name of `api/`, as text.
    #[wasm_bindgen(js_name = named)]
    fn js_named(place: u32, name: &str, index: usize) -> Option<String>;
    /// Adds to a fact, or to a header of the request.
    #[wasm_bindgen(js_name = note)]
    fn js_note(about: u32, key: &str, value: &str);
    /// Notes how many seconds to wait.
    #[wasm_bindgen(js_name = wait)]
    pub(crate) fn note_wait(seconds: u32);
    /// Notes the details, with those members put into them that they lack, unless it has noted others.
    #[wasm_bindgen(js_name = details)]
    fn js_details(place: u32, beside: u32, names: &str);
}

/// Adds to a fact for the caller.
pub(crate) fn note(key: &str, value: &str) {
    js_note(0, key, value);
}

/// Adds to a header of the request.
pub(crate) fn note_header(name: &str, value: &str) {
    js_note(1, name, value);
}

/// Notes the details, and what stands beside them under these names.
pub(crate) fn note_details(details: Option<Js>, beside: Js, names: &str) {
    js_details(details.map_or(0, |value| value.0), beside.0, names);
}

/// A JavaScript value, for as long as the question lasts that it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Js(u32);

impl Js {
    /// The arguments of a call.
    pub(crate) const VALUES: Self = Self(1);
    /// The configuration.
    pub(crate) const CONFIG: Self = Self(2);
    /// An object that holds the row of the operation.
    pub(crate) const ROW: Self = Self(3);
    /// The headers of an answer.
    pub(crate) const HEADERS: Self = Self(1);
    /// The JSON of an answer.
    pub(crate) const BODY: Self = Self(2);

    /// One of the values under a name of `api/`: `returnTo` for `return_to`, `xSessionToken` for `X-Session-Token`.
    pub(crate) fn named(self, name: &str, index: usize) -> Option<String> {
        js_named(self.0, name, index)
    }

    fn some(place: u32) -> Option<Self> {
        (place > 0).then_some(Self(place))
    }
}

impl JsonView for Js {
    fn get(&self, key: &str) -> Option<Self> {
        Self::some(js_get(self.0, key))
    }

    fn at(&self, index: usize) -> Option<Self> {
        Self::some(js_at(self.0, index))
    }

    fn is_object(&self) -> bool {
        js_object(self.0)
    }

    fn first_string(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| js_first(self.0, key, false))
    }

    fn first_string_or_number(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| js_first(self.0, key, true))
    }
}
