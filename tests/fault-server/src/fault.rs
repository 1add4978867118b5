//! The faults by name.

use std::time::Duration;

use serde_json::json;

use crate::answer::{Answer, Delivery};
use crate::http::Request;
use crate::{body, error};

/// The `Retry-After` of `rate-limit`.
pub const RATE_LIMIT_SECONDS: u64 = 7;
/// The default delay of `slow`.
pub const SLOW_SECONDS: u64 = 30;

/// All faults.
pub const FAULTS: &[&str] = &[
    "good",
    "unknown-enum",
    "html-502",
    "html-200",
    "truncated",
    "cut",
    "hang-up",
    "garbage",
    "rate-limit",
    "rate-limit-once",
    "unavailable",
    "unavailable-once",
    "redirect",
    "redirect-port",
    "redirect-same",
    "redirect-loop",
    "slow",
    "slow-body",
    "huge",
    "huge-promised",
    "deep",
    "empty",
    "no-content-type",
    "bom",
    "no-content",
    "null-body",
    "error-herodot",
    "error-conflict",
    "error-inactive",
    "error-flat",
    "error-oauth2",
    "error-grpc",
    "error-flow",
    "error-csrf",
    "error-aal2",
    "error-422",
    "error-410",
    "error-code-differs",
    "error-text",
    "error-empty",
    "error-truncated",
];

/// The path prefix after a redirect.
pub(crate) const LANDED: &str = "/_landed";

/// The input of a fault.
pub(crate) struct Case<'a> {
    /// The fault.
    pub(crate) name: &'a str,
    /// The first segment of the path: the fault, and the suffix after a dot.
    pub(crate) segment: &'a str,
    /// The rest of the path: Ory's own path.
    pub(crate) rest: &'a str,
    pub(crate) request: &'a Request,
    /// Whether this method and path are new.
    pub(crate) first: bool,
    pub(crate) slow: Duration,
    /// The other host, by its own name.
    pub(crate) other_url: &'a str,
    /// The other host, by the name of this one: only the port differs.
    pub(crate) other_port_url: &'a str,
}

impl Case<'_> {
    fn query(&self) -> String {
        self.request
            .query
            .as_ref()
            .map(|query| format!("?{query}"))
            .unwrap_or_default()
    }

    fn trap(&self, host: &str) -> String {
        format!("{host}/trap/{}{}{}", self.segment, self.rest, self.query())
    }
}

/// The response of a fault, or `None` if there is no such fault.
pub(crate) fn answer(case: &Case<'_>) -> Option<Answer> {
    let (status, text) = body::answer(&case.request.method, case.rest, false);
    let good = || Answer::json(status, text.clone());
    Some(match case.name {
        "good" => good(),
        "unknown-enum" => {
            let (status, text) = body::answer(&case.request.method, case.rest, true);
            Answer::json(status, text)
        }
        "html-502" => Answer::html(502, body::HTML),
        "html-200" => Answer::html(200, body::HTML),
        "truncated" => Answer::json(200, half(&some(text))),
        "cut" => Answer::json(200, some(text)).delivered(Delivery::Cut),
        "hang-up" => Answer::new(200, "").delivered(Delivery::HangUp),
        "garbage" => Answer::new(200, "\u{1}\u{2}\u{3} this is not HTTP\r\n\r\n")
            .delivered(Delivery::Garbage),
        "rate-limit" => rate_limited(RATE_LIMIT_SECONDS),
        "rate-limit-once" => {
            if case.first {
                rate_limited(0)
            } else {
                good()
            }
        }
        "unavailable" => unavailable(),
        "unavailable-once" => {
            if case.first {
                unavailable()
            } else {
                good()
            }
        }
        "redirect" => redirect(302, case.trap(case.other_url)),
        "redirect-port" => redirect(302, case.trap(case.other_port_url)),
        "redirect-same" => match case.rest.strip_prefix(LANDED) {
            Some(rest) => {
                let (status, text) = body::answer(&case.request.method, rest, false);
                Answer::json(status, text)
            }
            None => redirect(
                303,
                format!("/{}{LANDED}{}{}", case.segment, case.rest, case.query()),
            ),
        },
        "redirect-loop" => redirect(
            302,
            format!("/{}{}{}", case.segment, case.rest, case.query()),
        ),
        "slow" => good().delivered(Delivery::Late(case.slow)),
        "slow-body" => Answer::json(200, some(text)).delivered(Delivery::Drip),
        "huge" => Answer::json(200, r#"{"id":""#).delivered(Delivery::Endless),
        "huge-promised" => Answer::json(200, r#"{"id":""#).delivered(Delivery::Promised(1 << 40)),
        "deep" => {
            let (status, text) = body::deep_answer(&case.request.method, case.rest, body::DEPTH);
            Answer::json(status, text)
        }
        "empty" => Answer::json(200, ""),
        "no-content-type" => Answer::new(status, text),
        "bom" => Answer::json(status, format!("\u{feff}{text}")),
        "no-content" => Answer::new(204, ""),
        "null-body" => Answer::json(200, "null"),
        name => return error::answer(name, case.request.header("x-request-id")),
    })
}

/// A body for paths that have none (DELETE).
fn some(text: String) -> String {
    if text.is_empty() {
        body::session().to_string()
    } else {
        text
    }
}

fn half(text: &str) -> &str {
    text.get(..text.len() / 2).unwrap_or(text)
}

fn redirect(status: u16, location: String) -> Answer {
    Answer::new(status, "").with("Location", location)
}

fn rate_limited(seconds: u64) -> Answer {
    let body = json!({ "error": {
        "code": 429,
        "status": "Too Many Requests",
        "message": "The rate limit was exceeded",
        "reason": "Wait before the next request.",
        "request": error::REQUEST_ID
    }});
    Answer::json(429, body.to_string())
        .with("Retry-After", seconds.to_string())
        .with("X-RateLimit-Limit", "10, 10;w=1, 300;w=60")
        .with("X-RateLimit-Remaining", "0")
        .with("X-RateLimit-Reset", seconds.to_string())
}

fn unavailable() -> Answer {
    let body = json!({ "error": {
        "code": 503,
        "status": "Service Unavailable",
        "message": "The store is not ready",
        "request": error::REQUEST_ID
    }});
    Answer::json(503, body.to_string())
}
