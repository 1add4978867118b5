//! Flows that cannot be used any more: another one takes their place.

use core::mem;

use super::{Asked, FlowMachine, failed};
use crate::codec::json_view::Text as _;
use crate::flow::error::ErrorBody;
use crate::flow::kind::Mode;
use crate::flow::outcome::{FormReason, Outcome};
use crate::flow::step::Step;
use crate::flow::value::FlowValue;

/// The answer that makes a flow exchange a code for a session token.
const EXCHANGE: &str = "return_session_token_exchange_code";
/// What a flow still knows of the call that created it: its field, the parameter.
const KEPT: [(&str, &str); 4] = [
    ("return_to", "return_to"),
    ("oauth2_login_challenge", "login_challenge"),
    ("organization_id", "organization"),
    ("requested_aal", "aal"),
];

impl<V: FlowValue> FlowMachine<V> {
    /// Starts a new flow in the place of one that cannot be used, once.
    pub(super) fn restart(&mut self, error: &ErrorBody<V>) -> Step<V> {
        if mem::replace(&mut self.restarted, true) {
            return failed();
        }
        for (field, parameter) in &KEPT {
            let kept = self.fact(field).or_else(|| error.fact(field));
            if let Some(value) = kept
                && !self.has(parameter)
                && !value.is("aal1")
            {
                self.set(parameter, value);
            }
        }
        // A challenge asks for a refresh by itself.
        let refreshes = |flow: &V| {
            flow.get("refresh").and_then(|refresh| refresh.bool()) == Some(true)
                && flow.get("oauth2_login_challenge").is_none()
        };
        if self.flow.as_ref().is_some_and(refreshes) && !self.has("refresh") {
            self.arguments.set_text("refresh", "true");
        }
        self.first = None;
        self.create(FormReason::Restarted)
    }

    /// Starts a new flow after a refusal that a new flow heals, if it heals at all.
    pub(super) fn heal(
        &mut self,
        asked: Asked,
        error: &ErrorBody<V>,
        diagnosis: Option<&'static str>,
    ) -> Step<V> {
        if self.suspect || asked == Asked::Create {
            return Step::Outcome(Outcome::Failed { diagnosis });
        }
        self.suspect = true;
        self.restart(error)
    }

    /// Goes to the flow that the server put in the place of this one.
    pub(super) fn follow(&mut self, id: Option<V::Text>, error: &ErrorBody<V>) -> Step<V> {
        // The new flow of a native sign-in has lost the code that its session token is exchanged for.
        let exchanges = self.mode == Mode::Native && self.has(EXCHANGE);
        match id {
            Some(id) if !exchanges && !mem::replace(&mut self.followed, true) => {
                self.get(id, FormReason::Replaced)
            }
            _ => self.restart(error),
        }
    }
}
