//! The browser's half of ory-hub: it plans requests and reads errors over JavaScript's own values.
//!
//! Nothing here does I/O or keeps state. JavaScript owns the loop: it asks [`plan`], fetches, and asks [`fault`].
//! Sizes decide what may be used here: no formatting, no parsing of floats, no `serde`.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod js;
mod notes;
mod packed_operation;
mod params;
#[cfg(target_arch = "wasm32")]
mod runtime;

use alloc::string::String;

use ory_hub::ErrorKind;
use ory_hub::internal::error::parse_error;
use ory_hub::internal::json_view::JsonView as _;
use ory_hub::internal::operation::{BodyKind, ResponseBody, Retry};
use ory_hub::internal::request::{Environment, Rejection, RequestPlan};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::{Js, note, note_header};
use crate::notes::{note_error, note_plan, note_rejection};
use crate::params::{JsConfig, JsParams};

/// Plans the call of an operation. Notes a request, or the facts of an error.
///
/// About: the call's arguments, the configuration, the operation's row. `ambient` says that the browser adds cookies by
/// itself.
#[wasm_bindgen]
pub fn plan(has_body: bool, ambient: bool) {
    let Some(operation) = Js::ROW.named("row", 0).and_then(packed_operation::unpack) else {
        return;
    };
    let environment = if ambient {
        Environment::Browser
    } else {
        Environment::Native
    };
    let params = JsParams {
        operation,
        values: Js::VALUES,
    };
    let plan = RequestPlan::new(operation, &params, &JsConfig(Js::CONFIG), environment);
    let plan = match plan {
        Ok(plan) if has_body || operation.body != BodyKind::Json => plan,
        Ok(_) => {
            return note_rejection(&Rejection {
                kind: ErrorKind::Input,
                message: String::from("the operation needs a body"),
            });
        }
        Err(rejection) => return note_rejection(&rejection),
    };
    note_plan(&plan);
    if has_body && let Some(kind) = operation.body.content_type() {
        note_header("content-type", kind);
    }
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
    let known = packed_operation::response(answer);
    let good =
        (200..300).contains(&status) || known.status == if status == 0 { 303 } else { status };
    if good && (known.body != ResponseBody::Json || is_json) {
        return;
    }
    let kind = match status {
        _ if good => ErrorKind::Decode,
        0 | 300..400 => ErrorKind::Redirect,
        _ => ErrorKind::Api,
    };
    let header = |name: &str| Js::HEADERS.first_string(&[name]);
    let body = is_json.then_some(Js::BODY);
    let first_char = char::from_u32(start).filter(|start| *start > '\0');
    note_error(&parse_error(kind, status, &header, body, first_char));
}
