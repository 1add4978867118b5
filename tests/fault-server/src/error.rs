//! Ory's error bodies, one fault for each shape on the wire.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::body;

/// The request id of errors when the request had none.
pub(crate) const REQUEST_ID: &str = "0d9c6b1e-fa17-4c3d-9b52-request00001";

/// The response of an `error-…` fault. `request_id` is the `X-Request-ID` of the request.
pub(crate) fn answer(name: &str, request_id: Option<&str>) -> Option<Answer> {
    let request = request_id.unwrap_or(REQUEST_ID);
    let (status, body) = match name {
        "error-herodot" => (
            404,
            herodot(
                404,
                "Not Found",
                "Unable to locate the resource",
                json!({
                    "request": request,
                    "reason": "No identity has this id.",
                    "details": { "asked": "identity", "attempts": 1 },
                    "debug": "row not found"
                }),
            ),
        ),
        "error-conflict" => (
            409,
            herodot(
                409,
                "Conflict",
                "The resource exists already",
                json!({
                    "request": request,
                    "reason": "Another identity uses this identifier."
                }),
            ),
        ),
        "error-inactive" => (
            401,
            herodot(
                401,
                "Unauthorized",
                "The request could not be authorized",
                json!({
                    "id": "session_inactive",
                    "request": request,
                    "reason": "No active session was found."
                }),
            ),
        ),
        "error-flat" => (
            403,
            json!({
                "id": "feature_not_available",
                "code": 403,
                "status": "Forbidden",
                "request": request,
                "reason": "The plan of this project lacks the feature.",
                "message": "The feature is not available",
                "details": { "feature": "organizations" }
            }),
        ),
        "error-oauth2" => (
            400,
            json!({
                "error": "invalid_grant",
                "error_description": "The authorization code was used already.",
                "error_hint": "Ask for a new code.",
                "error_debug": "replay",
                "status_code": 400
            }),
        ),
        "error-grpc" => (
            404,
            json!({
                "code": 5,
                "message": "api key not found",
                "details": [{
                    "@type": "type.googleapis.com/google.rpc.RequestInfo",
                    "request_id": request
                }]
            }),
        ),
        "error-flow" => (400, body::login_flow_refused()),
        "error-csrf" => (
            403,
            herodot(
                403,
                "Forbidden",
                "The request was rejected to protect from CSRF",
                json!({
                    "id": "security_csrf_violation",
                    "reason": "The CSRF cookie is missing.",
                    "details": {
                        "docs": "http://localhost/docs/csrf",
                        "hint": "Send cookies with the request.",
                        "reject_reason": "The CSRF cookie was missing."
                    }
                }),
            ),
        ),
        "error-aal2" => {
            let url = "http://localhost/self-service/login/browser?aal=aal2";
            let mut text = herodot(
                403,
                "Forbidden",
                "A second factor is needed",
                json!({
                    "id": "session_aal2_required",
                    "reason": "The session has one factor only.",
                    "details": { "redirect_browser_to": url }
                }),
            );
            text["redirect_browser_to"] = json!(url);
            (403, text)
        }
        "error-422" => {
            let mut text = herodot(
                422,
                "Unprocessable Entity",
                "The browser has to go elsewhere",
                json!({
                    "id": "browser_location_change_required",
                    "reason": "The flow continues at another address."
                }),
            );
            text["redirect_browser_to"] = json!("http://localhost/oauth2/auth?state=faults");
            (422, text)
        }
        "error-410" => {
            let mut text = herodot(
                410,
                "Gone",
                "The flow has expired",
                json!({
                    "id": "self_service_flow_expired",
                    "reason": "It ended 3 minutes ago."
                }),
            );
            text["expired_at"] = json!("2026-01-02T03:04:05.5Z");
            text["since"] = json!(180_000_000_000_u64);
            text["use_flow_id"] = json!(body::FLOW_ID);
            (410, text)
        }
        // Real servers do this: the status line is correct, the code in the body is not.
        "error-code-differs" => (
            400,
            herodot(
                500,
                "Internal Server Error",
                "A row could not be read",
                json!({
                    "reason": "Unknown field."
                }),
            ),
        ),
        "error-text" => {
            return Some(Answer::text(405, "Method Not Allowed\n").with("Allow", "GET, HEAD"));
        }
        "error-empty" => return Some(Answer::json(500, "")),
        "error-truncated" => {
            let text =
                herodot(500, "Internal Server Error", "The store is gone", json!({})).to_string();
            let half = text.get(..text.len() / 2).unwrap_or_default().to_owned();
            return Some(Answer::json(500, half));
        }
        _ => return None,
    };
    // The flat shape comes from a gateway that also sends the request id as a header.
    let answer = Answer::json(status, body.to_string());
    Some(if name == "error-flat" {
        answer.with("X-Request-Id", request)
    } else {
        answer
    })
}

fn herodot(code: u16, status: &str, message: &str, more: Value) -> Value {
    let mut error = json!({ "code": code, "status": status, "message": message });
    if let (Some(error), Value::Object(more)) = (error.as_object_mut(), more) {
        error.extend(more);
    }
    json!({ "error": error })
}
