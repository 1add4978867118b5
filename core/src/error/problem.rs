//! What is kept of an error's body, and how an error is printed.

use alloc::string::String;
use core::fmt::{self, Write as _};

use super::Problem;
use super::status::phrase;
use crate::codec::json_view::JsonView;
use crate::types::Json;

/// A raw body is kept up to this many bytes.
pub(crate) const BODY_CAP: usize = 64 * 1024;

/// A body that is a flow is kept up to this many bytes, since callers go on with it.
const FLOW_CAP: usize = 1024 * 1024;

/// How much of this body is kept.
pub(crate) fn body_cap<V: JsonView>(body: Option<&V>) -> usize {
    if body.is_some_and(is_flow) {
        FLOW_CAP
    } else {
        BODY_CAP
    }
}

/// The body is a form that wants other input, or the next one.
pub(crate) fn is_flow<V: JsonView>(body: &V) -> bool {
    body.get("ui").is_some_and(|ui| ui.is_object()) && body.get("error").is_none()
}

/// The same for the body's text.
pub fn is_flow_text(body: &str) -> bool {
    let value: Option<&serde_json::value::RawValue> = serde_json::from_str(body).ok();
    value.is_some_and(|value| is_flow(&value))
}

impl Problem {
    /// Names the operation.
    #[must_use]
    pub fn with_operation(mut self, operation: &str) -> Self {
        self.operation = Some(String::from(operation));
        self
    }

    /// The details as JSON text, whatever they are held in.
    #[must_use]
    pub fn details_text(&self) -> Option<&str> {
        self.details.as_ref().map(Json::text)
    }

    /// Keeps the body as it came, up to the cap.
    #[must_use]
    pub fn with_body(self, body: String) -> Self {
        self.with_body_up_to(BODY_CAP, body)
    }

    /// Keeps the body as it came, up to that many bytes.
    #[must_use]
    pub(crate) fn with_body_up_to(mut self, cap: usize, mut body: String) -> Self {
        if body.is_empty() {
            return self;
        }
        if body.len() > cap {
            let mut end = cap;
            while !body.is_char_boundary(end) {
                end -= 1;
            }
            body.truncate(end);
        }
        self.body = Some(body);
        self
    }
}

/// So many characters of a text are printed: a log's line shall not grow with what a server writes.
const SHOWN: usize = 500;

/// On one line and in one direction: a server's line break, escape sequence or direction mark would let it forge lines
/// of a log.
fn in_line(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN {
            return formatter.write_char('…');
        }
        if is_printable(character) {
            formatter.write_char(character)?;
        } else {
            write!(formatter, "{}", character.escape_unicode())?;
        }
    }
    Ok(())
}

fn is_printable(character: char) -> bool {
    let separates_lines = matches!(character, '\u{2028}' | '\u{2029}');
    let sets_direction = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    !character.is_control() && !separates_lines && !sets_direction
}

/// One line: `getIdentity: 404 Not Found: Unable to locate the resource: its id is unknown (request 7d0c…)`. Never the
/// body.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = &self.operation {
            in_line(formatter, operation)?;
            formatter.write_str(": ")?;
        }
        if let Some(status) = self.status {
            write!(formatter, "{status}")?;
            if let Some(phrase) = phrase(status) {
                write!(formatter, " {phrase}")?;
            }
            formatter.write_str(": ")?;
        }
        let reason = self.reason.as_deref().unwrap_or_default();
        if reason.is_empty() || reason == self.message {
            in_line(formatter, &self.message)?;
        } else {
            in_line(formatter, self.message.trim_end_matches('.'))?;
            formatter.write_str(": ")?;
            in_line(formatter, reason)?;
        }
        let shown = [("id", &self.id), ("request", &self.request_id)];
        let mut separator = " (";
        for (name, value) in shown {
            if let Some(value) = value {
                write!(formatter, "{separator}{name} ")?;
                in_line(formatter, value)?;
                separator = ", ";
            }
        }
        if separator == ", " {
            formatter.write_char(')')?;
        }
        Ok(())
    }
}
