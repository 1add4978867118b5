//! Requests and errors, fact by fact.

use ory_hub::Problem;
use ory_hub::operation::Retry;
use ory_hub::plan::Plan;

use crate::host::{note, note_header, note_wait};

/// What `fetch` needs, and whether it may be sent again.
pub(crate) fn request(plan: &Plan, has_body: bool) {
    for (name, value) in &plan.headers {
        note_header(name, value.expose());
    }
    if let Some(kind) = plan.operation.body.content_type().filter(|_| has_body) {
        note_header("content-type", kind);
    }
    note("url", &plan.url);
    note("method", plan.method.as_str());
    if plan.operation.retry != Retry::Unsafe {
        note("repeat", "true");
    }
}

/// The facts of an error; those it does not have are absent. The host adds operation and
/// status, and parses the details.
pub(crate) fn problem(problem: &Problem) {
    note("kind", problem.kind.as_str());
    note("message", &problem.message);
    some("id", problem.id.as_deref());
    some("code", problem.code.as_deref());
    some("reason", problem.reason.as_deref());
    some("requestId", problem.request_id.as_deref());
    some("details", problem.details_text());
    some("body", problem.body.as_deref());
    if let Some(seconds) = problem.retry_after {
        note_wait(seconds as f64);
    }
}

#[inline(never)]
fn some(key: &str, value: Option<&str>) {
    if let Some(value) = value {
        note(key, value);
    }
}
