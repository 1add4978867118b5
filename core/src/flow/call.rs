//! What the engine asks of whoever drives it.

use alloc::string::String;
use alloc::vec::Vec;

use super::outcome::Outcome;

/// What comes next.
#[derive(Clone)]
pub enum Step<V> {
    /// Call this operation and hand its response to [`FlowMachine::respond`](super::FlowMachine::respond).
    Call(Call<V>),
    /// The application's turn.
    Outcome(Outcome<V>),
}

/// A call of an operation.
#[derive(Clone)]
pub struct Call<V> {
    /// Ory's operation id: `updateLoginFlow`.
    pub operation: String,
    /// Values by the names of parameters on the wire. An operation that has no such parameter goes without it.
    pub arguments: Vec<(&'static str, String)>,
    /// The JSON to send.
    pub body: Option<V>,
}

impl<V> Call<V> {
    /// The value of a parameter.
    pub fn argument(&self, name: &str) -> Option<&str> {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}
