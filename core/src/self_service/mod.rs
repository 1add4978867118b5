//! A self-service flow over the client: [`Ory::self_service`].

use alloc::format;
use alloc::string::{String, ToString as _};
use core::fmt;

use crate::client::Ory;
use crate::endpoint::operations::frontend;
use crate::error::{ErrorKind, OryError};
use crate::flow::{Call, FlowKind, FlowMachine, JsonTree, Mode, Step};
use crate::request::Params;
use crate::request::operation::Operation;
use crate::response::{decode_error, value_kind};
use crate::transport::Response;
use crate::types::Secret;

mod debug;
mod form;
mod outcome;
mod step;

pub use form::{FlowAnswers, FlowForm};
pub use outcome::{FlowOutcome, FlowResult};
pub use step::FlowStep;

/// One self-service flow: signing in, signing up, recovery, verification, settings or signing out.
///
/// Start it, show the form that comes out, submit the answers, until the outcome is another one than a form. What Ory's
/// protocol asks for besides (CSRF tokens, expired and replaced flows, the order of what comes next) is done.
///
#[cfg_attr(feature = "frontend", doc = "```no_run")]
#[cfg_attr(not(feature = "frontend"), doc = "```ignore")]
/// use ory_hub::flow::FlowKind;
/// use ory_hub::{FlowAnswers, FlowOutcome, Ory};
///
/// # async fn sign_in(ory: Ory, password: &str) {
/// let mut login = ory.self_service(FlowKind::Login);
/// let mut outcome = login.start().await;
/// while let FlowOutcome::Form { form, .. } = &outcome {
///     let answers = form.answering("identifier", "a@b.example").answering("password", password);
///     outcome = login.submit(answers).await;
/// }
/// match outcome {
///     FlowOutcome::Complete(done) => println!("signed in: {}", done.session_token.is_some()),
///     FlowOutcome::Failed { error, .. } => eprintln!("{error}"),
///     other => println!("{}", other.kind()),
/// }
/// # }
/// ```
pub struct SelfService {
    ory: Ory,
    machine: FlowMachine<JsonTree>,
}

impl fmt::Debug for SelfService {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SelfService")
            .field("kind", &self.machine.kind())
            .finish_non_exhaustive()
    }
}

impl Ory {
    /// A self-service flow of that kind, as a native app does it.
    #[must_use]
    pub fn self_service(&self, kind: FlowKind) -> SelfService {
        SelfService::new(self.clone(), kind, Mode::Native)
    }
}

impl SelfService {
    /// A flow that has not started.
    #[must_use]
    pub fn new(ory: Ory, kind: FlowKind, mode: Mode) -> Self {
        let mut machine = FlowMachine::new(kind, mode);
        if mode == Mode::Native
            && let Some(token) = &ory.config().session_token
        {
            machine.set_session_token(token.expose().to_string());
        }
        Self { ory, machine }
    }

    /// The same for a browser on whose behalf this program speaks; the client's configuration has its cookies.
    #[must_use]
    pub fn for_browser(self) -> Self {
        let kind = self.machine.kind();
        Self::new(self.ory, kind, Mode::Browser)
    }

    /// Sets a parameter of the operation that creates the flow, by its name on the wire.
    #[must_use]
    pub fn parameter(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.machine.set(name, value.into());
        self
    }

    /// Where a browser goes afterwards.
    #[must_use]
    pub fn return_to(self, url: impl Into<String>) -> Self {
        self.parameter("return_to", url)
    }

    /// Asks a signed-in person for a credential again.
    #[must_use]
    pub fn refresh(self) -> Self {
        self.parameter("refresh", "true")
    }

    /// Asks for a second factor: `aal2`.
    #[must_use]
    pub fn aal(self, level: impl Into<String>) -> Self {
        self.parameter("aal", level)
    }

    /// The challenge of an OAuth2 client.
    #[must_use]
    pub fn login_challenge(self, challenge: impl Into<String>) -> Self {
        self.parameter("login_challenge", challenge)
    }

    /// Ends a social sign-in of a native app in a code for its session token; see [`returned`](Self::returned).
    #[must_use]
    pub fn exchange_code(self) -> Self {
        self.parameter("return_session_token_exchange_code", "true")
    }

    /// Starts with a flow that exists already.
    #[must_use]
    pub fn flow(mut self, id: impl Into<String>) -> Self {
        self.machine.set_flow(id.into());
        self
    }

    /// The address of the page that shows the flow; a re-authentication comes back to it.
    #[must_use]
    pub fn page(mut self, address: impl Into<String>) -> Self {
        self.machine.set_page(address.into());
        self
    }

    /// The session of a native app, instead of the configuration's.
    #[must_use]
    pub fn session_token(mut self, token: Secret) -> Self {
        self.machine.set_session_token(token.expose().to_string());
        self
    }

    /// Starts the flow, or starts it anew.
    pub async fn start(&mut self) -> FlowOutcome {
        self.start_step().await.into()
    }

    /// Submits answers to the form that is shown. Without one the flow starts and gets the answers as soon as its form has
    /// come; a browser's new flow is shown first, since another site can make a browser post answers.
    pub async fn submit(&mut self, answers: impl Into<FlowAnswers>) -> FlowOutcome {
        self.submit_step(answers.into()).await.into()
    }

    /// Goes on after a re-authentication or a second factor: submits the last answers again, or starts.
    pub async fn resume(&mut self) -> FlowOutcome {
        self.resume_step().await.into()
    }

    /// Goes on where a browser came back to the app after a social sign-in, with the address that it came back to.
    pub async fn returned(&mut self, address: &str) -> FlowOutcome {
        self.returned_step(address).await.into()
    }

    /// Calls what the machine asks for until it has an outcome. Where the future is dropped, the form stays usable.
    async fn drive(&mut self, mut step: Step<JsonTree>) -> FlowStep {
        let mut last = None;
        loop {
            let call = match step {
                Step::Outcome(outcome) => {
                    let ory = self.ory.clone();
                    let failure = || match last {
                        Some((operation, response, call)) => {
                            let error = failure(operation, &response);
                            redacted(&ory, operation, &call, error)
                        }
                        None => {
                            OryError::new(ErrorKind::Internal, "the flow failed without a call")
                        }
                    };
                    return self.ended(outcome, failure);
                }
                Step::Call(call) => call,
            };
            let sent = match operation(&call) {
                Ok(operation) => self
                    .send(operation, &call)
                    .await
                    .map(|response| (operation, response)),
                Err(error) => Err(error),
            };
            match sent {
                Ok((operation, response)) => {
                    let header = |name: &str| response.headers.get(name).map(String::from);
                    let body = crate::response::text(&response.body)
                        .ok()
                        .and_then(JsonTree::parse);
                    step = self.machine.respond(response.status, &header, body);
                    last = Some((operation, response, call));
                }
                Err(_) if self.lacks_session(&call) => step = self.machine.lacks_session(),
                Err(error) => {
                    return match self.machine.abandon() {
                        Some(outcome) => self.ended(outcome, || error),
                        None => FlowStep::failed(error),
                    };
                }
            }
        }
    }

    async fn send(
        &self,
        operation: &'static Operation,
        call: &Call<JsonTree>,
    ) -> Result<Response, OryError> {
        let body = body(call);
        let arguments = CallArguments { operation, call };
        self.ory.execute(operation, &arguments, body).await
    }

    fn lacks_session(&self, call: &Call<JsonTree>) -> bool {
        operation(call).is_ok_and(|operation| {
            let arguments = CallArguments { operation, call };
            self.ory.lacks_session(operation, &arguments)
        })
    }

    /// Where an operation is, for a browser to go there itself.
    fn url(&self, call: &Call<JsonTree>) -> Option<String> {
        let operation = operation(call).ok()?;
        let arguments = CallArguments { operation, call };
        self.ory.operation_url(operation, &arguments).ok()
    }
}

fn operation(call: &Call<JsonTree>) -> Result<&'static Operation, OryError> {
    let mut known = frontend::ALL.iter();
    let found = known.find(|operation| operation.id == call.operation);
    found.copied().ok_or_else(|| {
        let message = format!("there is no operation `{}`", call.operation);
        OryError::new(ErrorKind::Internal, message)
    })
}

fn body(call: &Call<JsonTree>) -> Option<String> {
    let body = call.body.as_ref();
    body.map(crate::codec::json_view::JsonText::json)
}

/// The error without what the call was given that is secret.
fn redacted(
    ory: &Ory,
    operation: &'static Operation,
    call: &Call<JsonTree>,
    error: OryError,
) -> OryError {
    let arguments = CallArguments { operation, call };
    let sent = ory.body_with_secrets(operation, body(call).as_deref());
    ory.redact(operation, &arguments, sent.as_ref(), error)
}

/// The error of a response that is no step of the flow.
fn failure(operation: &'static Operation, response: &Response) -> OryError {
    let Response {
        status,
        headers,
        body,
        ..
    } = response;
    match value_kind(operation, *status, headers, body) {
        Err(error) => error,
        Ok(_) => {
            let message = "the answer is neither a flow nor its result".to_string();
            decode_error(operation, *status, headers, body, message)
        }
    }
}

/// The values of a call, by the positions of the operation's parameters.
struct CallArguments<'a> {
    operation: &'static Operation,
    call: &'a Call<JsonTree>,
}

impl Params for CallArguments<'_> {
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
        let name = self.operation.params.get(index).map(|param| param.name);
        if let Some(value) = name.and_then(|name| self.call.argument(name)) {
            visit(&value);
        }
    }
}
