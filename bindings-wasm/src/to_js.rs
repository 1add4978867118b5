//! Core's values as JavaScript objects.

use ory_hub::ErrorKind;
use ory_hub::internal::error::{ErrorDetails, ErrorFields};
use ory_hub::internal::request::{Rejection, RequestPlan};

use crate::js::Js;

/// `{ url, method, headers }`.
pub(crate) fn plan_to_js(plan: &RequestPlan, has_body: bool) -> Js {
    let mut headers = Js::object();
    for (name, value) in &plan.headers {
        headers = headers.with_text(name, Some(value.expose()));
    }
    if has_body {
        headers = headers.with_text("content-type", plan.operation.body.content_type());
    }
    Js::object()
        .with_text("url", Some(&plan.url))
        .with_text("method", Some(plan.method.as_str()))
        .with("headers", &headers)
}

/// `{ kind, message }`.
pub(crate) fn rejection_to_js(rejection: &Rejection) -> Js {
    problem(rejection.kind, &rejection.message)
}

/// The properties of an error, without what JavaScript knows by itself: operation, status and body.
pub(crate) fn error_to_js(fields: ErrorFields<Js>) -> Js {
    let error = problem(fields.kind, &fields.message)
        .with_text("id", fields.id.as_deref())
        .with_text("code", fields.code.as_deref())
        .with_text("reason", fields.reason.as_deref())
        .with_text("requestId", fields.request_id.as_deref())
        .with_number("retryAfter", fields.retry_after);
    match details_to_js(fields.details) {
        Some(details) => error.with("details", &details),
        None => error,
    }
}

fn problem(kind: ErrorKind, message: &str) -> Js {
    Js::object()
        .with_text("kind", Some(kind.as_str()))
        .with_text("message", Some(message))
}

fn details_to_js(details: ErrorDetails<Js>) -> Option<Js> {
    if details.added.is_empty() && details.location.is_none() {
        return details.object;
    }
    // The body of the response stays as it came.
    let mut all = details
        .object
        .map_or_else(Js::object, |object| object.copied());
    for (name, value) in &details.added {
        all = all.with(name, value);
    }
    Some(all.with_text("location", details.location.as_deref()))
}
