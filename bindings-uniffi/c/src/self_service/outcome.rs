//! What a step of a flow came to.

use ory_hub::OryError;
use ory_hub::flow::{JsonTree, Outcome as End, Target};
use ory_hub::internal::json_view::JsonText as _;
use ory_hub::internal::self_service::FlowStep;

use super::documents::{document, open};
use super::form::{Form, ory_flow_form};
use crate::codec::{Record, TypeDesc};
use crate::document::{Document, List, Owned};
use crate::error::{Failure, ory_error};
use crate::group::{ory_continue_with, ory_identity, ory_session};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::text::ory_str;

/// Show the form and submit the answers: form, reason.
pub const ORY_FLOW_OUTCOME_FORM: u32 = 1;
/// Done: session, session_token, identity, continue_with, verification_flow, settings_flow, redirect_to, form.
pub const ORY_FLOW_OUTCOME_COMPLETE: u32 = 2;
/// Open an address in a browser: url, reason.
pub const ORY_FLOW_OUTCOME_REDIRECT: u32 = 3;
/// A second factor is wanted: a login flow with this level, then `ory_self_service_resume`: aal, session_token, redirect_to.
pub const ORY_FLOW_OUTCOME_STEP_UP: u32 = 4;
/// The sign-in is too old: a login flow with refresh, then `ory_self_service_resume`, which submits the same answers again.
pub const ORY_FLOW_OUTCOME_REAUTHENTICATE: u32 = 5;
/// An address must be verified first: verification_flow, address, redirect_to.
pub const ORY_FLOW_OUTCOME_VERIFY_ADDRESS: u32 = 6;
/// Signing in with this form links the social account to the identity that owns the identifier: identifier, provider, form.
pub const ORY_FLOW_OUTCOME_LINK_ACCOUNT: u32 = 7;
/// Somebody is signed in already.
pub const ORY_FLOW_OUTCOME_ALREADY_SIGNED_IN: u32 = 8;
/// Nobody is signed in, or nobody any more.
pub const ORY_FLOW_OUTCOME_SIGNED_OUT: u32 = 9;
/// The call failed, or its answer is an error: error, diagnosis. The last form stays usable.
pub const ORY_FLOW_OUTCOME_FAILED: u32 = 10;

/// What a step of a flow came to. Getters of what its kind does not have return the empty value.
pub struct ory_flow_outcome {
    _private: [u8; 0],
}

/// What an outcome stands for: core's, and its models as documents.
pub(crate) struct Outcome {
    outcome: End<JsonTree>,
    form: Option<Form>,
    session: Option<Document<Record<'static>>>,
    identity: Option<Document<Record<'static>>>,
    continue_with: Option<Document<List>>,
    verification_flow: Option<String>,
    settings_flow: Option<String>,
    error: Option<Failure>,
}

impl Handle for ory_flow_outcome {
    type RustType = Outcome;
}

const CONTINUE_WITH: TypeDesc = TypeDesc::List(<ory_continue_with as Owned>::DESC);

impl Outcome {
    /// An outcome whose models C can read.
    pub(super) fn of(step: FlowStep) -> Self {
        Self::read(step).unwrap_or_else(|error| Self {
            error: Some(Failure::new(error)),
            ..Self::plain(End::Failed { diagnosis: None })
        })
    }

    fn plain(outcome: End<JsonTree>) -> Self {
        Self {
            outcome,
            form: None,
            session: None,
            identity: None,
            continue_with: None,
            verification_flow: None,
            settings_flow: None,
            error: None,
        }
    }

    fn read(step: FlowStep) -> Result<Self, OryError> {
        let mut read = Self::plain(step.outcome);
        read.error = step.error.map(Failure::new);
        let form = match &read.outcome {
            End::Form { form, .. } | End::LinkAccount { form, .. } => Some(form),
            End::Complete(done) => done.form.as_ref(),
            _ => None,
        };
        read.form = form.map(|form| Form::read(step.kind, form)).transpose()?;
        if let End::Complete(done) = &read.outcome {
            let session = done.session.as_ref().map(JsonTree::json);
            read.session = session.map(open::<ory_session>).transpose()?;
            let identity = done.identity.as_ref().map(JsonTree::json);
            read.identity = identity.map(open::<ory_identity>).transpose()?;
            read.continue_with = Some(document(&CONTINUE_WITH, done.continue_with.json())?);
            read.verification_flow = FlowStep::shown_flow(done, "show_verification_ui");
            read.settings_flow = FlowStep::shown_flow(done, "show_settings_ui");
        }
        Ok(read)
    }

    /// Hands it to C.
    pub(super) fn into_raw(self) -> *mut ory_flow_outcome {
        pointer::into_raw(self)
    }

    fn kind(&self) -> u32 {
        match &self.outcome {
            End::Form { .. } => ORY_FLOW_OUTCOME_FORM,
            End::Complete(_) => ORY_FLOW_OUTCOME_COMPLETE,
            End::Redirect { .. } => ORY_FLOW_OUTCOME_REDIRECT,
            End::StepUp { .. } => ORY_FLOW_OUTCOME_STEP_UP,
            End::Reauthenticate { .. } => ORY_FLOW_OUTCOME_REAUTHENTICATE,
            End::VerifyAddress { .. } => ORY_FLOW_OUTCOME_VERIFY_ADDRESS,
            End::LinkAccount { .. } => ORY_FLOW_OUTCOME_LINK_ACCOUNT,
            End::AlreadySignedIn => ORY_FLOW_OUTCOME_ALREADY_SIGNED_IN,
            End::SignedOut => ORY_FLOW_OUTCOME_SIGNED_OUT,
            End::Failed { .. } => ORY_FLOW_OUTCOME_FAILED,
        }
    }

    fn session_token(&self) -> Option<&str> {
        match &self.outcome {
            End::Complete(done) => done.session_token.as_deref(),
            End::StepUp { session_token, .. } => session_token.as_deref(),
            _ => None,
        }
    }

    fn redirect_to(&self) -> Option<&str> {
        match &self.outcome {
            End::Complete(done) => done.redirect_to.as_deref(),
            End::StepUp { redirect_to, .. }
            | End::Reauthenticate { redirect_to }
            | End::VerifyAddress { redirect_to, .. } => redirect_to.as_deref(),
            _ => None,
        }
    }
}

/// What the application does next (`ORY_FLOW_OUTCOME_…`); 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_kind(outcome: *const ory_flow_outcome) -> u32 {
    guard(|| pointer::try_ref(rust(outcome)).map_or(0, Outcome::kind))
}

/// The name of its kind: `verifyAddress`.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_tag(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| text(outcome, |outcome| Some(outcome.outcome.name())))
}

/// Why a form is shown (`start`, `next_step`, `invalid`, `replaced`, `restarted`), or what a browser is sent elsewhere for
/// (`social_sign_in`, `oauth2`, `step_up`, `other`).
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_reason(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::Form { reason, .. } => Some(reason.as_str()),
            End::Redirect { reason, .. } => Some(reason.as_str()),
            _ => None,
        })
    })
}

/// The form to show; NULL if there is none. Settings have one also when they are complete.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_form(
    outcome: *const ory_flow_outcome,
) -> *const ory_flow_form {
    guard(|| object(outcome, |outcome| outcome.form.as_ref()).cast())
}

/// The session; NULL if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_session(
    outcome: *const ory_flow_outcome,
) -> *const ory_session {
    guard(|| root(outcome, |outcome| outcome.session.as_ref()).cast())
}

/// The identity; NULL if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_identity(
    outcome: *const ory_flow_outcome,
) -> *const ory_identity {
    guard(|| root(outcome, |outcome| outcome.identity.as_ref()).cast())
}

/// Whether there is a session token.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_has_session_token(outcome: *const ory_flow_outcome) -> bool {
    guard(|| {
        pointer::try_ref(rust(outcome)).is_some_and(|outcome| outcome.session_token().is_some())
    })
}

/// The session's token, a secret.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_session_token(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| text(outcome, Outcome::session_token))
}

/// Number of things that the server wants next.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_continue_with_len(outcome: *const ory_flow_outcome) -> usize {
    guard(|| next(outcome).map_or(0, |list| list.items.len()))
}

/// What the server wants next, the most urgent first: session token, verification, recovery, settings, redirect, then what
/// is not known; NULL beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_continue_with_at(
    outcome: *const ory_flow_outcome,
    index: usize,
) -> *const ory_continue_with {
    guard(|| {
        next(outcome)
            .map_or(std::ptr::null(), |list| {
                crate::exports::read::list_union(list, index)
            })
            .cast()
    })
}

/// The verification flow that the server has started, by its id.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_verification_flow(
    outcome: *const ory_flow_outcome,
) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::Complete(_) => outcome.verification_flow.as_deref(),
            End::VerifyAddress { flow, .. } => flow.as_deref(),
            _ => None,
        })
    })
}

/// The settings flow that the server has started, by its id: a new password after a recovery.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_settings_flow(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| text(outcome, |outcome| outcome.settings_flow.as_deref()))
}

/// Where a browser goes next.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_redirect_to(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| text(outcome, Outcome::redirect_to))
}

/// The address of ORY_FLOW_OUTCOME_REDIRECT.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_url(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::Redirect {
                to: Target::Url(url),
                ..
            } => Some(url),
            _ => None,
        })
    })
}

/// The level that is wanted: `aal2`.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_aal(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::StepUp { aal, .. } => Some(aal),
            _ => None,
        })
    })
}

/// The address to verify.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_address(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::VerifyAddress { address, .. } => address.as_deref(),
            _ => None,
        })
    })
}

/// The identifier that the account to link and the identity share.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_identifier(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::LinkAccount { identifier, .. } => identifier.as_deref(),
            _ => None,
        })
    })
}

/// The provider of the account to link.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_provider(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::LinkAccount { provider, .. } => provider.as_deref(),
            _ => None,
        })
    })
}

/// Why a step failed, borrowed from the outcome; NULL if it did not.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_error(outcome: *const ory_flow_outcome) -> *const ory_error {
    guard(|| object(outcome, |outcome| outcome.error.as_ref()).cast())
}

/// What is wrong in the set-up, where that is known.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_get_diagnosis(outcome: *const ory_flow_outcome) -> ory_str {
    guard(|| {
        text(outcome, |outcome| match &outcome.outcome {
            End::Failed { diagnosis } => *diagnosis,
            _ => None,
        })
    })
}

/// Frees an outcome, and with it everything borrowed from it.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_outcome_free(outcome: *mut ory_flow_outcome) {
    guard(|| drop(pointer::try_box(rust_mut(outcome))))
}

fn text(outcome: *const ory_flow_outcome, get: impl FnOnce(&Outcome) -> Option<&str>) -> ory_str {
    let found = pointer::try_ref(rust(outcome)).and_then(get);
    found.map_or(ory_str::EMPTY, ory_str::of)
}

fn object<T>(
    outcome: *const ory_flow_outcome,
    get: impl FnOnce(&Outcome) -> Option<&T>,
) -> *const T {
    let found = pointer::try_ref(rust(outcome)).and_then(get);
    found.map_or(std::ptr::null(), std::ptr::from_ref)
}

fn root(
    outcome: *const ory_flow_outcome,
    get: impl FnOnce(&Outcome) -> Option<&Document<Record<'static>>>,
) -> *const Record<'static> {
    object(outcome, |outcome| get(outcome).map(Document::root))
}

fn next<'a>(outcome: *const ory_flow_outcome) -> Option<&'a List> {
    let outcome: &Outcome = pointer::try_ref(rust(outcome))?;
    outcome.continue_with.as_ref().map(Document::root)
}
