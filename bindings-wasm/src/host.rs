//! JavaScript's values as core sees them: a handle, read by imports of one line each (`npm/src/host.js`).

use alloc::string::String;

use ory_hub::view::View;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// A handle on a JavaScript value, which stays where it is.
    pub type Js;

    /// The member of an object.
    #[wasm_bindgen(js_name = get)]
    fn js_get(value: &Js, key: &str) -> Option<Js>;
    /// The item of a list.
    #[wasm_bindgen(js_name = get)]
    fn js_at(value: &Js, index: usize) -> Option<Js>;
    /// How many items a list has; -1 for an object.
    #[wasm_bindgen(js_name = size)]
    fn js_size(value: &Js) -> i32;
    /// A value of that kind, as text.
    #[wasm_bindgen(js_name = text)]
    fn js_text(value: &Js, kind: u32) -> Option<String>;
    #[wasm_bindgen(js_name = json)]
    fn js_json(value: &Js) -> String;
    /// One of the values that a parameter or a setting has, by its name in `api/`, as text.
    #[wasm_bindgen(js_name = argument)]
    pub(crate) fn argument(values: &Js, name: &str, index: usize) -> Option<String>;
    /// Notes a fact for the caller.
    #[wasm_bindgen(js_name = note)]
    pub(crate) fn note(key: &str, value: &str);
    /// Notes a header of the request.
    #[wasm_bindgen(js_name = header)]
    pub(crate) fn note_header(name: &str, value: &str);
    /// Notes a number.
    #[wasm_bindgen(js_name = note)]
    pub(crate) fn note_number(key: &str, value: f64);
}

const TEXT: u32 = 0;
const NUMBER: u32 = 1;
const BOOLEAN: u32 = 2;

impl View for Js {
    fn get(&self, key: &str) -> Option<Self> {
        js_get(self, key)
    }

    fn at(&self, index: usize) -> Option<Self> {
        js_at(self, index)
    }

    fn len(&self) -> usize {
        usize::try_from(js_size(self)).unwrap_or(0)
    }

    fn text(&self) -> Option<String> {
        js_text(self, TEXT)
    }

    fn bool(&self) -> Option<bool> {
        js_text(self, BOOLEAN).map(|truth| truth == "true")
    }

    fn number(&self) -> Option<String> {
        js_text(self, NUMBER)
    }

    fn is_object(&self) -> bool {
        js_size(self) < 0
    }

    fn json(&self) -> String {
        js_json(self)
    }
}
