//! Requests and errors, handed to JavaScript field by field.

use alloc::string::String;
use alloc::vec::Vec;

use ory_hub::internal::error::ErrorFields;
use ory_hub::internal::request::{Rejection, RequestPlan};

use crate::js::{Js, note, note_details, note_header, note_wait};

/// A request.
pub(crate) fn note_plan(plan: &RequestPlan) {
    note("url", &plan.url);
    note("method", plan.method.as_str());
    for (name, value) in &plan.headers {
        note_header(name, value.expose());
    }
}

/// A request that cannot be sent.
pub(crate) fn note_rejection(rejection: &Rejection) {
    note("kind", rejection.kind.as_str());
    note("message", &rejection.message);
}

/// The error of a response; JavaScript adds operation, status and body.
pub(crate) fn note_error(error: &ErrorFields<Js>) {
    note("kind", error.kind.as_str());
    note("message", &error.message);
    note_some("id", &error.id);
    note_some("code", &error.code);
    note_some("reason", &error.reason);
    note_some("requestId", &error.request_id);
    if let Some(seconds) = error.retry_after {
        note_wait(seconds);
    }
    let added = &error.details.added;
    // Details that are not an object: JavaScript puts them into one.
    let other = added.iter().find(|(name, _)| *name == "details");
    let object = error.details.object.or(other.map(|(_, value)| *value));
    let names: Vec<&str> = added.iter().map(|(name, _)| *name).collect();
    note_details(object, Js::BODY, &names.join(" "));
    if error.details.location.is_some() {
        note_details(None, Js::HEADERS, "location");
    }
}

#[inline(never)]
fn note_some(key: &str, value: &Option<String>) {
    if let Some(value) = value {
        note(key, value);
    }
}
