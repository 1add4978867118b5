//! The self-service engine as objects.

use std::sync::Arc;

use ory_hub::flow::{FlowKind, FormReason, RedirectReason};
use ory_hub::model::{ContinueWith, Identity, Session, UiContainer};
use ory_hub::{Json, Problem, Secret};
use tokio::sync::Mutex;

use crate::async_export::{Call, async_export, lower};
use crate::flow_answers::FlowAnswers;
use crate::ory::{Ory, in_background};
use crate::spelling;

/// How a self-service flow begins.
#[derive(Debug, Clone, Default, uniffi::Record)]
pub(crate) struct SelfServiceOptions {
    /// Id of a flow that exists already.
    #[uniffi(default = None)]
    pub(crate) flow: Option<String>,
    /// Where a browser goes afterwards.
    #[uniffi(default = None)]
    pub(crate) return_to: Option<String>,
    /// Ask a signed-in person for a credential again.
    #[uniffi(default = false)]
    pub(crate) refresh: bool,
    /// `aal2` asks for a second factor.
    #[uniffi(default = None)]
    pub(crate) aal: Option<String>,
    /// Organization whose sign-in methods are offered; Ory Network only.
    #[uniffi(default = None)]
    pub(crate) organization: Option<String>,
    /// Identity schema of a registration.
    #[uniffi(default = None)]
    pub(crate) identity_schema: Option<String>,
    /// End a social sign-in in a code for the session token; see `returned`.
    #[uniffi(default = false)]
    pub(crate) exchange_code: bool,
    /// The session, instead of the configuration's.
    #[uniffi(default = None)]
    pub(crate) session_token: Option<Secret>,
}

/// One self-service flow: start it, show the form that comes out, submit the answers, until the outcome is another one
/// than a form. Calls wait for each other.
#[derive(uniffi::Object)]
pub(crate) struct SelfService {
    flow: Arc<Mutex<ory_hub::SelfService>>,
}

#[uniffi::export]
impl Ory {
    /// A self-service flow of that kind, as a native app does it.
    #[uniffi::method(default(options = None))]
    pub(crate) fn self_service(
        &self,
        kind: FlowKind,
        options: Option<SelfServiceOptions>,
    ) -> Arc<SelfService> {
        let options = options.unwrap_or_default();
        let mut flow = self.client().self_service(kind);
        let parameters = [
            ("return_to", options.return_to),
            ("aal", options.aal),
            ("organization", options.organization),
            ("identity_schema", options.identity_schema),
        ];
        for (name, value) in parameters {
            if let Some(value) = value {
                flow = flow.parameter(name, value);
            }
        }
        if options.refresh {
            flow = flow.refresh();
        }
        if options.exchange_code {
            flow = flow.exchange_code();
        }
        if let Some(id) = options.flow {
            flow = flow.flow(id);
        }
        if let Some(token) = options.session_token {
            flow = flow.session_token(token);
        }
        Arc::new(SelfService {
            flow: Arc::new(Mutex::new(flow)),
        })
    }
}

async_export!(
    /// Starts the flow, or starts it anew.
    #[symbol = "selfservice_start"]
    fn start(this: &SelfService) -> FlowOutcome {
        let flow = this.flow.clone();
        outcome(async move { flow.lock().await.start().await.into() })
    }
);

async_export!(
    /// Submits answers to the form that is shown. Without one the flow starts and gets the answers as soon as its form has
    /// come.
    #[symbol = "selfservice_submit"]
    fn submit(this: &SelfService, answers: Arc<FlowAnswers>) -> FlowOutcome {
        let flow = this.flow.clone();
        let answers = answers.given();
        outcome(async move { flow.lock().await.submit(answers).await.into() })
    }
);

async_export!(
    /// Goes on after a re-authentication or a second factor: submits the last answers again, or starts.
    #[symbol = "selfservice_resume"]
    fn resume(this: &SelfService) -> FlowOutcome {
        let flow = this.flow.clone();
        outcome(async move { flow.lock().await.resume().await.into() })
    }
);

async_export!(
    /// Goes on where a browser came back to the app after a social sign-in, with the address that it came back to.
    #[symbol = "selfservice_returned"]
    fn returned(this: &SelfService, address: String) -> FlowOutcome {
        let flow = this.flow.clone();
        outcome(async move {
            if !is_address(&address) {
                let message = "what the browser came back to is no address with a scheme";
                return failed(Problem::new(ory_hub::ErrorKind::Input, message));
            }
            flow.lock().await.returned(&address).await.into()
        })
    }
);

/// What goes wrong is an outcome. The methods can fail all the same: only such ones end where a task is cancelled. The
/// caller's own future lowers the outcome: a form that is lowered and then dropped is never freed.
fn outcome(flow: impl Future<Output = FlowOutcome> + Send + 'static) -> Call<FlowOutcome> {
    let outcome = in_background(Box::pin(async move { Ok(flow.await) }));
    Call::new(Box::pin(async move { Ok(lower(outcome.await?)?) }))
}

/// `https://app.example/done?code=…`, `com.example.app:/done`: a scheme, and something behind it.
fn is_address(text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let has_scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(part)
            && !rest.is_empty()
    });
    has_scheme && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// A form to show.
#[derive(uniffi::Object)]
pub(crate) struct FlowForm(ory_hub::FlowForm);

#[uniffi::export]
impl FlowForm {
    /// Which flow it belongs to.
    pub(crate) fn kind(&self) -> FlowKind {
        self.0.kind
    }

    /// The flow's id.
    pub(crate) fn id(&self) -> String {
        self.0.id.clone()
    }

    /// Nodes and messages, in the server's order.
    pub(crate) fn ui(&self) -> UiContainer {
        self.0.ui.clone()
    }

    /// The flow as the server wrote it.
    pub(crate) fn flow(&self) -> Json {
        self.0.flow.clone()
    }

    /// Begins the answers with one field: the name of a node, and what was entered.
    pub(crate) fn answering(&self, name: String, value: String) -> Arc<FlowAnswers> {
        FlowAnswers::of(self.0.answering(name, value))
    }
}

/// What the application does next.
#[derive(uniffi::Enum)]
#[allow(
    clippy::large_enum_variant,
    reason = "made once for each step of a flow"
)]
pub(crate) enum FlowOutcome {
    /// Show the form and submit the answers.
    Form {
        /// The form.
        form: Arc<FlowForm>,
        /// Why it is shown.
        reason: FormReason,
    },
    /// Done.
    Complete {
        /// What came of it.
        result: FlowResult,
    },
    /// Send the browser elsewhere.
    Redirect {
        /// Where to.
        url: String,
        /// What for.
        reason: RedirectReason,
    },
    /// A second factor is wanted: a login flow with this level, then `resume`.
    StepUp {
        /// The level: `aal2`.
        aal: String,
        /// The session that the second factor belongs to.
        session_token: Option<Secret>,
        /// Where a browser can give it.
        redirect_to: Option<String>,
    },
    /// The sign-in is too old: a login flow with `refresh`, then `resume`, which submits the same answers again.
    Reauthenticate {
        /// Where a browser can do it.
        redirect_to: Option<String>,
    },
    /// An address must be verified first.
    VerifyAddress {
        /// The verification flow that the server has started.
        flow: Option<String>,
        /// The address.
        address: Option<String>,
        /// Where a browser can do it.
        redirect_to: Option<String>,
    },
    /// Signing in with this form links the social account to the identity that owns the identifier.
    LinkAccount {
        /// The identifier that both have.
        identifier: Option<String>,
        /// The provider of the account to link.
        provider: Option<String>,
        /// The form of the login flow.
        form: Arc<FlowForm>,
    },
    /// Somebody is signed in already.
    AlreadySignedIn,
    /// Nobody is signed in, or nobody any more.
    SignedOut,
    /// The call failed, or its answer is an error. The last form stays usable.
    Failed {
        /// The facts.
        problem: Problem,
        /// What is wrong in the set-up, where that is known.
        diagnosis: Option<String>,
    },
}

/// A flow that is done.
#[derive(uniffi::Record)]
pub(crate) struct FlowResult {
    /// The session.
    pub(crate) session: Option<Session>,
    /// The session's token.
    pub(crate) session_token: Option<Secret>,
    /// The identity.
    pub(crate) identity: Option<Identity>,
    /// What the server wants next, the most urgent first.
    pub(crate) continue_with: Vec<ContinueWith>,
    /// Where a browser goes next.
    pub(crate) redirect_to: Option<String>,
    /// The verification flow that the server has started.
    pub(crate) verification_flow: Option<String>,
    /// The settings flow that the server has started: a new password after a recovery.
    pub(crate) settings_flow: Option<String>,
    /// The form, where the server answers one: settings stay usable.
    pub(crate) form: Option<Arc<FlowForm>>,
}

fn form(form: ory_hub::FlowForm) -> Arc<FlowForm> {
    Arc::new(FlowForm(form))
}

impl From<ory_hub::FlowResult> for FlowResult {
    fn from(done: ory_hub::FlowResult) -> Self {
        Self {
            verification_flow: done.verification_flow().map(str::to_owned),
            settings_flow: done.settings_flow().map(str::to_owned),
            session: done.session,
            session_token: done.session_token,
            identity: done.identity,
            continue_with: done.continue_with,
            redirect_to: done.redirect_to,
            form: done.form.map(form),
        }
    }
}

impl From<ory_hub::FlowOutcome> for FlowOutcome {
    fn from(outcome: ory_hub::FlowOutcome) -> Self {
        use ory_hub::FlowOutcome as Core;

        match outcome {
            Core::Form {
                form: shown,
                reason,
            } => Self::Form {
                form: form(*shown),
                reason,
            },
            Core::Complete(done) => Self::Complete {
                result: (*done).into(),
            },
            Core::Redirect { url, reason } => Self::Redirect { url, reason },
            Core::StepUp {
                aal,
                session_token,
                redirect_to,
            } => Self::StepUp {
                aal,
                session_token,
                redirect_to,
            },
            Core::Reauthenticate { redirect_to } => Self::Reauthenticate { redirect_to },
            Core::VerifyAddress {
                flow,
                address,
                redirect_to,
            } => Self::VerifyAddress {
                flow,
                address,
                redirect_to,
            },
            Core::LinkAccount {
                identifier,
                provider,
                form: shown,
            } => Self::LinkAccount {
                identifier,
                provider,
                form: form(*shown),
            },
            Core::AlreadySignedIn => Self::AlreadySignedIn,
            Core::SignedOut => Self::SignedOut,
            Core::Failed { error, diagnosis } => Self::Failed {
                problem: spelling::of_language(error.into_problem()),
                diagnosis,
            },
            // Core adds its outcomes here first.
            other => failed(Problem::new(ory_hub::ErrorKind::Internal, other.kind())),
        }
    }
}

fn failed(problem: Problem) -> FlowOutcome {
    FlowOutcome::Failed {
        problem,
        diagnosis: None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_scheme_and_more() {
        for text in [
            "https://app.example/done?code=1",
            "com.example.app:/done",
            "com.example.app://done?flow=1",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "::::",
            "done?code=1",
            "1a:b",
            "https:",
            "a b:c",
            "app://x\ny",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}
