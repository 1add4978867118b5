//! Errors and redirects: what the server wants instead.

use core::mem;

use super::{Asked, FlowMachine, failed, redirect};
use crate::codec::json_view::Text as _;
use crate::flow::continue_with::{VERIFY, address};
use crate::flow::error::ErrorBody;
use crate::flow::kind::{FlowKind, Mode};
use crate::flow::outcome::{FormReason, Outcome, RedirectReason};
use crate::flow::step::Step;
use crate::flow::url::{flow_id, is_safe, query, with_parameter};
use crate::flow::value::{FlowValue, text};

const CSRF: &str = "the CSRF cookie and the token of the form do not belong together, in a new flow either: page and \
     server must share a site, the browser must be allowed to send cookies there (credentials, CORS), and code on a \
     server must pass the browser's cookies on";

/// Errors that nothing heals.
const FINAL: &str = "self_service_flow_return_to_forbidden self_service_flow_disabled identity_disabled \
     feature_not_available quota_exceeded";

impl<V: FlowValue> FlowMachine<V> {
    pub(super) fn redirected(&mut self, asked: Asked, location: Option<V::Text>) -> Step<V> {
        let nothing = ErrorBody::of(None);
        let location = location.filter(is_safe);
        match location {
            Some(url) => match flow_id(&url, self.kind.as_str()) {
                Some(id) => self.follow(Some(id), &nothing),
                None => redirect(url, RedirectReason::Other),
            },
            // A browser does not show where to. A submit is redirected when its flow has been replaced.
            None if asked == Asked::Submit => self.restart(&nothing),
            None if asked == Asked::Create && self.has_challenge() => self.navigate(),
            None => failed(),
        }
    }

    pub(super) fn refused(&mut self, asked: Asked, status: u16, error: &ErrorBody<V>) -> Step<V> {
        if let Some(id) = error.id() {
            if id.is_one_of("session_already_available session_aal_already_fulfilled") {
                if self.has_challenge() && asked == Asked::Create {
                    return self.navigate();
                }
                return Step::Outcome(Outcome::AlreadySignedIn);
            }
            if id.is_one_of("session_inactive session_aal1_required") {
                return Step::Outcome(Outcome::SignedOut);
            }
            if id.is("session_aal2_required") {
                return self.step_up(error.redirect_to());
            }
            if id.is("session_refresh_required") {
                return self.reauthenticate(error.redirect_to());
            }
            if id.is("session_verified_address_required") {
                let actions = error.actions();
                return self.verify(actions.and_then(|actions| actions.find(VERIFY)));
            }
            if id.is("security_csrf_violation") {
                return self.heal(asked, error, Some(CSRF));
            }
            if id.is("security_identity_mismatch") {
                // What was entered belongs to somebody else.
                self.answers = None;
                self.replay = false;
                return self.heal(asked, error, None);
            }
            if id.is_one_of(FINAL) {
                return failed();
            }
        }
        if let Some(id) = error.fact("use_flow_id") {
            return self.follow(Some(id), error);
        }
        if let Some(actions) = error.actions() {
            let own = actions.showing(self.kind.as_str());
            if let Some(id) = own.and_then(|action| action_flow(&action)) {
                return self.follow(Some(id), error);
            }
            if let Some(action) = actions.find(VERIFY) {
                return self.verify(Some(action));
            }
            if let Some(url) = actions.redirect_to() {
                return redirect(url, RedirectReason::Other);
            }
        }
        if let Some(url) = error.redirect_to() {
            return self.sent_elsewhere(url);
        }
        match status {
            410 if asked != Asked::Create => self.restart(error),
            404 if matches!(asked, Asked::Get | Asked::Submit) => self.heal(asked, error, None),
            // The code of a browser that came back without a session; the flow says why.
            404 if asked == Asked::Exchange => self.get_again(FormReason::Invalid),
            401 if self.needs_session() && error.fact("identity_id").is_none() => {
                Step::Outcome(Outcome::SignedOut)
            }
            _ => failed(),
        }
    }

    /// The browser has to go on at another address, unless that shows the next step of this very flow.
    pub(super) fn sent_elsewhere(&mut self, url: V::Text) -> Step<V> {
        let shown = query(&url, "flow").is_some_and(|id| self.shows(&id));
        if shown && !mem::replace(&mut self.followed, true) {
            return self.get_again(FormReason::NextStep);
        }
        let challenged = |flow: &V| flow.get("oauth2_login_challenge").is_some();
        let reason = if self.social {
            RedirectReason::SocialSignIn
        } else if query(&url, "aal").is_some_and(|aal| aal.is("aal2")) {
            RedirectReason::StepUp
        } else if self.has_challenge() || self.flow.as_ref().is_some_and(challenged) {
            RedirectReason::OAuth2
        } else {
            RedirectReason::Other
        };
        redirect(url, reason)
    }

    pub(super) fn step_up(&self, redirect_to: Option<V::Text>) -> Step<V> {
        let native = self.mode == Mode::Native;
        Step::Outcome(Outcome::StepUp {
            aal: "aal2",
            session_token: self.session_token.clone().filter(|_| native),
            redirect_to: redirect_to.filter(|_| !native),
        })
    }

    /// The server would send the browser back to the address that takes the form, which shows nothing.
    pub(super) fn reauthenticate(&self, redirect_to: Option<V::Text>) -> Step<V> {
        let page = self.page.as_ref().map(|page| match self.shown() {
            Some(id) => with_parameter(page, "flow", Some(&id)),
            None => page.clone(),
        });
        let url = redirect_to.filter(|_| self.mode == Mode::Browser);
        Step::Outcome(Outcome::Reauthenticate {
            redirect_to: url.map(|url| with_parameter(&url, "return_to", page.as_ref())),
        })
    }

    pub(super) fn verify(&self, action: Option<V>) -> Step<V> {
        let action = action.as_ref();
        let flow = action.and_then(|action| action.get("flow"));
        Step::Outcome(Outcome::VerifyAddress {
            flow: action.and_then(action_flow),
            address: flow.and_then(|flow| text(&flow, "verifiable_address")),
            redirect_to: action.and_then(address),
        })
    }

    /// Nobody can change settings, refresh a session or add a factor to it without having one.
    pub(super) fn needs_session(&self) -> bool {
        self.kind == FlowKind::Settings || self.has("aal") || self.has("refresh")
    }
}

/// The flow of an action.
fn action_flow<V: FlowValue>(action: &V) -> Option<V::Text> {
    text(&action.get("flow")?, "id")
}
