//! The arguments of a call: one plain object, its keys in JavaScript's case.

use ory_hub::operation::Operation;
use ory_hub::plan::Arguments;

use crate::host::{Js, argument};

/// An object whose keys are the operation's parameters: `returnTo` for `return_to`, `xSessionToken` for `X-Session-Token`.
pub(crate) struct Named<'a> {
    /// The operation that takes them.
    pub(crate) operation: &'static Operation,
    /// The object.
    pub(crate) values: &'a Js,
}

impl Arguments for Named<'_> {
    fn texts(&self, index: usize, push: &mut dyn FnMut(&str)) {
        let Some(param) = self.operation.params.get(index) else {
            return;
        };
        let mut place = 0;
        while let Some(text) = argument(self.values, param.name, place) {
            push(&text);
            place += 1;
        }
    }
}
