//! The outcome of a step of a flow, with Ory's models.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::codec::Model;
use crate::codec::json_view::JsonText as _;
use crate::error::{ErrorKind, OryError, Problem};
use crate::flow::{FlowKind, FormReason, JsonTree, Outcome, RedirectReason, Target};
use crate::model::{ContinueWith, Identity, Session};
use crate::types::Secret;

use super::form::FlowForm;
use super::step::FlowStep;

/// What the application does next.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum FlowOutcome {
    /// Show the form and submit the answers.
    Form {
        /// The form.
        form: Box<FlowForm>,
        /// Why it is shown.
        reason: FormReason,
    },
    /// Done.
    Complete(Box<FlowResult>),
    /// Send the browser elsewhere.
    Redirect {
        /// The address to open.
        url: String,
        /// Why the browser goes there.
        reason: RedirectReason,
    },
    /// A second factor is wanted: a login flow with this level, then [`SelfService::resume`](super::SelfService::resume).
    StepUp {
        /// The level: `aal2`.
        aal: String,
        /// The session that the second factor belongs to, in native mode.
        session_token: Option<Secret>,
        /// Where a browser can give it.
        redirect_to: Option<String>,
    },
    /// The sign-in is too old: a login flow with `refresh`, then [`SelfService::resume`](super::SelfService::resume), which submits the same answers
    /// again.
    Reauthenticate {
        /// Where a browser can do it; it comes back to the page of this flow.
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
        form: Box<FlowForm>,
    },
    /// Somebody is signed in already.
    AlreadySignedIn,
    /// Nobody is signed in, or nobody any more.
    SignedOut,
    /// The call failed, or its answer is an error. The last form stays usable.
    Failed {
        /// The error.
        error: OryError,
        /// What is wrong in the set-up, where that is known.
        diagnosis: Option<String>,
    },
}

/// A flow that is done.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FlowResult {
    /// The session.
    pub session: Option<Session>,
    /// The session's token, in native mode.
    pub session_token: Option<Secret>,
    /// The identity.
    pub identity: Option<Identity>,
    /// What the server wants next, the most urgent first: session token, verification, recovery, settings, redirect,
    /// then what is not known.
    pub continue_with: Vec<ContinueWith>,
    /// Where a browser goes next.
    pub redirect_to: Option<String>,
    /// The form, where the server answers one: settings stay usable.
    pub form: Option<FlowForm>,
}

impl FlowResult {
    /// The verification flow that the server has started, to be shown next.
    #[must_use]
    pub fn verification_flow(&self) -> Option<&str> {
        self.continue_with.iter().find_map(|action| match action {
            ContinueWith::ShowVerificationUi(action) => Some(action.flow.id.as_str()),
            _ => None,
        })
    }

    /// The settings flow that the server has started: a new password after a recovery.
    #[must_use]
    pub fn settings_flow(&self) -> Option<&str> {
        self.continue_with.iter().find_map(|action| match action {
            ContinueWith::ShowSettingsUi(action) => Some(action.flow.id.as_str()),
            _ => None,
        })
    }
}

impl FlowOutcome {
    /// Its name, the same in every language: `verifyAddress`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Form { .. } => "form",
            Self::Complete(_) => "complete",
            Self::Redirect { .. } => "redirect",
            Self::StepUp { .. } => "stepUp",
            Self::Reauthenticate { .. } => "reauthenticate",
            Self::VerifyAddress { .. } => "verifyAddress",
            Self::LinkAccount { .. } => "linkAccount",
            Self::AlreadySignedIn => "alreadySignedIn",
            Self::SignedOut => "signedOut",
            Self::Failed { .. } => "failed",
        }
    }

    /// A failure of which nothing more is known.
    pub(super) fn failed(error: OryError) -> Self {
        Self::Failed {
            error,
            diagnosis: None,
        }
    }

    /// The form that it shows.
    #[must_use]
    pub fn form(&self) -> Option<&FlowForm> {
        match self {
            Self::Form { form, .. } | Self::LinkAccount { form, .. } => Some(form),
            Self::Complete(done) => done.form.as_ref(),
            _ => None,
        }
    }
}

impl FlowOutcome {
    /// The outcome with models; one whose body is no such model is a failure that holds the body.
    pub(super) fn typed(step: FlowStep) -> Result<Self, OryError> {
        let FlowStep {
            kind,
            outcome,
            error,
        } = step;
        let failure = || {
            error.unwrap_or_else(|| {
                OryError::new(ErrorKind::Internal, "the flow failed without a reason")
            })
        };
        Ok(match outcome {
            Outcome::Form { form, reason } => Self::Form {
                form: Box::new(read_form(kind, &form)?),
                reason,
            },
            Outcome::Complete(done) => Self::Complete(Box::new(FlowResult {
                session: optional(done.session.as_ref())?,
                session_token: done.session_token.map(Secret::new),
                identity: optional(done.identity.as_ref())?,
                continue_with: model(&done.continue_with)?,
                redirect_to: done.redirect_to,
                form: done.form.map(|form| read_form(kind, &form)).transpose()?,
            })),
            Outcome::Redirect {
                to: Target::Url(url),
                reason,
            } => Self::Redirect { url, reason },
            Outcome::Redirect { .. } => Self::failed(failure()),
            Outcome::StepUp {
                aal,
                session_token,
                redirect_to,
            } => Self::StepUp {
                aal: aal.to_string(),
                session_token: session_token.map(Secret::new),
                redirect_to,
            },
            Outcome::Reauthenticate { redirect_to } => Self::Reauthenticate { redirect_to },
            Outcome::VerifyAddress {
                flow,
                address,
                redirect_to,
            } => Self::VerifyAddress {
                flow,
                address,
                redirect_to,
            },
            Outcome::LinkAccount {
                identifier,
                provider,
                form,
            } => Self::LinkAccount {
                identifier,
                provider,
                form: Box::new(read_form(kind, &form)?),
            },
            Outcome::AlreadySignedIn => Self::AlreadySignedIn,
            Outcome::SignedOut => Self::SignedOut,
            Outcome::Failed { diagnosis } => Self::Failed {
                error: failure(),
                diagnosis: diagnosis.map(String::from),
            },
        })
    }
}

impl From<FlowStep> for FlowOutcome {
    fn from(step: FlowStep) -> Self {
        Self::typed(step).unwrap_or_else(Self::failed)
    }
}

fn read_form(kind: FlowKind, flow: &JsonTree) -> Result<FlowForm, OryError> {
    FlowForm::read(kind, flow).map_err(|error| undecoded(&error, flow))
}

fn optional<T: Model>(value: Option<&JsonTree>) -> Result<Option<T>, OryError> {
    value.map(model).transpose()
}

fn model<T: Model>(value: &JsonTree) -> Result<T, OryError> {
    T::from_json(&value.json()).map_err(|error| undecoded(&error, value))
}

fn undecoded(error: &crate::DecodeError, value: &JsonTree) -> OryError {
    let problem = Problem::new(ErrorKind::Decode, error.to_string());
    problem.with_body(value.json()).into()
}
