//! JavaScript's values as core sees them: places in a list, read by imports of one line each (`npm/src/host.js`).

use alloc::string::String;

use ory_hub::view::View;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// The place of an object's member, or 0.
    #[wasm_bindgen(js_name = get)]
    fn js_get(place: u32, key: &str) -> u32;
    /// The place of a list's item, or 0.
    #[wasm_bindgen(js_name = at)]
    fn js_at(place: u32, index: usize) -> u32;
    /// How many items a list has; -1 for an object.
    #[wasm_bindgen(js_name = size)]
    fn js_size(place: u32) -> i32;
    /// A value of that kind, as text.
    #[wasm_bindgen(js_name = text)]
    fn js_text(place: u32, kind: u32) -> Option<String>;
    #[wasm_bindgen(js_name = json)]
    fn js_json(place: u32) -> String;
    /// One of the values that an object has under a name of `api/`, as text.
    #[wasm_bindgen(js_name = named)]
    fn js_named(place: u32, name: &str, index: usize) -> Option<String>;
    /// Notes a fact, or a header of the request.
    #[wasm_bindgen(js_name = note)]
    fn js_note(about: u32, key: &str, value: &str);
    /// Notes how many seconds to wait.
    #[wasm_bindgen(js_name = wait)]
    pub(crate) fn note_wait(seconds: f64);
}

/// Notes a fact for the caller.
pub(crate) fn note(key: &str, value: &str) {
    js_note(0, key, value);
}

/// Notes a header of the request.
pub(crate) fn note_header(name: &str, value: &str) {
    js_note(1, name, value);
}

const TEXT: u32 = 0;
const NUMBER: u32 = 1;
const BOOLEAN: u32 = 2;

/// A JavaScript value, for as long as the question lasts that it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Js(pub(crate) u32);

impl Js {
    /// One of the values under a name of `api/`: `returnTo` for `return_to`, `xSessionToken` for `X-Session-Token`.
    pub(crate) fn named(self, name: &str, index: usize) -> Option<String> {
        js_named(self.0, name, index)
    }

    fn some(place: u32) -> Option<Self> {
        (place > 0).then_some(Self(place))
    }
}

impl View for Js {
    fn get(&self, key: &str) -> Option<Self> {
        Self::some(js_get(self.0, key))
    }

    fn at(&self, index: usize) -> Option<Self> {
        Self::some(js_at(self.0, index))
    }

    fn len(&self) -> usize {
        usize::try_from(js_size(self.0)).unwrap_or(0)
    }

    fn text(&self) -> Option<String> {
        js_text(self.0, TEXT)
    }

    fn bool(&self) -> Option<bool> {
        js_text(self.0, BOOLEAN).map(|truth| truth == "true")
    }

    fn number(&self) -> Option<String> {
        js_text(self.0, NUMBER)
    }

    fn is_object(&self) -> bool {
        js_size(self.0) < 0
    }

    fn json(&self) -> String {
        js_json(self.0)
    }
}
