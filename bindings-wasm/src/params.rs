//! The parameters of a call and the configuration: two plain objects, their keys in JavaScript's case.

use alloc::string::String;

use ory_hub::Secret;
use ory_hub::internal::operation::Operation;
use ory_hub::internal::request::{ConfigKey, ConfigSource, Params};

use crate::js::Js;

/// The parameters of a call.
pub(crate) struct JsParams {
    /// The operation that takes them.
    pub(crate) operation: &'static Operation,
    /// The object.
    pub(crate) values: Js,
}

impl JsParams {
    fn value(&self, index: usize, position: usize) -> Option<String> {
        self.values
            .named(self.operation.params.get(index)?.name, position)
    }
}

impl Params for JsParams {
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
        let mut position = 0;
        while let Some(value) = self.value(index, position) {
            visit(&value);
            position += 1;
        }
    }

    fn first(&self, index: usize) -> Option<String> {
        self.value(index, 0)
    }
}

/// The configuration.
pub(crate) struct JsConfig(pub(crate) Js);

impl ConfigSource for JsConfig {
    fn get(&self, key: ConfigKey) -> Option<Secret> {
        self.0.named(key.as_str(), 0).map(Secret::new)
    }
}
