//! Models as JSON text and back. The bytes are those that uniffi writes; Kotlin and Swift keep them to themselves.

use ory_hub::internal::error::is_flow_text;
use ory_hub::internal::uniffi::model_json;
use ory_hub::{DecodeError, ErrorKind};

use crate::error::OryError;

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
    model_json::from_json(&model, &json).map_err(|error| named(ErrorKind::Decode, &model, &error))
}

/// The flow in the body of an error.
#[uniffi::export]
pub(crate) fn flow_from_body(model: String, body: String) -> Option<Vec<u8>> {
    is_flow_text(&body)
        .then(|| model_json::from_json(&model, &body).ok())
        .flatten()
}

fn named(kind: ErrorKind, model: &str, error: &DecodeError) -> OryError {
    ory_hub::OryError::new(kind, format!("{model}: {error}")).into()
}
