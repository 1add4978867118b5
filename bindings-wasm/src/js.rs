//! JavaScript's values as core reads them, through imports of one line each (`npm/src/host.js`).

use ory_hub::internal::json_view::JsonView;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "./host.js")]
extern "C" {
    /// A JavaScript value that is neither `null` nor `undefined`.
    #[derive(Clone, Debug)]
    pub type Js;

    #[wasm_bindgen(js_name = get)]
    fn member(value: &Js, key: &str) -> Option<Js>;
    #[wasm_bindgen(js_name = get)]
    fn item(value: &Js, index: usize) -> Option<Js>;
    #[wasm_bindgen(js_name = isObject)]
    fn is_object(value: &Js) -> bool;
    #[wasm_bindgen(js_name = text)]
    fn text(value: &Js) -> Option<String>;
    #[wasm_bindgen(js_name = number)]
    fn number(value: &Js) -> Option<String>;
    #[wasm_bindgen(js_name = object)]
    fn new_object() -> Js;
    #[wasm_bindgen(js_name = copy)]
    fn copy(value: &Js) -> Js;
    #[wasm_bindgen(js_name = set)]
    fn set_member(object: &Js, key: &str, value: &Js);
    #[wasm_bindgen(js_name = set)]
    fn set_text(object: &Js, key: &str, value: &str);
    #[wasm_bindgen(js_name = set)]
    fn set_number(object: &Js, key: &str, value: u32);
    #[wasm_bindgen(js_name = canParse)]
    fn can_parse_url(url: &str) -> bool;
    #[wasm_bindgen(js_name = secondsUntil)]
    fn seconds_until_date(date: &str, now: Option<String>) -> Option<u32>;
}

impl Js {
    /// A new object.
    pub(crate) fn object() -> Self {
        new_object()
    }

    /// A new object with the same members.
    pub(crate) fn copied(&self) -> Self {
        copy(self)
    }

    /// Sets a member.
    pub(crate) fn with(self, key: &str, value: &Self) -> Self {
        set_member(&self, key, value);
        self
    }

    /// Sets a member to a text, if there is one.
    pub(crate) fn with_text(self, key: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            set_text(&self, key, value);
        }
        self
    }

    /// Sets a member to a number, if there is one.
    pub(crate) fn with_number(self, key: &str, value: Option<u32>) -> Self {
        if let Some(value) = value {
            set_number(&self, key, value);
        }
        self
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<String> {
        text(self)
    }
}

impl JsonView for Js {
    fn get(&self, key: &str) -> Option<Self> {
        member(self, key)
    }

    fn at(&self, index: usize) -> Option<Self> {
        item(self, index)
    }

    fn is_object(&self) -> bool {
        is_object(self)
    }

    fn first_string(&self, keys: &[&str]) -> Option<String> {
        keys.iter()
            .find_map(|key| text(&member(self, key)?).filter(|text| !text.is_empty()))
    }

    fn first_string_or_number(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| {
            let value = member(self, key)?;
            text(&value)
                .filter(|text| !text.is_empty())
                .or_else(|| number(&value))
        })
    }
}

/// Whether the host's own URL parser takes an address.
pub(crate) fn can_parse(url: &str) -> bool {
    can_parse_url(url)
}

/// Seconds to a date in HTTP's format, from another one or from this moment.
pub(crate) fn seconds_until(date: &str, now: Option<String>) -> Option<u32> {
    seconds_until_date(date, now)
}
