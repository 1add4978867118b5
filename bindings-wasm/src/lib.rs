//! The browser's half of ory-hub: it plans requests, reads errors and decides about retries over JavaScript's own values.
//!
//! Nothing here does I/O. JavaScript owns the loop: it calls [`plan`], fetches, and calls [`parse_error`].
//! Sizes decide what may be used here: no allocation, no formatting, no parsing of floats, no `serde`.

mod js;
mod operation_table;
mod params;
#[cfg(target_arch = "wasm32")]
mod runtime;
#[expect(unreachable_pub, reason = "wasm-bindgen takes public functions only")]
mod self_service;
mod to_js;

use ory_hub::ErrorKind;
use ory_hub::flow::FlowValue as _;
use ory_hub::internal::error;
use ory_hub::internal::json_view::{JsonView as _, Text as _};
use ory_hub::internal::operation::{BodyKind, ResponseBody};
use ory_hub::internal::request::{self, Environment, Rejection, check_urls};
use ory_hub::internal::retry::{self, Connection};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::{Js, number_of, texts};
use crate::operation_table::Row;
use crate::params::{Config, Params};
use crate::to_js::{error_to_js, plan_to_js, rejection_to_js};

/// What is wrong with a configuration, or nothing.
#[wasm_bindgen(js_name = checkConfig)]
pub fn check_config(config: i32) -> i32 {
    let fault = Js::known(config).and_then(|config| {
        let config = Config(config);
        let params = Params(Js::object());
        let probe = || request::plan(Row::probe(), &params, &config, Environment::Browser);
        check_urls(&config)
            .and_then(|()| probe().map(drop))
            .err()
            .map(rejection_to_js)
    });
    number_of(fault)
}

/// Plans the call of an operation: a request, or the fields of an error.
///
/// `is_browser` says that the browser adds cookies by itself.
#[wasm_bindgen]
pub fn plan(operation: i32, params: i32, config: i32, has_body: bool, is_browser: bool) -> i32 {
    let operation = Row::new(operation);
    let environment = if is_browser {
        Environment::Browser
    } else {
        Environment::Native
    };
    let result = if !has_body && operation.body() == BodyKind::Json {
        Err(Rejection {
            kind: ErrorKind::Input,
            message: Js::of("the operation needs a body"),
            lacks_session: false,
        })
    } else {
        let empty = Js::object();
        let params = Params(Js::known(params).unwrap_or(empty));
        let config = Config(Js::known(config).unwrap_or(empty));
        request::plan(operation, &params, &config, environment)
    };
    match result {
        Ok(plan) => plan_to_js(plan, has_body),
        Err(rejection) => rejection_to_js(rejection),
    }
    .id()
}

/// The fields of the error that a response is; nothing when it carries the operation's value.
///
/// `body` is the JSON of the response. A status of 0 is how a browser shows a redirect that it did not follow.
/// `first_char` is the first character of the text, or 0.
#[wasm_bindgen(js_name = parseError)]
pub fn parse_error(
    operation: i32,
    status: u16,
    headers: i32,
    body: i32,
    is_json: bool,
    first_char: u32,
) -> i32 {
    let body = Js::known(body);
    // A success that is not documented is read like the documented one, and a redirect that cannot be seen like a 303.
    let operation = Row::new(operation);
    let known = operation.response();
    let success =
        (200..300).contains(&status) || known.status == if status == 0 { 303 } else { status };
    // A session without an id is none.
    let is_value = |body: Js| !operation.is_of_session() || body.first_string("id").is_some();
    if success && (known.body != ResponseBody::Json || body.is_some_and(is_value)) {
        return 0;
    }
    let kind = match status {
        _ if success => ErrorKind::Decode,
        0 | 300..400 => ErrorKind::Redirect,
        _ => ErrorKind::Api,
    };
    let header = texts(headers);
    let is_null = is_json && body.is_none();
    // No other character is asked for.
    let first_char = match first_char {
        0 => None,
        0x3c => Some('<'),
        0x7b => Some('{'),
        _ => Some(' '),
    };
    let mut fields = error::parse_error(kind, status, &header, body, first_char);
    if success && is_null {
        fields.message = Js::of("the response is null");
    } else if success && body.is_some() {
        fields.message = Js::of("there is no session in the response");
    }
    fields.retry_after = retry::requested_wait(status, &header, &js::seconds_until);
    error_to_js(fields).id()
}

/// Milliseconds until the next attempt; nothing when there should be none.
///
/// `connection` is 0 when a response came, 1 when the connection was lost, 2 when there was none. `random` is below 256.
#[wasm_bindgen(js_name = nextDelay)]
pub fn next_delay(
    operation: i32,
    connection: u8,
    status: u16,
    headers: i32,
    retries: u32,
    random: u8,
) -> i32 {
    let result = match connection {
        0 => Connection::Responded {
            status,
            wait: retry::requested_wait(status, &texts(headers), &js::seconds_until),
        },
        1 => Connection::Lost,
        _ => Connection::NotMade,
    };
    let retry = Row::new(operation).retry();
    let delay = retry::next_delay_ms(retry, result, retries, random);
    number_of(delay.map(Js::of_u32))
}
