//! What a call and its client are made of: two plain objects, their keys in JavaScript's case.

use ory_hub::Secret;
use ory_hub::operation::Operation;
use ory_hub::plan::{Arguments, Settings};

use crate::host::Js;

/// The arguments of a call.
pub(crate) struct Given {
    /// The operation that takes them.
    pub(crate) operation: &'static Operation,
    /// The object.
    pub(crate) values: Js,
}

impl Arguments for Given {
    fn texts(&self, index: usize, push: &mut dyn FnMut(&str)) {
        let Some(param) = self.operation.params.get(index) else {
            return;
        };
        let mut place = 0;
        while let Some(text) = self.values.named(param.name, place) {
            push(&text);
            place += 1;
        }
    }
}

/// The configuration.
pub(crate) struct Configured(pub(crate) Js);

impl Settings for Configured {
    fn setting(&self, field: &'static str) -> Option<Secret> {
        self.0.named(field, 0).map(Secret::new)
    }
}
