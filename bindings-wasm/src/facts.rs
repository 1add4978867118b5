//! Requests and errors as the script takes them down: what is noted twice under a name is joined.

use alloc::string::String;

use ory_hub::ErrorKind;
use ory_hub::internal::request::Draft;
use ory_hub::internal::error::Facts;

use crate::host::{Js, note, note_details, note_header, note_letter, note_wait};

/// The script.
pub(crate) struct Script;

impl Draft for Script {
    fn url(&mut self, piece: &str) {
        note("url", piece);
    }

    fn letter(&mut self, letter: u8) {
        note_letter(letter);
    }

    fn header(&mut self, name: &'static str, start: &str, value: &str) {
        note_header(name, start);
        note_header(name, value);
    }

    fn refuse(&mut self, kind: ErrorKind, parts: &[&str]) {
        note("kind", kind.as_str());
        for part in parts {
            note("message", part);
        }
    }
}

/// The script adds operation, status and body.
impl Facts<Js> for Script {
    fn kind(&mut self, kind: ErrorKind) {
        note("kind", kind.as_str());
    }

    fn id(&mut self, text: Option<String>) {
        some("id", text);
    }

    fn code(&mut self, text: Option<String>) {
        some("code", text);
    }

    fn message(&mut self, text: &str) {
        note("message", text);
    }

    fn reason(&mut self, text: Option<String>) {
        some("reason", text);
    }

    fn request_id(&mut self, text: Option<String>) {
        some("requestId", text);
    }

    fn retry_after(&mut self, seconds: u32) {
        note_wait(seconds);
    }

    fn details(&mut self, details: Option<Js>, body: &Js, names: &str) {
        note_details(details, *body, names);
    }

    fn location(&mut self, _: &str) {
        note_details(None, Js::HEADERS, "location");
    }
}

#[inline(never)]
fn some(key: &str, value: Option<String>) {
    if let Some(value) = value {
        note(key, &value);
    }
}
