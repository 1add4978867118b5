//! Why a text is not the value that it should be.

use std::fmt;

/// A text that could not be decoded. It names the place and what was expected, never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// Where: `$.ui.nodes[3].type`.
    pub path: String,
    /// What is wrong there: `is missing`.
    pub what: String,
    /// Byte of the text at which it was noticed.
    pub offset: usize,
}

impl DecodeError {
    /// An error about the whole value.
    #[must_use]
    pub fn whole(what: impl Into<String>) -> Self {
        Self {
            path: "$".into(),
            what: what.into(),
            offset: 0,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} (byte {})", self.path, self.what, self.offset)
    }
}

impl std::error::Error for DecodeError {}

/// One step from a value to a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum PathSegment<'a> {
    Field(&'static str),
    Key(&'a str),
    Index(usize),
}

/// The path in reading order; `segments` begin at the innermost step.
pub(super) fn path(segments: &[PathSegment<'_>]) -> String {
    let mut path = String::from("$");
    for step in segments.iter().rev() {
        match *step {
            PathSegment::Field(name) | PathSegment::Key(name) if is_plain(name) => {
                path.push('.');
                path.push_str(name);
            }
            PathSegment::Field(name) | PathSegment::Key(name) => {
                path.push_str(&format!("[{name:?}]"))
            }
            PathSegment::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// The byte that serde_json means by a line and a column, both from 1.
pub(super) fn offset(text: &str, error: &serde_json::Error) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    (before + error.column().saturating_sub(1)).min(text.len())
}

/// serde_json's own words about malformed JSON, without the place; they hold no value.
pub(super) fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    let words = text.get(..end).unwrap_or_default();
    if error.is_eof() {
        return format!("is cut off ({words})");
    }
    format!("is not valid JSON ({words})")
}
