//! The browser's half of ory-hub: it plans requests and reads errors over JavaScript's own values.
//!
//! Nothing here does I/O or keeps state. JavaScript owns the loop: it asks [`plan`], fetches, and asks [`fault`].
//! Sizes decide what may be used here: no formatting, no parsing of floats, no `serde`.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod arguments;
mod configuration;
mod facts;
mod host;
#[cfg(target_arch = "wasm32")]
mod runtime;

use alloc::string::String;

use ory_hub::operation::{AnswerBody, Operation, frontend};
use ory_hub::plan::{self, Host};
use ory_hub::problem::read_problem;
use ory_hub::{ErrorKind, Problem};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::arguments::Named;
use crate::host::Js;

/// Says what is wrong with the URLs of a configuration, or nothing.
#[wasm_bindgen]
pub fn check(config: &Js) -> Option<Js> {
    let problem = plan::check_urls(&configuration::read(config)).err()?;
    Some(facts::of(&problem))
}

/// Plans the call of an operation, by its place in the table: a request, or the facts of an error.
///
/// `ambient` says that the browser adds cookies by itself.
#[wasm_bindgen]
pub fn plan(operation: usize, arguments: &Js, config: &Js, has_body: bool, ambient: bool) -> Js {
    let Some(operation) = frontend::ALL.get(operation) else {
        return facts::of(&Problem::new(ErrorKind::Internal, "there is no such operation"));
    };
    let host = if ambient { Host::Browser } else { Host::Native };
    let named = Named { operation, values: arguments };
    match plan::plan(operation, &named, &configuration::read(config), host) {
        Ok(plan) => facts::request(&plan, has_body),
        Err(problem) => facts::of(&problem),
    }
}

/// The facts of the error that an answer tells, or nothing when it carries the operation's value.
///
/// `body` is the parsed JSON, `undefined` where it is none; `text` is the body as it came.
#[wasm_bindgen]
pub fn fault(operation: usize, status: u16, headers: &Js, body: &Js, text: String) -> Option<Js> {
    let operation = frontend::ALL.get(operation)?;
    let what = match expected(operation, status) {
        Some(AnswerBody::Json) if body.is_value() => return None,
        Some(AnswerBody::Json) => what_is_wrong(&text),
        Some(_) => return None,
        None => {
            let header = |name: &str| headers.header(name);
            let body = body.is_value().then(|| body.same());
            return Some(facts::of(&read_problem(operation.id, status, &header, body, text)));
        }
    };
    let mut problem = Problem::new(ErrorKind::Decode, what).of(operation.id);
    problem.status = Some(status);
    problem.request_id = headers.header("x-request-id");
    Some(facts::of(&problem.with_body(text)))
}

/// What the body of this answer is, if it carries the value. A success that is not documented is read like the
/// documented one.
fn expected(operation: &Operation, status: u16) -> Option<AnswerBody> {
    operation.answer(status).or_else(|| {
        let answers = operation.answers.iter().map(|answer| answer.body);
        (200..300)
            .contains(&status)
            .then(|| answers.filter(|body| *body != AnswerBody::Empty).last().unwrap_or(AnswerBody::Empty))
    })
}

fn what_is_wrong(text: &str) -> &'static str {
    match text.trim_start().as_bytes().first() {
        None => "the answer has no body",
        Some(b'<') => "the answer is HTML, not JSON",
        Some(_) => "the answer is no whole JSON",
    }
}
