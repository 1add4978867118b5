//! Core's values as JavaScript objects.

use ory_hub::ErrorKind;
use ory_hub::flow::FlowValue as _;
use ory_hub::internal::error::{ErrorDetails, ErrorFields};
use ory_hub::internal::request::{PlanFor, Rejection};

use crate::js::Js;
use crate::operation_table::Row;

/// `{ url, method, headers }`.
pub(crate) fn plan_to_js(plan: PlanFor<Js, Row>, has_body: bool) -> Js {
    let mut headers = plan.headers;
    if has_body && let Some(content_type) = plan.operation.body().content_type() {
        headers.set_text("content-type", content_type);
    }
    let mut request = Js::object();
    request.set("url", plan.url);
    request.set_text("method", plan.operation.method().as_str());
    request.set("headers", headers);
    request
}

/// `{ kind, message, lacksSession }`.
pub(crate) fn rejection_to_js(rejection: Rejection<Js>) -> Js {
    let mut problem = problem(rejection.kind, rejection.message);
    if rejection.lacks_session {
        problem.set("lacksSession", Js::of_bool(true));
    }
    problem
}

/// The properties of an error, without what JavaScript knows by itself: operation, status and body.
pub(crate) fn error_to_js(fields: ErrorFields<Js>) -> Js {
    let mut error = problem(fields.kind, fields.message);
    error.set_some("id", fields.id);
    error.set_some("code", fields.code);
    error.set_some("reason", fields.reason);
    error.set_some("requestId", fields.request_id);
    error.set_some("retryAfter", fields.retry_after.map(Js::of_u32));
    error.set_some("details", details_to_js(&fields.details));
    error
}

fn problem(kind: ErrorKind, message: Js) -> Js {
    let mut problem = Js::object();
    problem.set_text("kind", kind.as_str());
    problem.set("message", message);
    problem
}

fn details_to_js(details: &ErrorDetails<Js>) -> Option<Js> {
    if details.is_object_alone() {
        return details.object;
    }
    // The body of the response stays as it came.
    let mut all = details
        .object
        .map_or_else(Js::object, |object| object.copy());
    details.visit_added(|name, value| all.set(name, *value));
    all.set_some("location", details.location);
    Some(all)
}
