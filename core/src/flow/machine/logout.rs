//! Signing out.

use super::{Asked, FlowMachine, failed};
use crate::codec::json_view::Text as _;
use crate::flow::call::Call;
use crate::flow::kind::Mode;
use crate::flow::outcome::{FormReason, Outcome};
use crate::flow::step::Step;
use crate::flow::value::{FlowValue, text};

impl<V: FlowValue> FlowMachine<V> {
    pub(super) fn log_out(&mut self) -> Step<V> {
        if self.mode == Mode::Browser {
            return self.create_logout();
        }
        let Some(token) = self.session_token.clone() else {
            return Step::Outcome(Outcome::SignedOut);
        };
        let mut body = V::object();
        body.set("session_token", V::of_text(token));
        self.asked = Asked::Logout;
        Step::Call(Call {
            operation: V::Text::of("performNativeLogout"),
            arguments: V::object(),
            body: Some(body),
        })
    }

    pub(super) fn create_logout(&mut self) -> Step<V> {
        let step = self.create(FormReason::Start);
        self.asked = Asked::LogoutToken;
        step
    }

    pub(super) fn logged_out(&mut self, asked: Asked, status: u16, body: Option<V>) -> Step<V> {
        let token = body.and_then(|body| text(&body, "logout_token"));
        match (asked, status, token) {
            (Asked::LogoutToken, 200, Some(token)) => {
                self.ask(Asked::Logout, "update", "token", token, None)
            }
            // A redirect leads to the page after signing out.
            (Asked::Logout, ..=399, _) | (_, 401 | 403, _) => {
                self.session_token = None;
                Step::Outcome(Outcome::SignedOut)
            }
            _ => failed(),
        }
    }
}
