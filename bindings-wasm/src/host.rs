//! JavaScript's values as core sees them: a handle, read and written by imports of one line each (`npm/src/host.js`).

use alloc::string::String;

use ory_hub::view::View;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/npm/src/host.js")]
extern "C" {
    /// A handle on a JavaScript value, which stays where it is.
    pub type Js;

    #[wasm_bindgen(js_name = get)]
    fn js_get(value: &Js, key: &str) -> Option<Js>;
    #[wasm_bindgen(js_name = at)]
    fn js_at(value: &Js, index: usize) -> Option<Js>;
    #[wasm_bindgen(js_name = len)]
    fn js_len(value: &Js) -> usize;
    #[wasm_bindgen(js_name = text)]
    fn js_text(value: &Js) -> Option<String>;
    #[wasm_bindgen(js_name = bool)]
    fn js_bool(value: &Js) -> Option<bool>;
    #[wasm_bindgen(js_name = number)]
    fn js_number(value: &Js) -> Option<String>;
    #[wasm_bindgen(js_name = isObject)]
    fn js_is_object(value: &Js) -> bool;
    #[wasm_bindgen(js_name = json)]
    fn js_json(value: &Js) -> String;
    #[wasm_bindgen(js_name = header)]
    fn js_header(headers: &Js, name: &str) -> Option<String>;
    #[wasm_bindgen(js_name = same)]
    fn js_same(value: &Js) -> Js;
    #[wasm_bindgen(js_name = isValue)]
    fn js_is_value(value: &Js) -> bool;
    #[wasm_bindgen(js_name = object)]
    fn js_object() -> Js;
    #[wasm_bindgen(js_name = setText)]
    fn js_set_text(object: &Js, key: &str, value: &str);
    #[wasm_bindgen(js_name = setNumber)]
    fn js_set_number(object: &Js, key: &str, value: f64);
    #[wasm_bindgen(js_name = setJson)]
    fn js_set_json(object: &Js, key: &str, value: &str);
    #[wasm_bindgen(js_name = setValue)]
    fn js_set_value(object: &Js, key: &str, value: &Js);
}

impl Js {
    /// A header of an answer, as far as the page may see it.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        js_header(self, name)
    }

    /// Another handle on the same value.
    pub(crate) fn same(&self) -> Self {
        js_same(self)
    }

    /// Neither `undefined` nor `null`.
    pub(crate) fn is_value(&self) -> bool {
        js_is_value(self)
    }

    /// An empty object.
    pub(crate) fn object() -> Self {
        js_object()
    }

    /// Sets a member to a text.
    pub(crate) fn set_text(&self, key: &str, value: &str) {
        js_set_text(self, key, value);
    }

    /// Sets a member to a number.
    pub(crate) fn set_number(&self, key: &str, value: f64) {
        js_set_number(self, key, value);
    }

    /// Sets a member to what JSON text says.
    pub(crate) fn set_json(&self, key: &str, value: &str) {
        js_set_json(self, key, value);
    }

    /// Sets a member to a value.
    pub(crate) fn set_value(&self, key: &str, value: &Self) {
        js_set_value(self, key, value);
    }

    /// What a parameter is sent as: a text, number or boolean.
    pub(crate) fn scalar(&self) -> Option<String> {
        let truth = || self.bool().map(|truth| String::from(if truth { "true" } else { "false" }));
        self.text().or_else(|| self.number()).or_else(truth)
    }
}

impl View for Js {
    fn get(&self, key: &str) -> Option<Self> {
        js_get(self, key)
    }

    fn at(&self, index: usize) -> Option<Self> {
        js_at(self, index)
    }

    fn len(&self) -> usize {
        js_len(self)
    }

    fn text(&self) -> Option<String> {
        js_text(self)
    }

    fn bool(&self) -> Option<bool> {
        js_bool(self)
    }

    fn number(&self) -> Option<String> {
        js_number(self)
    }

    fn is_object(&self) -> bool {
        js_is_object(self)
    }

    fn json(&self) -> String {
        js_json(self)
    }
}
