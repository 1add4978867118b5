//! Requests and errors as plain objects.

use ory_hub::Problem;
use ory_hub::operation::Retry;
use ory_hub::plan::Plan;

use crate::host::Js;

/// `{operation, url, method, headers, repeat}`: what `fetch` needs, and whether it may be sent again.
pub(crate) fn request(plan: &Plan, has_body: bool) -> Js {
    let headers = Js::object();
    for (name, value) in &plan.headers {
        headers.set_text(name, value.expose());
    }
    if let Some(kind) = plan.operation.body.content_type().filter(|_| has_body) {
        headers.set_text("content-type", kind);
    }
    let request = Js::object();
    request.set_text("operation", plan.operation.id);
    request.set_text("url", &plan.url);
    request.set_text("method", plan.method.as_str());
    request.set_value("headers", &headers);
    if plan.operation.retry != Retry::Unsafe {
        request.set_number("repeat", 1.0);
    }
    request
}

/// The facts of an error; those it does not have are absent.
pub(crate) fn of(problem: &Problem) -> Js {
    let facts = Js::object();
    let text = |key: &str, value: &Option<_>| {
        if let Some(value) = value {
            let value: &alloc::string::String = value;
            facts.set_text(key, value);
        }
    };
    facts.set_text("kind", problem.kind.as_str());
    facts.set_text("message", &problem.message);
    text("operation", &problem.operation);
    text("id", &problem.id);
    text("code", &problem.code);
    text("reason", &problem.reason);
    text("requestId", &problem.request_id);
    text("body", &problem.body);
    if let Some(status) = problem.status {
        facts.set_number("status", f64::from(status));
    }
    if let Some(seconds) = problem.retry_after {
        facts.set_number("retryAfter", seconds as f64);
    }
    if let Some(details) = problem.details_text() {
        facts.set_json("details", details);
    }
    facts
}
