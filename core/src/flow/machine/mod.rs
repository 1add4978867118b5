//! The state machine: what was asked of the server, and what its response means.

use core::mem;

use crate::codec::json_view::Text as _;
use crate::flow::answers::request_body;
use crate::flow::call::Call;
use crate::flow::error::ErrorBody;
use crate::flow::kind::{FlowKind, Mode};
use crate::flow::outcome::{Complete, FormReason, Outcome, RedirectReason, Target};
use crate::flow::step::Step;
use crate::flow::url::query;
use crate::flow::value::{FlowValue, text};

mod logout;
mod refusal;
mod renewal;
mod success;

const SESSION_TOKEN: &str = "X-Session-Token";
/// What was asked of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Create,
    Get,
    Submit,
    /// Whether the session of a sign-in is enough.
    Session,
    /// The token that a sign-out needs.
    LogoutToken,
    Logout,
    /// The session token of a sign-in that ended in a browser.
    Exchange,
}

/// One flow, from its start to its end. It does no I/O: every method gives the next [`Step`].
#[derive(Clone)]
pub struct FlowMachine<V: FlowValue> {
    kind: FlowKind,
    mode: Mode,
    arguments: V,
    page: Option<V::Text>,
    session_token: Option<V::Text>,
    first: Option<V::Text>,
    asked: Asked,
    /// The flow that is shown.
    flow: Option<V>,
    /// The flow that was asked for.
    wanted: Option<V::Text>,
    reason: FormReason,
    answers: Option<V>,
    /// The last submit started a sign-in at a provider.
    social: bool,
    exchange_code: Option<V::Text>,
    /// A sign-in that waits for what the session says.
    done: Option<Complete<V>>,
    /// The answers are sent again as soon as there is a flow.
    replay: bool,
    /// Since the application's last word a flow was started anew, or another one was asked for.
    restarted: bool,
    followed: bool,
    /// The last submit was refused for a reason that a new flow should have healed.
    suspect: bool,
}

impl<V: FlowValue> FlowMachine<V> {
    /// A flow that has not started.
    pub fn new(kind: FlowKind, mode: Mode) -> Self {
        Self {
            kind,
            mode,
            arguments: V::object(),
            page: None,
            session_token: None,
            first: None,
            asked: Asked::Nothing,
            flow: None,
            wanted: None,
            reason: FormReason::Start,
            answers: None,
            social: false,
            exchange_code: None,
            done: None,
            replay: false,
            restarted: false,
            followed: false,
            suspect: false,
        }
    }

    /// Sets a parameter of the call that creates the flow, by its name on the wire: `return_to`, `refresh`, `aal`.
    pub fn set(&mut self, parameter: &str, value: V::Text) {
        self.arguments.set(parameter, V::of_text(value));
    }

    /// The same for a name that `V` holds.
    pub fn set_named(&mut self, parameter: &V::Text, value: V::Text) {
        self.arguments.set_member(parameter, V::of_text(value));
    }

    /// Starts with a flow that exists already: the parameter `flow` of the page's address.
    pub fn set_flow(&mut self, id: V::Text) {
        self.first = Some(id).filter(|id| !id.is(""));
    }

    /// The address of the page that shows the flow; a re-authentication comes back to it.
    pub fn set_page(&mut self, address: V::Text) {
        self.page = Some(address);
    }

    /// The session of a native app.
    pub fn set_session_token(&mut self, token: V::Text) {
        self.session_token = Some(token);
    }

    /// The flow that is shown, as the server wrote it.
    pub fn flow(&self) -> Option<&V> {
        self.flow.as_ref()
    }

    /// Which flow it is.
    pub fn kind(&self) -> FlowKind {
        self.kind
    }

    /// Starts the flow, or starts it anew.
    pub fn start(&mut self) -> Step<V> {
        self.restarted = false;
        self.followed = false;
        self.suspect = false;
        self.replay = false;
        self.social = false;
        if self.kind == FlowKind::Logout {
            return self.log_out();
        }
        match self.first.clone() {
            Some(id) => self.get(id, FormReason::Start),
            None => self.create(FormReason::Start),
        }
    }

    /// Submits answers to the form that is shown. Without one the flow starts and gets the answers as soon as its form has
    /// come. A browser's new flow does not get them: another site can make a browser post answers that name no flow, and
    /// would sign it in as somebody else.
    pub fn submit(&mut self, answers: V) -> Step<V> {
        let (Some(flow), Some(id)) = (&self.flow, self.shown()) else {
            let step = self.start();
            self.replay = self.first.is_some() || self.mode == Mode::Native;
            self.answers = Some(answers).filter(|_| self.replay);
            return step;
        };
        let body = request_body(self.kind, flow, &answers);
        self.social = ["provider", "link"]
            .iter()
            .any(|name| body.get(name).is_some());
        self.answers = Some(answers);
        self.replay = false;
        self.restarted = false;
        self.followed = false;
        self.ask(Asked::Submit, "update", "flow", id, Some(body))
    }

    /// Goes on after a re-authentication or a second factor: submits the last answers again, or starts.
    pub fn resume(&mut self) -> Step<V> {
        match self.answers.clone() {
            Some(answers) => {
                let step = self.submit(answers);
                self.replay = true;
                step
            }
            _ => self.start(),
        }
    }

    /// Goes on where a browser came back to the app after a social sign-in, with the address that it came back to.
    pub fn returned(&mut self, address: &V::Text) -> Step<V> {
        self.restarted = false;
        self.followed = false;
        if let (Some(code), Some(init)) = (query(address, "code"), self.exchange_code.clone()) {
            let mut arguments = V::object();
            arguments.set("init_code", V::of_text(init));
            arguments.set("return_to_code", V::of_text(code));
            self.asked = Asked::Exchange;
            return Step::Call(Call {
                operation: V::Text::of("exchangeSessionToken"),
                arguments,
                body: None,
            });
        }
        // Without a code the flow says what went wrong; after a conflict it is another one.
        let other = query(address, "flow").filter(|id| !self.shows(id));
        match other {
            Some(id) => {
                self.kind = FlowKind::Login;
                self.get(id, FormReason::Replaced)
            }
            None => self.get_again(FormReason::Invalid),
        }
    }

    /// Takes the response to the last call: its status (0 for a redirect that a browser does not show), its headers, and
    /// its body where that is JSON.
    pub fn respond(
        &mut self,
        status: u16,
        header: &dyn Fn(&str) -> Option<V::Text>,
        body: Option<V>,
    ) -> Step<V> {
        let asked = mem::replace(&mut self.asked, Asked::Nothing);
        match asked {
            Asked::Session => return self.session_read(status, body),
            Asked::LogoutToken | Asked::Logout => return self.logged_out(asked, status, body),
            _ => {}
        }
        match body {
            Some(flow) if is_flow(&flow) => self.flow_read(asked, status, flow),
            body if (200..300).contains(&status) => self.succeeded(asked, body),
            _ if status < 400 => self.redirected(asked, header("location")),
            body => self.refused(asked, status, &ErrorBody::of(body)),
        }
    }

    /// The last call cannot be sent: it needs a session, and there is none. A server would say so by a 401.
    pub fn lacks_session(&mut self) -> Step<V> {
        self.respond(401, &|_| None, None)
    }

    /// Forgets the last call, which got no response. A sign-in that was done before it is handed over.
    pub fn abandon(&mut self) -> Option<Outcome<V>> {
        self.asked = Asked::Nothing;
        self.done.take().map(Outcome::Complete)
    }

    /// Replaces every value that the machine keeps by what `value` and `text` make of it. A holder that does not count
    /// who uses a value knows by this what is still used.
    pub fn map_values(
        &mut self,
        value: &mut dyn FnMut(&mut V),
        text: &mut dyn FnMut(&mut V::Text),
    ) {
        value(&mut self.arguments);
        self.flow.iter_mut().for_each(&mut *value);
        self.answers.iter_mut().for_each(&mut *value);
        self.page.iter_mut().for_each(&mut *text);
        self.session_token.iter_mut().for_each(&mut *text);
        self.first.iter_mut().for_each(&mut *text);
        self.wanted.iter_mut().for_each(&mut *text);
        self.exchange_code.iter_mut().for_each(&mut *text);
        if let Some(done) = &mut self.done {
            value(&mut done.continue_with);
            done.session.iter_mut().for_each(&mut *value);
            done.identity.iter_mut().for_each(&mut *value);
            done.form.iter_mut().for_each(value);
            done.session_token.iter_mut().for_each(&mut *text);
            done.redirect_to.iter_mut().for_each(text);
        }
    }

    fn create(&mut self, reason: FormReason) -> Step<V> {
        let mode = match self.mode {
            Mode::Browser => "Browser",
            Mode::Native => "Native",
        };
        self.reason = reason;
        self.wanted = None;
        self.asked = Asked::Create;
        let operation = self.kind.operation("create", mode);
        Step::Call(self.call(operation, self.arguments.copy(), None))
    }

    fn get(&mut self, id: V::Text, reason: FormReason) -> Step<V> {
        self.reason = reason;
        self.wanted = Some(id.clone());
        self.ask(Asked::Get, "get", "id", id, None)
    }

    fn get_again(&mut self, reason: FormReason) -> Step<V> {
        match self.shown() {
            Some(id) => self.get(id, reason),
            None => self.create(reason),
        }
    }

    /// The id of the flow that is shown.
    fn shown(&self) -> Option<V::Text> {
        self.fact("id")
    }

    fn shows(&self, id: &V::Text) -> bool {
        self.shown().is_some_and(|shown| shown.equals(id))
    }

    /// A text of the flow that is shown.
    fn fact(&self, field: &str) -> Option<V::Text> {
        text(self.flow.as_ref()?, field)
    }

    fn ask(
        &mut self,
        asked: Asked,
        verb: &str,
        parameter: &str,
        value: V::Text,
        body: Option<V>,
    ) -> Step<V> {
        self.asked = asked;
        let mut arguments = V::object();
        arguments.set(parameter, V::of_text(value));
        Step::Call(self.call(self.kind.operation(verb, ""), arguments, body))
    }

    fn call(&self, operation: V::Text, mut arguments: V, body: Option<V>) -> Call<V> {
        arguments.set_some(SESSION_TOKEN, self.session_token.clone().map(V::of_text));
        Call {
            operation,
            arguments,
            body,
        }
    }

    fn has_challenge(&self) -> bool {
        self.has("login_challenge")
    }

    fn has(&self, parameter: &str) -> bool {
        self.arguments.get(parameter).is_some()
    }
}

fn failed<V: FlowValue>() -> Step<V> {
    Step::Outcome(Outcome::Failed { diagnosis: None })
}

fn redirect<V: FlowValue>(url: V::Text, reason: RedirectReason) -> Step<V> {
    Step::Outcome(Outcome::Redirect {
        to: Target::Url(url),
        reason,
    })
}

/// A flow comes under any status: as a form with messages, as the next step, as a result.
fn is_flow<V: FlowValue>(body: &V) -> bool {
    body.get("ui").is_some_and(|ui| ui.is_object()) && body.get("error").is_none()
}
