//! The parameters of a call, and the configuration.

use std::borrow::Cow;

use ory_hub::internal::json_view::JsonView as _;
use ory_hub::internal::request::{self, ConfigKey, ConfigSource};

use crate::js::{self, Js};

/// A list: for each parameter of the operation the list of its texts, or nothing.
pub(crate) struct Params(pub(crate) Js);

impl request::Params for Params {
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
        let Some(values) = self.0.at(index) else {
            return;
        };
        for position in 0.. {
            let Some(text) = values.at(position) else {
                return;
            };
            visit(&text.string());
        }
    }
}

/// The parameters of an operation that has none.
pub(crate) struct NoParams;

impl request::Params for NoParams {
    fn for_each_value(&self, _: usize, _: &mut dyn FnMut(&str)) {}
}

/// An object of texts, under the names of `api/client.yaml`.
pub(crate) struct Config(pub(crate) Js);

impl ConfigSource for Config {
    fn get(&self, key: ConfigKey) -> Option<Cow<'_, str>> {
        self.0
            .get(key.as_str())
            .map(|text| Cow::Owned(text.string()))
    }

    fn can_parse_url(&self, url: &str) -> bool {
        js::can_parse(url)
    }
}
