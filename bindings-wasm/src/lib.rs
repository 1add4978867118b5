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
mod table;

use alloc::string::String;

use ory_hub::operation::{AnswerBody, BodyKind, Operation};
use ory_hub::plan::{self, Host};
use ory_hub::problem::read_problem;
use ory_hub::view::View as _;
use ory_hub::{ErrorKind, Problem};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::arguments::{Configured, Given};
use crate::host::Js;

/// Plans the call of an operation, by its place in the table. Notes a request, or the facts of an error.
///
/// About: the call's arguments, the configuration. `ambient` says that the browser adds cookies by itself.
#[wasm_bindgen]
pub fn plan(operation: usize, has_body: bool, ambient: bool) {
    let Some(operation) = row::operation(operation) else {
        return;
    };
    let host = if ambient { Host::Browser } else { Host::Native };
    let given = Given {
        operation,
        values: Js(1),
    };
    match plan::plan(operation, &given, &Configured(Js(2)), host) {
        Ok(plan) if has_body || !matches!(operation.body, BodyKind::Json | BodyKind::Form) => {
            facts::request(&plan, has_body);
        }
        Ok(_) => {
            let problem = Problem::new(ErrorKind::Input, "the operation needs a body");
            facts::problem(&problem);
        }
        Err(problem) => facts::problem(&problem),
    }
}

/// Notes the facts of the error that an answer tells, and nothing when it carries the operation's value.
///
/// About: the answer's headers, its body as text, its body as JSON, where it is JSON. A status of 0 is how a browser
/// shows a redirect that it did not follow.
#[wasm_bindgen]
pub fn fault(operation: usize, status: u16, is_json: bool) {
    let Some(operation) = row::operation(operation) else {
        return;
    };
    let value = expected(operation, status);
    if value.is_some_and(|value| value != AnswerBody::Json || is_json) {
        return;
    }
    let header = |name: &str| Js(1).get(name)?.text();
    let text = Js(2).text().unwrap_or_default();
    let mut problem = read_problem(
        operation.id,
        status,
        &header,
        is_json.then_some(Js(3)),
        text,
    );
    if value.is_some() {
        problem.kind = ErrorKind::Decode;
    } else if status == 0 {
        problem.kind = ErrorKind::Redirect;
        problem.message = String::from("the server points to another address");
    }
    facts::problem(&problem);
}

/// What the body of this answer is, if it carries the value. A success that is not documented is read like the
/// documented one, and a redirect that cannot be seen like a 303.
fn expected(operation: &Operation, status: u16) -> Option<AnswerBody> {
    let known = operation.answer(if status == 0 { 303 } else { status });
    match known {
        None if (200..300).contains(&status) => operation.answers.first().map(|answer| answer.body),
        known => known,
    }
}
