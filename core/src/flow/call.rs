//! A call of an operation, as the engine asks for it.

use super::value::{FlowValue, text};

/// A call of an operation.
#[derive(Clone)]
pub struct Call<V: FlowValue> {
    /// Ory's operation id: `updateLoginFlow`.
    pub operation: V::Text,
    /// An object with texts by the names of parameters on the wire. An operation that has no such parameter goes without
    /// it.
    pub arguments: V,
    /// The JSON to send.
    pub body: Option<V>,
}

impl<V: FlowValue> Call<V> {
    /// The value of a parameter.
    pub fn argument(&self, name: &str) -> Option<V::Text> {
        text(&self.arguments, name)
    }
}
