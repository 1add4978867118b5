//! How the engine's values are printed: without session tokens, answers, CSRF tokens and addresses that may hold codes.

use core::fmt::{Debug, Formatter, Result};

use super::call::Call;
use super::credential::CredentialRequest;
use super::machine::FlowMachine;
use super::node::Node;
use super::outcome::{Complete, Outcome, Target};
use super::step::Step;
use super::value::FlowValue;

impl<V: FlowValue> Debug for Call<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Call")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

impl<V: FlowValue> Debug for Step<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Self::Call(call) => call.fmt(out),
            Self::Outcome(outcome) => outcome.fmt(out),
        }
    }
}

impl<V: FlowValue> Debug for Outcome<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.write_str(self.name())
    }
}

impl<V: FlowValue> Debug for Target<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Self::Url(_) => out.write_str("Url"),
            Self::Operation(call) => call.fmt(out),
        }
    }
}

impl<V: FlowValue> Debug for Complete<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Complete").finish_non_exhaustive()
    }
}

impl<V> Debug for CredentialRequest<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("CredentialRequest")
            .field("ceremony", &self.ceremony)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

impl<V> Debug for Node<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Node").finish_non_exhaustive()
    }
}

impl<V: FlowValue> Debug for FlowMachine<V> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("FlowMachine")
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}
