//! Flows, results and sessions: what a good answer means.

use core::mem;

use super::{Asked, FlowMachine, failed};
use crate::codec::json_view::Text;
use crate::flow::continue_with::{Actions, REDIRECT, VERIFY, address};
use crate::flow::error::ErrorBody;
use crate::flow::kind::{FlowKind, Mode};
use crate::flow::message::{
    ADDRESS_NOT_VERIFIED, LINK_ACCOUNT, context, has_error, has_form_error, is_signed_in, message,
};
use crate::flow::outcome::{Complete, FormReason, Outcome, RedirectReason, Target};
use crate::flow::step::Step;
use crate::flow::url::query;
use crate::flow::value::{FlowValue, is, text};

/// What the result of a flow has at least one of.
static KNOWN: [&str; 4] = ["session", "session_token", "identity", "continue_with"];

impl<V: FlowValue> FlowMachine<V> {
    pub(super) fn flow_read(&mut self, asked: Asked, status: u16, flow: V) -> Step<V> {
        let expected = if asked == Asked::Get {
            self.wanted.clone()
        } else {
            self.shown()
        };
        let same =
            asked == Asked::Create || expected.is_none() || are_equal(expected, text(&flow, "id"));
        // Answers that came before any form are for the flow that they named, or for the one that they start.
        let named = self.flow.is_none();
        let answered = match &self.flow {
            Some(shown) => are_equal(identity_id(Some(shown)), identity_id(Some(&flow))),
            None => match &self.first {
                Some(first) => are_equal(Some(first.clone()), text(&flow, "id")),
                None => self.mode == Mode::Native,
            },
        };
        if let Some(code) = text(&flow, "session_token_exchange_code") {
            self.exchange_code = Some(code);
        }
        self.flow = Some(flow.clone());
        if asked == Asked::Submit {
            self.suspect = false;
            self.replay = false;
        } else if mem::take(&mut self.replay)
            && answered
            && let Some(answers) = self.answers.clone()
        {
            let step = self.submit(answers);
            self.restarted = !named;
            return step;
        }
        if self.kind == FlowKind::Login
            && let Some(message) = message(&flow, LINK_ACCOUNT)
        {
            return Step::Outcome(Outcome::LinkAccount {
                identifier: context(&message, "duplicateIdentifier duplicate_identifier"),
                provider: context(&message, "provider provider_id"),
                form: flow,
            });
        }
        if asked == Asked::Submit {
            if message(&flow, ADDRESS_NOT_VERIFIED).is_some() {
                return self.verify(Actions::of(&flow).find(VERIFY));
            }
            if self.kind == FlowKind::Login && is_signed_in(&flow) {
                return Step::Outcome(Outcome::AlreadySignedIn);
            }
        }
        let passed = if is(&flow, "state", "success") {
            asked == Asked::Submit
        } else {
            matches!(self.kind, FlowKind::Recovery | FlowKind::Verification)
                && is(&flow, "state", "passed_challenge")
        };
        if passed && (200..300).contains(&status) && !has_form_error(&flow) {
            return self.complete(flow.clone(), Some(flow));
        }
        let reason = match asked {
            _ if !same => FormReason::Replaced,
            Asked::Create | Asked::Get => self.reason,
            _ if has_error(&flow) => FormReason::Invalid,
            _ => FormReason::NextStep,
        };
        Step::Outcome(Outcome::Form { form: flow, reason })
    }

    pub(super) fn succeeded(&mut self, asked: Asked, body: Option<V>) -> Step<V> {
        let known = |body: &V| KNOWN.iter().any(|name| body.get(name).is_some());
        let body = body.filter(known);
        match body {
            Some(body) if matches!(asked, Asked::Submit | Asked::Exchange) => {
                self.complete(body, None)
            }
            None if asked == Asked::Create && self.has_challenge() => self.navigate(),
            _ => failed(),
        }
    }

    /// The server has accepted the challenge of an OAuth2 client, and only a browser learns where to go on.
    pub(super) fn navigate(&mut self) -> Step<V> {
        let operation = self.kind.operation("create", "Browser");
        let call = self.call(operation, self.arguments.copy(), None);
        Step::Outcome(Outcome::Redirect {
            to: Target::Operation(call),
            reason: RedirectReason::OAuth2,
        })
    }

    pub(super) fn complete(&mut self, body: V, form: Option<V>) -> Step<V> {
        let actions = Actions::of(&body);
        let session = body.get("session");
        if session.is_some() && self.must_answer_client(&actions) {
            self.answers = None;
            return self.navigate();
        }
        let done = Complete {
            session_token: text(&body, "session_token").or_else(|| actions.session_token()),
            identity: body
                .get("identity")
                .or_else(|| session.as_ref().and_then(|session| session.get("identity"))),
            session,
            redirect_to: actions.redirect_to(),
            continue_with: actions.into_value(),
            form,
        };
        self.answers = None;
        if let Some(token) = &done.session_token {
            self.session_token = Some(token.clone());
            // A session that lacks its second factor comes without its identity.
            if done.session.is_some() && done.identity.is_none() {
                self.done = Some(done);
                self.asked = Asked::Session;
                return Step::Call(self.call(V::Text::of("toSession"), V::object(), None));
            }
        }
        Step::Outcome(Outcome::Complete(done))
    }

    /// Whether an OAuth2 client waits for this registration and the answer does not say where it goes on, as Kratos 1.3
    /// never does: it sends a browser that comes back with the challenge to a sign-in for the client.
    fn must_answer_client(&mut self, actions: &Actions<V>) -> bool {
        if self.kind != FlowKind::Registration {
            return false;
        }
        if let Some(challenge) = self.fact("oauth2_login_challenge") {
            self.set("login_challenge", challenge);
        }
        let next = actions.find(REDIRECT).and_then(|action| address(&action));
        let answered = next.is_some_and(|url| query(&url, "login_verifier").is_some());
        self.has_challenge() && !answered
    }

    pub(super) fn session_read(&mut self, status: u16, body: Option<V>) -> Step<V> {
        let Some(mut done) = self.done.take() else {
            return failed();
        };
        if status == 200 {
            done.identity = body.as_ref().and_then(|session| session.get("identity"));
            done.session = body.or(done.session);
        } else if ErrorBody::of(body)
            .id()
            .is_some_and(|id| id.is("session_aal2_required"))
        {
            return self.step_up(None);
        }
        Step::Outcome(Outcome::Complete(done))
    }
}

fn are_equal<T: Text>(one: Option<T>, other: Option<T>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.equals(&other),
        (None, None) => true,
        _ => false,
    }
}

fn identity_id<V: FlowValue>(flow: Option<&V>) -> Option<V::Text> {
    text(&flow?.get("identity")?, "id")
}
