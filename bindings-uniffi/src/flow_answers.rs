//! The answers of a person to a form.

use std::sync::Arc;

use ory_hub::internal::uniffi::refusal;
use ory_hub::{ErrorKind, Json, Problem};

/// What a person entered, by the names of the nodes (`traits.email`). Checkboxes and numbers are texts here (`true`,
/// `42`): the form knows what they are. A name that no node has is sent as it is: the server says what it makes of it.
#[derive(uniffi::Object)]
pub(crate) struct FlowAnswers {
    answers: ory_hub::FlowAnswers,
    /// Why they cannot be sent.
    fault: Option<&'static str>,
}

#[uniffi::export]
impl FlowAnswers {
    /// No answers.
    #[uniffi::constructor]
    pub(crate) fn new() -> Arc<Self> {
        Self::of(ory_hub::FlowAnswers::new())
    }

    /// An object with the answers as its members. Other JSON, and text that is none, is an error of the step that is to
    /// send them.
    #[uniffi::constructor]
    pub(crate) fn from_json(json: Json) -> Arc<Self> {
        let not_object = || {
            let is_object = json.text().starts_with('{');
            (!is_object).then_some("the answers are no JSON object")
        };
        let fault = refusal(json.text()).or_else(not_object);
        let answers = json.into();
        Arc::new(Self { answers, fault })
    }

    /// The same answers and one more.
    pub(crate) fn answering(&self, name: String, value: String) -> Arc<Self> {
        Arc::new(Self {
            answers: self.answers.clone().answering(name, value),
            fault: self.fault,
        })
    }
}

impl FlowAnswers {
    pub(crate) fn of(answers: ory_hub::FlowAnswers) -> Arc<Self> {
        let fault = None;
        Arc::new(Self { answers, fault })
    }

    /// The answers, or why they cannot be sent.
    pub(crate) fn checked(&self) -> Result<ory_hub::FlowAnswers, Problem> {
        match self.fault {
            Some(fault) => Err(Problem::new(ErrorKind::Input, fault)),
            None => Ok(self.answers.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn answers_that_are_no_object_are_refused_with_the_step() {
        for text in ["[]", "null", "\"a\""] {
            let answers = FlowAnswers::from_json(Json::parse(text).unwrap());
            let more = answers.answering("identifier".into(), "ann@example.com".into());
            assert_eq!(more.checked().unwrap_err().kind, ErrorKind::Input, "{text}");
        }
        let none = Json::from_value(&ory_hub::internal::uniffi::NOT_JSON).unwrap();
        assert!(FlowAnswers::from_json(none).checked().is_err());
        let some = FlowAnswers::from_json(Json::parse(" {\"a\": 1}").unwrap());
        assert_eq!(some.checked().unwrap().names(), ["a"]);
    }
}
