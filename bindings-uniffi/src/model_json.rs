//! Models as JSON text and back. The bytes are those that uniffi writes; Kotlin and Swift keep them to themselves.

use ory_hub::internal::codec::Source;
use ory_hub::internal::error::is_flow_text;
use ory_hub::internal::uniffi::model_json;
use ory_hub::{DecodeError, ErrorKind};

use crate::error::OryError;
use crate::tables::FLOWS;

/// The JSON of a model.
#[uniffi::export]
pub(crate) fn model_to_json(model: String, bytes: Vec<u8>) -> Result<String, OryError> {
    model_json::to_json(&model, &bytes).map_err(|error| named(ErrorKind::Input, &model, &error))
}

/// A model out of JSON.
#[uniffi::export]
pub(crate) fn model_from_json(model: String, json: String) -> Result<Vec<u8>, OryError> {
    if let Some(reason) = ory_hub::internal::uniffi::refusal(&json) {
        return Err(ory_hub::OryError::new(ErrorKind::Input, reason).into());
    }
    model_json::from_json(Source::Caller, &model, &json)
        .map_err(|error| named(ErrorKind::Decode, &model, &error))
}

/// The flow in the body of an error, if the operation that failed answers such flows. An error that names no operation
/// was made by an app's own tests.
#[uniffi::export]
pub(crate) fn flow_from_body(
    model: String,
    operation: Option<String>,
    body: String,
) -> Option<Vec<u8>> {
    let answers = |operation: &str| {
        let of_model = FLOWS.iter().find(|(flow, _)| *flow == model);
        of_model.is_some_and(|(_, operations)| operations.contains(&operation))
    };
    if !operation.as_deref().is_none_or(answers) || !is_flow_text(&body) {
        return None;
    }
    model_json::from_json(Source::Server, &model, &body).ok()
}

fn named(kind: ErrorKind, model: &str, error: &DecodeError) -> OryError {
    ory_hub::OryError::new(kind, format!("{model}: {error}")).into()
}

#[cfg(all(test, feature = "frontend"))]
mod tests {
    use super::*;

    const FORM: &str = r#"{"id":"f","type":"api","expires_at":"x","issued_at":"y","request_url":"x","state":"s",
        "ui":{"action":"x","method":"POST","nodes":[]}}"#;

    #[test]
    fn a_form_is_that_of_its_operation() {
        let found = |model: &str, operation: Option<&str>| {
            flow_from_body(model.into(), operation.map(Into::into), FORM.into()).is_some()
        };
        assert!(found("LoginFlow", Some("updateLoginFlow")));
        assert!(found("LoginFlow", Some("getLoginFlow")));
        assert!(!found("RegistrationFlow", Some("updateLoginFlow")));
        assert!(!found("LoginFlow", Some("updateRegistrationFlow")));
        assert!(!found("LoginFlow", Some("getIdentity")));
        assert!(found("RegistrationFlow", None));
        assert!(flow_from_body("LoginFlow".into(), None, "{}".into()).is_none());
    }
}
