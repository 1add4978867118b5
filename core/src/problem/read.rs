//! Reads every shape in which Ory's servers, and the proxies before them, tell an error.

use alloc::string::String;

use super::{Details, ErrorKind, Problem, details};
use crate::view::View;

/// Facts that stand beside the error at the top of the body and say what to do next.
const NEXT: [&str; 6] = [
    "redirect_browser_to",
    "use_flow_id",
    "redirect_to",
    "expired_at",
    "since",
    "continue_with",
];

/// The problem that an answer tells. `body` is its JSON, where it is JSON; `text` is the body as it came.
///
/// It reads the nested error of Kratos and Keto, the flat one of the console, OAuth2's, gRPC's, a flow that needs
/// other input, and bodies that are no JSON at all. The HTTP status is believed over a status in the body.
pub fn read_problem<V: View>(
    operation: &str,
    status: u16,
    headers: &dyn Fn(&str) -> Option<String>,
    body: Option<V>,
    text: String,
) -> Problem {
    let kind = if (300..400).contains(&status) {
        ErrorKind::Redirect
    } else {
        ErrorKind::Api
    };
    let mut problem = Problem::new(kind, "").of(operation);
    problem.status = Some(status);
    match &body {
        Some(body) if body.is_object() => fill(&mut problem, body),
        _ if kind == ErrorKind::Redirect => {
            problem.message = String::from("the server sends the call elsewhere");
        }
        _ => problem.message = String::from(without_json(&text, body.is_some())),
    }
    if problem.message.is_empty() {
        problem.message = String::from(phrase(status).unwrap_or("the server gave no reason"));
    }
    if problem.request_id.is_none() {
        problem.request_id = headers("x-request-id").filter(|id| !id.is_empty());
    }
    // The reset comes with every answer of Ory Network; it is a wait only where the limit was met.
    let waits: &[&str] = match status {
        429 => &["retry-after", "x-ratelimit-reset"],
        _ => &["retry-after"],
    };
    problem.retry_after = waits.iter().find_map(|name| seconds(&headers(name)?));
    if kind == ErrorKind::Redirect
        && problem.details.is_none()
        && let Some(location) = headers("location")
    {
        problem.details = location_details(&location);
    }
    problem.with_body(text)
}

/// Details of a redirect: `{"location": …}`.
#[cfg(feature = "std")]
#[must_use]
pub(crate) fn location_details(location: &str) -> Option<Details> {
    let quoted = serde_json::to_string(location).ok()?;
    details(join(&["{\"location\":", &quoted, "}"]))
}

/// Details of a redirect, unless its location is no URL: a URL holds nothing that JSON would escape.
#[cfg(not(feature = "std"))]
fn location_details(location: &str) -> Option<Details> {
    let plain = |byte| byte > b' ' && byte != b'"' && byte != b'\\';
    let all = location.bytes().all(plain);
    all.then(|| join(&["{\"location\":\"", location, "\"}"]))
        .and_then(details)
}

fn fill<V: View>(problem: &mut Problem, body: &V) {
    let ui = body.get("ui").filter(View::is_object);
    match body.get("error") {
        Some(error) if error.is_object() => {
            told(problem, &error);
            next(problem, body, error.get("details"));
        }
        None if ui.is_some() => {
            problem.message = ui.as_ref().and_then(flow_message).unwrap_or_default();
            if problem.message.is_empty() {
                problem.message.push_str("the flow needs another step");
            }
        }
        _ => {
            told(problem, body);
            next(problem, body, body.get("details"));
        }
    }
}

/// `{id?, code, status, request?, reason?, debug?, message}`, nested or flat, of which gRPC's is a subset, and
/// OAuth2's `{error, error_description?, error_hint?, error_debug?, status_code?}`.
fn told<V: View>(problem: &mut Problem, error: &V) {
    problem.id = first(error, &["id"]);
    problem.code = first(error, &["error"]);
    for key in ["code", "status_code"] {
        if problem.code.is_none() {
            problem.code = error
                .get(key)
                .and_then(|code| code.number().or_else(|| code.text()))
                .filter(|code| !code.is_empty());
        }
    }
    problem.reason = first(error, &["reason", "error_hint"]);
    problem.request_id = first(error, &["request"]);
    problem.message =
        first(error, &["error_description", "message", "error", "status"]).unwrap_or_default();
}

/// The details, with what stands at the top of the body put into them.
fn next<V: View>(problem: &mut Problem, body: &V, inner: Option<V>) {
    let mut more = String::new();
    for name in &NEXT {
        if let Some(fact) = body.get(name)
            && inner.as_ref().and_then(|inner| inner.get(name)).is_none()
        {
            more.push_str(&join(&[",\"", name, "\":", &fact.json()]));
        }
    }
    let known = inner.as_ref().map(View::json).unwrap_or_default();
    if more.is_empty() {
        if inner.is_some() {
            problem.details = details(known);
        }
        return;
    }
    let object = inner.as_ref().is_none_or(View::is_object);
    let start = match (object, inner) {
        (false, _) => join(&["{\"details\":", &known]),
        (true, None) => String::from("{"),
        (true, Some(_)) => String::from(known.get(..known.len() - 1).unwrap_or_default()),
    };
    let more = more
        .get(usize::from(start.trim_end().len() == 1)..)
        .unwrap_or_default();
    problem.details = details(join(&[&start, more, "}"]));
}

fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// What a flow under an error status says: its first message, or the first one of a field.
fn flow_message<V: View>(ui: &V) -> Option<String> {
    let message = |holder: &V| first(&holder.get("messages")?.at(0)?, &["text"]);
    message(ui).or_else(|| {
        let nodes = ui.get("nodes")?;
        (0..nodes.len()).find_map(|index| message(&nodes.at(index)?))
    })
}

/// The first of these members that is a text with something in it.
fn first<V: View>(object: &V, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| object.get(key)?.text().filter(|text| !text.is_empty()))
}

/// What to say about a body that is no JSON object.
fn without_json(text: &str, json: bool) -> &'static str {
    let text = text.as_bytes();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    match text.trim_ascii_start().first() {
        None => "the answer has no body",
        Some(b'<') => "the answer is HTML, not JSON",
        Some(b'{') if !json => "the JSON of the answer is cut short or broken",
        _ if json => "the answer is JSON, but not an error of Ory",
        _ => "the answer is not JSON",
    }
}

/// A number of at most nine digits.
fn seconds(digits: &str) -> Option<u64> {
    let mut value = 0_u32;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
    }
    matches!(digits.len(), 1..=9).then_some(u64::from(value))
}

/// The usual words for a status. A browser does without them.
#[cfg(not(feature = "std"))]
pub(crate) fn phrase(_: u16) -> Option<&'static str> {
    None
}

/// The usual words for a status.
#[cfg(feature = "std")]
#[must_use]
pub(crate) fn phrase(status: u16) -> Option<&'static str> {
    Some(match status {
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        423 => "Locked",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        499 => "Client Closed Request",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        520 => "Unknown Error",
        _ => return None,
    })
}
