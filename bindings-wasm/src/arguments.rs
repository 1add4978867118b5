//! What a call and its client are made of: two plain objects, their keys in JavaScript's case.

use alloc::string::String;

use ory_hub::Secret;
use ory_hub::internal::operation::Operation;
use ory_hub::internal::request::{Arguments, Settings};

use crate::host::Js;

/// The arguments of a call.
pub(crate) struct Given {
    /// The operation that takes them.
    pub(crate) operation: &'static Operation,
    /// The object.
    pub(crate) values: Js,
}

impl Given {
    fn text(&self, index: usize, place: usize) -> Option<String> {
        self.values
            .named(self.operation.params.get(index)?.name, place)
    }
}

impl Arguments for Given {
    fn texts(&self, index: usize, push: &mut dyn FnMut(&str)) {
        let mut place = 0;
        while let Some(text) = self.text(index, place) {
            push(&text);
            place += 1;
        }
    }

    fn first(&self, index: usize) -> Option<String> {
        self.text(index, 0)
    }
}

/// The configuration.
pub(crate) struct Configured(pub(crate) Js);

impl Settings for Configured {
    fn setting(&self, field: &'static str) -> Option<Secret> {
        self.0.named(field, 0).map(Secret::new)
    }
}
