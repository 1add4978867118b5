//! Takes the facts of an error down in memory.

use alloc::string::String;

use super::parse::{Facts, read_facts};
use super::{Details, ErrorKind, Problem};
use crate::types::Json;
use crate::codec::json_view::{View, Whole};

/// The problem that an answer tells. `body` is its JSON, where it is JSON; `text` is the body as it came. The HTTP
/// status is believed over a status in the body.
pub fn read_problem<V: Whole>(
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
    let bytes = text.as_bytes();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes
        .trim_ascii_start()
        .first()
        .map(|byte| char::from(*byte));
    read_facts(&mut problem, kind, status, headers, body, start);
    problem.with_body(text)
}

impl<V: Whole> Facts<V> for Problem {
    fn kind(&mut self, kind: ErrorKind) {
        self.kind = kind;
    }

    fn id(&mut self, text: Option<String>) {
        self.id = text;
    }

    fn code(&mut self, text: Option<String>) {
        self.code = text;
    }

    fn message(&mut self, text: &str) {
        self.message = String::from(text);
    }

    fn reason(&mut self, text: Option<String>) {
        self.reason = text;
    }

    fn request_id(&mut self, text: Option<String>) {
        self.request_id = text;
    }

    fn retry_after(&mut self, seconds: u32) {
        self.retry_after = Some(seconds.into());
    }

    fn details(&mut self, details: Option<V>, body: &V, names: &str) {
        self.details = whole(details, body, names);
    }

    fn location(&mut self, location: &str) {
        if self.details.is_none()
            && let Ok(quoted) = serde_json::to_string(location)
        {
            self.details = parsed(["{\"location\":", &quoted, "}"].concat());
        }
    }
}

/// Details from JSON text; text that is no JSON gives none.
fn parsed(text: String) -> Option<Details> {
    Json::parse(text).ok()
}

/// The details, with what stands at the top of the body put into them.
fn whole<V: Whole>(inner: Option<V>, body: &V, names: &str) -> Option<Details> {
    let mut more = String::new();
    for name in names.split(' ') {
        if let Some(fact) = body.get(name)
            && inner.as_ref().and_then(|inner| inner.get(name)).is_none()
        {
            more.push_str(&[",\"", name, "\":", &fact.json()].concat());
        }
    }
    let known = inner.as_ref().map(Whole::json).unwrap_or_default();
    if more.is_empty() {
        return inner.and_then(|_| parsed(known));
    }
    let object = inner.as_ref().is_none_or(View::is_object);
    let start = match (object, inner) {
        (false, _) => ["{\"details\":", &known].concat(),
        (true, None) => String::from("{"),
        (true, Some(_)) => String::from(known.get(..known.len() - 1).unwrap_or_default()),
    };
    let more = more
        .get(usize::from(start.trim_end().len() == 1)..)
        .unwrap_or_default();
    parsed([start.as_str(), more, "}"].concat())
}
