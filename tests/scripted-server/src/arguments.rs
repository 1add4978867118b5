//! The arguments of a call, as data.

use serde_json::{Map, Value, json};
use spec::ir::{Api, Operation, Place};

use crate::credential::{ARGUMENT_HEADER, SESSION_HEADERS};
use crate::sample::{Amount, sample};

/// The arguments of a call by their names on the wire, with the body as `body`.
#[must_use]
pub fn arguments(api: &Api, operation: &Operation, amount: Amount) -> Map<String, Value> {
    let mut all = Map::new();
    let mut has_session = false;
    for param in &operation.params {
        let is_needed = operation.needs_any.first() == Some(&param.wire);
        if param.optional && !is_needed && amount == Amount::Minimal {
            continue;
        }
        let is_session = SESSION_HEADERS
            .iter()
            .any(|name| param.wire.eq_ignore_ascii_case(name));
        // A call has one session.
        if is_session && has_session {
            continue;
        }
        has_session |= is_session;
        let value = match param.place {
            Place::Header => json!(ARGUMENT_HEADER),
            _ => sample(api, &param.ty, amount).sent,
        };
        all.insert(param.wire.clone(), value);
    }
    if let Some(body) = &operation.body
        && !(body.optional && amount == Amount::Minimal)
    {
        all.insert("body".to_owned(), sample(api, &body.ty, amount).sent);
    }
    all
}
