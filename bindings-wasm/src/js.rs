//! JavaScript's values as core reads them, through imports of one line each (`npm/src/host.js`).

use ory_hub::flow::FlowValue;
use ory_hub::internal::json_view::{JsonText, JsonView};
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
    #[wasm_bindgen(js_name = push)]
    fn push_item(list: &Js, item: &Js);
    #[wasm_bindgen(js_name = list)]
    fn new_list() -> Js;
    #[wasm_bindgen(js_name = keys)]
    fn member_names(value: &Js) -> Js;
    #[wasm_bindgen(js_name = len)]
    fn list_length(value: &Js) -> usize;
    #[wasm_bindgen(js_name = flag)]
    fn flag(value: &Js) -> Option<bool>;
    #[wasm_bindgen(js_name = write)]
    fn write_json(value: &Js) -> String;
    #[wasm_bindgen(js_name = read)]
    fn read_json(text: &str) -> Option<Js>;
    #[wasm_bindgen(js_name = own)]
    fn own_text(text: &str) -> Js;
    #[wasm_bindgen(js_name = own)]
    fn own_flag(value: bool) -> Js;
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

    /// A new list.
    pub(crate) fn new_list() -> Self {
        new_list()
    }

    /// Adds an item to a list.
    pub(crate) fn add(&mut self, item: &Self) {
        push_item(self, item);
    }
}

impl JsonText for Js {
    fn len(&self) -> usize {
        list_length(self)
    }

    fn text(&self) -> Option<String> {
        text(self)
    }

    fn bool(&self) -> Option<bool> {
        flag(self)
    }

    fn number(&self) -> Option<String> {
        number(self)
    }

    fn json(&self) -> String {
        write_json(self)
    }
}

impl FlowValue for Js {
    fn keys(&self) -> Vec<String> {
        let names = member_names(self);
        let names = (0..names.len()).filter_map(|index| names.at(index)?.text());
        names.collect()
    }

    fn object() -> Self {
        new_object()
    }

    fn list() -> Self {
        new_list()
    }

    fn of_text(text: &str) -> Self {
        own_text(text)
    }

    fn of_bool(value: bool) -> Self {
        own_flag(value)
    }

    fn of_number(text: &str) -> Option<Self> {
        read_json(text).filter(|value| number(value).is_some())
    }

    fn parse(text: &str) -> Option<Self> {
        read_json(text)
    }

    fn set(&mut self, key: &str, value: Self) {
        set_member(self, key, &value);
    }

    fn push(&mut self, value: Self) {
        push_item(self, &value);
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
