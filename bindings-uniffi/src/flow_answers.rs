//! The answers of a person to a form.

use std::sync::Arc;

use ory_hub::Json;
use ory_hub::internal::uniffi::refusal;

/// What a person entered, by the names of the nodes (`traits.email`). Checkboxes and numbers are texts here (`true`,
/// `42`): the form knows what they are. A name that no node has is sent as it is: the server says what it makes of it.
#[derive(uniffi::Object)]
pub(crate) struct FlowAnswers(ory_hub::FlowAnswers);

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
        Self::of(match refusal(json.text()) {
            Some(fault) => ory_hub::FlowAnswers::new().with_fault(fault),
            None => json.into(),
        })
    }

    /// The same answers and one more.
    pub(crate) fn answering(&self, name: String, value: String) -> Arc<Self> {
        Self::of(self.given().answering(name, value))
    }
}

impl FlowAnswers {
    pub(crate) fn of(answers: ory_hub::FlowAnswers) -> Arc<Self> {
        Arc::new(Self(answers))
    }

    /// Core's.
    pub(crate) fn given(&self) -> ory_hub::FlowAnswers {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ory_hub::ErrorKind;

    use super::*;

    #[test]
    fn answers_that_are_no_object_are_refused_with_the_step() {
        for text in ["[]", "null", "\"a\""] {
            let answers = FlowAnswers::from_json(Json::parse(text).unwrap());
            let more = answers.answering("identifier".into(), "ann@example.com".into());
            let error = more.given().check().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Input, "{text}");
        }
        let none = Json::from_value(&ory_hub::internal::uniffi::NOT_JSON).unwrap();
        assert!(FlowAnswers::from_json(none).given().check().is_err());
        let some = FlowAnswers::from_json(Json::parse(" {\"a\": 1}").unwrap());
        assert!(some.given().check().is_ok());
        assert_eq!(some.given().names(), ["a"]);
    }
}
