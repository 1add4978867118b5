//! What the engine asks of whoever drives it.

use super::outcome::Outcome;
use super::value::{FlowValue, text};

/// What comes next.
#[derive(Clone)]
pub enum Step<V: FlowValue> {
    /// Call this operation and hand its response to [`FlowMachine::respond`](super::FlowMachine::respond).
    Call(Call<V>),
    /// The application's turn.
    Outcome(Outcome<V>),
}

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
