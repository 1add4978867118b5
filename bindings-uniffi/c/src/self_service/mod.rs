//! Self-service flows as a native app does them: signing in, signing up, recovery, verification, settings, signing out.
//! What Ory's protocol asks for besides (CSRF tokens, expired and replaced flows, the order of what comes next) is done.
//!
//! ```c
//!     ory_self_service *login = ory_self_service_new(client, ORY_FLOW_KIND_LOGIN);
//!     ory_flow_outcome *outcome = ory_self_service_start(login);
//!     while (ory_flow_outcome_kind(outcome) == ORY_FLOW_OUTCOME_FORM) {
//!         ory_flow_answers *answers = ask(ory_flow_outcome_get_form(outcome)); // ory_flow_answers_new, ory_flow_answers_set
//!         ory_flow_outcome_free(outcome);
//!         outcome = ory_self_service_submit(login, answers);
//!         ory_flow_answers_free(answers);
//!     }
//!     if (ory_flow_outcome_kind(outcome) == ORY_FLOW_OUTCOME_COMPLETE) {
//!         keep(ory_flow_outcome_get_session_token(outcome));
//!     }
//!     ory_flow_outcome_free(outcome);
//!     ory_self_service_free(login);
//! ```
//!
//! What goes wrong is an outcome too: ORY_FLOW_OUTCOME_FAILED with an error. An outcome belongs to the caller; its form,
//! models and texts are borrowed from it and outlive the flow. A flow is used by one thread at a time; `ory_client_cancel`
//! ends its call.

mod answers;
mod documents;
mod form;
mod outcome;

use std::sync::Arc;

use ory_hub::flow::FlowKind;
use ory_hub::internal::self_service::FlowStep;
use ory_hub::{ErrorKind, FlowAnswers, OryError, Secret};

use crate::client::{Client, ory_client};
use crate::error::from_panic;
use crate::guard::{guard, run};
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::text::ory_str;

use answers::ory_flow_answers;
use outcome::{Outcome, ory_flow_outcome};

/// A self-service flow.
pub type ory_flow_kind = u32;
/// Signing in, a second factor and a refresh included.
pub const ORY_FLOW_KIND_LOGIN: u32 = 1;
/// Signing up.
pub const ORY_FLOW_KIND_REGISTRATION: u32 = 2;
/// Getting back into an account.
pub const ORY_FLOW_KIND_RECOVERY: u32 = 3;
/// Verifying an address.
pub const ORY_FLOW_KIND_VERIFICATION: u32 = 4;
/// Changing profile and credentials.
pub const ORY_FLOW_KIND_SETTINGS: u32 = 5;
/// Signing out.
pub const ORY_FLOW_KIND_LOGOUT: u32 = 6;

/// One self-service flow. It keeps its client alive, so either may be freed first.
pub struct ory_self_service {
    _private: [u8; 0],
}

/// What it stands for: the flow, or what is wrong with how it was made.
pub(crate) struct Flow(Result<Started, OryError>);

struct Started {
    client: Arc<Client>,
    /// None only while a setter changes it.
    flow: Option<ory_hub::SelfService>,
}

impl Started {
    fn new(client: *const ory_client, kind: ory_flow_kind) -> Result<Self, OryError> {
        let client = pointer::require_ref(rust(client), "client")?;
        let kind = match kind {
            ORY_FLOW_KIND_LOGIN => FlowKind::Login,
            ORY_FLOW_KIND_REGISTRATION => FlowKind::Registration,
            ORY_FLOW_KIND_RECOVERY => FlowKind::Recovery,
            ORY_FLOW_KIND_VERIFICATION => FlowKind::Verification,
            ORY_FLOW_KIND_SETTINGS => FlowKind::Settings,
            ORY_FLOW_KIND_LOGOUT => FlowKind::Logout,
            other => return Err(wrong(&format!("there is no flow with the number {other}"))),
        };
        Ok(Self {
            flow: Some(client.ory.self_service(kind)),
            client: client.clone(),
        })
    }
}

impl Handle for ory_self_service {
    type RustType = Flow;
}

impl Flow {
    fn change(&mut self, change: impl FnOnce(ory_hub::SelfService) -> ory_hub::SelfService) {
        if let Ok(started) = &mut self.0 {
            started.flow = started.flow.take().map(change);
        }
    }

    fn set(
        &mut self,
        name: &str,
        value: ory_str,
        change: impl FnOnce(ory_hub::SelfService, String) -> ory_hub::SelfService,
    ) {
        match value.get() {
            Ok(text) => self.change(|flow| change(flow, text.to_owned())),
            Err(fault) if self.0.is_ok() => self.0 = Err(wrong(&format!("`{name}` {fault}"))),
            Err(_) => {}
        }
    }

    fn run(&mut self, step: impl AsyncFnOnce(&mut ory_hub::SelfService) -> FlowStep) -> FlowStep {
        let started = match &mut self.0 {
            Ok(started) => started,
            Err(error) => return FlowStep::failed(error.clone()),
        };
        let Some(flow) = &mut started.flow else {
            return FlowStep::failed(OryError::new(ErrorKind::Internal, "the flow is gone"));
        };
        started
            .client
            .run(step(flow))
            .unwrap_or_else(FlowStep::failed)
    }
}

/// A flow of that kind (`ORY_FLOW_KIND_…`). What is wrong with an argument or with what a setter got is the outcome of the
/// first step.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_new(
    client: *const ory_client,
    kind: ory_flow_kind,
) -> *mut ory_self_service {
    guard(|| pointer::into_raw(Flow(Started::new(client, kind))))
}

/// Starts with a flow that exists already, by its id.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_flow(flow: *mut ory_self_service, value: ory_str) {
    guard(|| set(flow, "flow", value, ory_hub::SelfService::flow))
}

/// Where a browser goes afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_return_to(flow: *mut ory_self_service, value: ory_str) {
    guard(|| set(flow, "return_to", value, ory_hub::SelfService::return_to))
}

/// Asks for a second factor: `aal2`.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_aal(flow: *mut ory_self_service, value: ory_str) {
    guard(|| set(flow, "aal", value, ory_hub::SelfService::aal))
}

/// Organization whose sign-in methods are offered; Ory Network only.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_organization(flow: *mut ory_self_service, value: ory_str) {
    guard(|| {
        set(flow, "organization", value, |flow, text| {
            flow.parameter("organization", text)
        });
    })
}

/// Identity schema of a registration.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_identity_schema(
    flow: *mut ory_self_service,
    value: ory_str,
) {
    guard(|| {
        set(flow, "identity_schema", value, |flow, text| {
            flow.parameter("identity_schema", text)
        });
    })
}

/// The session, instead of the configuration's.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_session_token(flow: *mut ory_self_service, value: ory_str) {
    guard(|| {
        set(flow, "session_token", value, |flow, token| {
            flow.session_token(Secret::new(token))
        });
    })
}

/// Asks a signed-in person for a credential again. It stays set.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_refresh(flow: *mut ory_self_service) {
    guard(|| change(flow, ory_hub::SelfService::refresh))
}

/// Ends a social sign-in in a code for the session token; see `ory_self_service_returned`. It stays set.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_set_exchange_code(flow: *mut ory_self_service) {
    guard(|| change(flow, ory_hub::SelfService::exchange_code))
}

/// Starts the flow, or starts it anew.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_start(flow: *mut ory_self_service) -> *mut ory_flow_outcome {
    guard(|| step(flow, async |flow| flow.start_step().await))
}

/// Submits answers to the form that is shown. Without one the flow starts and gets the answers as soon as its form has
/// come.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_submit(
    flow: *mut ory_self_service,
    answers: *const ory_flow_answers,
) -> *mut ory_flow_outcome {
    guard(|| match given(answers) {
        Ok(answers) => step(flow, async |flow| flow.submit_step(answers).await),
        Err(error) => Outcome::of(FlowStep::failed(error)).into_raw(),
    })
}

/// Goes on after a re-authentication or a second factor: submits the last answers again, or starts.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_resume(flow: *mut ory_self_service) -> *mut ory_flow_outcome {
    guard(|| step(flow, async |flow| flow.resume_step().await))
}

/// Goes on where a browser came back to the app after a social sign-in, with the address that it came back to.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_returned(
    flow: *mut ory_self_service,
    address: ory_str,
) -> *mut ory_flow_outcome {
    guard(|| match address.get() {
        Ok(address) => step(flow, async |flow| flow.returned_step(address).await),
        Err(fault) => Outcome::of(FlowStep::failed(wrong(&format!("address {fault}")))).into_raw(),
    })
}

/// Frees a flow; its outcomes stay.
#[unsafe(no_mangle)]
pub extern "C" fn ory_self_service_free(flow: *mut ory_self_service) {
    guard(|| drop(pointer::try_box(rust_mut(flow))))
}

fn change(
    flow: *mut ory_self_service,
    change: impl FnOnce(ory_hub::SelfService) -> ory_hub::SelfService,
) {
    if let Some(flow) = pointer::try_mut(rust_mut(flow)) {
        flow.change(change);
    }
}

fn set(
    flow: *mut ory_self_service,
    name: &str,
    value: ory_str,
    change: impl FnOnce(ory_hub::SelfService, String) -> ory_hub::SelfService,
) {
    if let Some(flow) = pointer::try_mut(rust_mut(flow)) {
        flow.set(name, value, change);
    }
}

/// One step; a panic is a failure too.
fn step(
    flow: *mut ory_self_service,
    step: impl AsyncFnOnce(&mut ory_hub::SelfService) -> FlowStep,
) -> *mut ory_flow_outcome {
    let mut outcome = None;
    let panic = run(|| {
        outcome = Some(match pointer::require_mut(rust_mut(flow), "flow") {
            Ok(flow) => flow.run(step),
            Err(error) => FlowStep::failed(error),
        });
    });
    let outcome =
        outcome.unwrap_or_else(|| FlowStep::failed(from_panic(&panic.unwrap_or_default())));
    Outcome::of(outcome).into_raw()
}

fn given(answers: *const ory_flow_answers) -> Result<FlowAnswers, OryError> {
    let draft = pointer::require_ref(rust(answers), "answers")?;
    draft.clone().finish(ErrorKind::Input)
}

fn wrong(message: &str) -> OryError {
    OryError::new(ErrorKind::Input, message)
}
