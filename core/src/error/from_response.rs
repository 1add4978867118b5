//! An error response as a [`Problem`].

use alloc::string::String;

use super::parse::{ErrorDetails, REDIRECTED, parse_error};
use super::problem::body_cap;
use super::{ErrorKind, Problem};
use crate::codec::json_view::JsonText;
use crate::types::{Json, WithoutQuery};

/// The problem of an error response. `body` is its JSON, where it is JSON; `text` is the body as it came. The HTTP
/// status counts, not a status in the body.
pub fn problem_from_response<V: JsonText<Text = String> + Clone>(
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
    let bytes = text.as_bytes();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first_char = bytes
        .trim_ascii_start()
        .first()
        .map(|byte| char::from(*byte));
    let cap = body_cap(body.as_ref());
    let fields = parse_error(kind, status, headers, body, first_char);
    let message = match fields.details.location.as_deref() {
        Some(location) if fields.message == REDIRECTED => {
            [REDIRECTED, " to ", &WithoutQuery(location).text()].concat()
        }
        _ => fields.message,
    };
    let problem = Problem {
        operation: Some(String::from(operation)),
        status: Some(status),
        id: fields.id.map(bounded),
        code: fields.code.map(bounded),
        reason: fields.reason.map(bounded),
        request_id: fields.request_id.map(bounded),
        retry_after: fields.retry_after.map(u64::from),
        details: details_json(&fields.details),
        ..Problem::new(fields.kind, bounded(message))
    };
    problem.with_body_up_to(cap, text)
}

/// So many characters of a text are kept: a page of a proxy shall fill no log and no screen. The body has all of it.
const MAX_CHARS: usize = 1_000;

fn bounded(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_CHARS) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The details as one JSON value, its members as the server wrote them.
fn details_json<V: JsonText<Text = String>>(details: &ErrorDetails<V>) -> Option<Json> {
    let object = details.object.as_ref().map(JsonText::json);
    if details.is_object_alone() {
        return Json::parse(object?).ok();
    }
    let mut text = match object.as_deref().and_then(|json| json.strip_suffix('}')) {
        Some(members) => String::from(members.trim_end()),
        None => String::from("{"),
    };
    let location = details
        .location
        .as_deref()
        .and_then(|location| Some(("location", serde_json::to_string(location).ok()?)));
    // The flow that the server redirects to may have a public name that this client does not ask.
    let replaced = details
        .location
        .as_deref()
        .and_then(crate::flow::replaced_flow)
        .and_then(|id| Some(("use_flow_id", serde_json::to_string(&id).ok()?)));
    let mut members = Vec::new();
    details.visit_added(|name, value| members.push((name, value.json())));
    for (name, json) in members.into_iter().chain(location).chain(replaced) {
        if !text.ends_with('{') {
            text.push(',');
        }
        text.push_str(&["\"", name, "\":", &json].concat());
    }
    text.push('}');
    Json::parse(text).ok()
}
