//! The browser's half of ory-hub: it plans requests and reads errors over JavaScript's own values.
//!
//! Nothing here does I/O or keeps state. JavaScript owns the loop: it asks [`plan`], fetches, and asks [`fault`].
//! Sizes decide what may be used here: no formatting, no parsing of floats, no `serde`.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod arguments;
mod facts;
mod host;
mod row;
#[cfg(target_arch = "wasm32")]
mod runtime;

use ory_hub::ErrorKind;
use ory_hub::internal::operation::{AnswerBody, BodyKind, Retry};
use ory_hub::internal::request::{Draft as _, Host, draft};
use ory_hub::internal::error::read_facts;
use ory_hub::internal::json_view::View as _;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::arguments::{Configured, Given};
use crate::facts::Script;
use crate::host::{Js, note, note_header};

/// Plans the call of an operation. Notes a request, or the facts of an error.
///
/// About: the call's arguments, the configuration, the operation's row. `ambient` says that the browser adds cookies by
/// itself.
#[wasm_bindgen]
pub fn plan(has_body: bool, ambient: bool) {
    let Some(operation) = Js::ROW.named("row", 0).and_then(row::operation) else {
        return;
    };
    let host = if ambient { Host::Browser } else { Host::Native };
    let given = Given {
        operation,
        values: Js::VALUES,
    };
    let config = Configured(Js::CONFIG);
    if draft(operation, &given, &config, host, &mut Script).is_err() {
        return;
    }
    if has_body {
        if let Some(kind) = operation.body.content_type() {
            note_header("content-type", kind);
        }
    } else if operation.body == BodyKind::Json {
        Script.refuse(ErrorKind::Input, &["the operation needs a body"]);
    }
    note("method", operation.method.as_str());
    if operation.retry != Retry::Unsafe {
        note("repeat", "true");
    }
}

/// Notes the facts of the error that an answer tells, and nothing when it carries the operation's value.
///
/// About: the answer's headers, its body as JSON, where it is JSON. `answer` is the row's mark of the operation's value.
/// A status of 0 is how a browser shows a redirect that it did not follow. `start` is the first letter of the body, or 0.
#[wasm_bindgen]
pub fn fault(answer: u8, status: u16, is_json: bool, start: u32) {
    // A success that is not documented is read like the documented one, and a redirect that cannot be seen like a 303.
    let known = row::answer(answer);
    let good =
        (200..300).contains(&status) || known.status == if status == 0 { 303 } else { status };
    if good && (known.body != AnswerBody::Json || is_json) {
        return;
    }
    let kind = match status {
        _ if good => ErrorKind::Decode,
        0 | 300..400 => ErrorKind::Redirect,
        _ => ErrorKind::Api,
    };
    let header = |name: &str| Js::HEADERS.first(name, false);
    let body = is_json.then_some(Js::BODY);
    let start = char::from_u32(start).filter(|start| *start > '\0');
    read_facts(&mut Script, kind, status, &header, body, start);
}
