//! The arguments of a call: one plain object, its keys in JavaScript's case.

use alloc::string::String;

use ory_hub::operation::Operation;
use ory_hub::plan::Arguments;
use ory_hub::view::View as _;

use crate::host::Js;

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
        let Some(value) = self.values.get(&key(param.name)) else {
            return;
        };
        if let Some(text) = value.scalar() {
            push(&text);
        }
        for place in 0..value.len() {
            if let Some(text) = value.at(place).and_then(|item| item.scalar()) {
                push(&text);
            }
        }
    }
}

/// The name of a parameter in JavaScript. The generator uses the same rule and refuses names that would clash.
fn key(wire: &str) -> String {
    let mut key = String::with_capacity(wire.len());
    let mut start = true;
    for letter in wire.chars() {
        if matches!(letter, '_' | '-') {
            start = true;
        } else if start && !key.is_empty() {
            key.push(letter.to_ascii_uppercase());
            start = false;
        } else {
            key.push(if start { letter.to_ascii_lowercase() } else { letter });
            start = false;
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn wire_names_become_keys() {
        for (wire, expected) in [
            ("return_to", "returnTo"),
            ("X-Session-Token", "xSessionToken"),
            ("Cookie", "cookie"),
            ("return_session_token_exchange_code", "returnSessionTokenExchangeCode"),
            ("id", "id"),
        ] {
            assert_eq!(key(wire), expected);
        }
    }
}
