//! What the caller of the engine does next: send a request, or stop with an outcome.

use super::call::Call;
use super::outcome::Outcome;
use super::value::FlowValue;

/// What comes next.
#[derive(Clone)]
pub enum Step<V: FlowValue> {
    /// Call this operation and hand its response to [`FlowMachine::respond`](super::FlowMachine::respond).
    Call(Call<V>),
    /// The application's turn.
    Outcome(Outcome<V>),
}
