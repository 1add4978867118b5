//! The end of a step before its models are read.

use alloc::string::String;

use super::SelfService;
use super::form::FlowAnswers;
use crate::codec::json_view::{JsonText as _, JsonView as _};
use crate::error::OryError;
use crate::flow::{Complete, FlowKind, JsonTree, Outcome, Target};

/// What a step came to, as JSON; for bindings that read models by their tables and need no structs.
#[doc(hidden)]
#[derive(Debug)]
#[non_exhaustive]
pub struct FlowStep {
    /// Which flow its form belongs to.
    pub kind: FlowKind,
    /// A redirect in it is an address.
    pub outcome: Outcome<JsonTree>,
    /// Why it failed, if it did.
    pub error: Option<OryError>,
}

impl FlowStep {
    /// A failure of which nothing more is known.
    #[must_use]
    pub fn failed(error: OryError) -> Self {
        Self {
            // It has no form.
            kind: FlowKind::Login,
            outcome: Outcome::Failed { diagnosis: None },
            error: Some(error),
        }
    }

    /// The flow that the server has started, by the action that shows it: `show_verification_ui`.
    #[must_use]
    pub fn shown_flow(done: &Complete<JsonTree>, action: &str) -> Option<String> {
        let mut actions = (0..).map_while(|index| done.continue_with.at(index));
        let is_wanted = |found: &JsonTree| {
            let name = found.get("action").and_then(|name| name.text());
            name.as_deref() == Some(action)
        };
        actions.find(is_wanted)?.get("flow")?.get("id")?.text()
    }
}

#[doc(hidden)]
impl SelfService {
    pub async fn start_step(&mut self) -> FlowStep {
        let step = self.machine.start();
        self.drive(step).await
    }

    pub async fn submit_step(&mut self, answers: FlowAnswers) -> FlowStep {
        match answers.into_tree() {
            Ok(answers) => {
                let step = self.machine.submit(answers);
                self.drive(step).await
            }
            Err(error) => FlowStep::failed(error),
        }
    }

    pub async fn resume_step(&mut self) -> FlowStep {
        let step = self.machine.resume();
        self.drive(step).await
    }

    pub async fn returned_step(&mut self, address: &str) -> FlowStep {
        let step = self.machine.returned(&String::from(address));
        self.drive(step).await
    }

    /// The end of a step: a failure has its error, and a redirect its address.
    pub(super) fn ended(
        &self,
        outcome: Outcome<JsonTree>,
        failure: impl FnOnce() -> OryError,
    ) -> FlowStep {
        let mut error = None;
        let outcome = match outcome {
            Outcome::Redirect {
                to: Target::Operation(call),
                reason,
            } => match self.url(&call) {
                Some(url) => Outcome::Redirect {
                    to: Target::Url(url),
                    reason,
                },
                None => return FlowStep::failed(failure()),
            },
            Outcome::Failed { diagnosis } => {
                error = Some(failure());
                Outcome::Failed { diagnosis }
            }
            outcome => outcome,
        };
        FlowStep {
            kind: self.machine.kind(),
            outcome,
            error,
        }
    }
}
