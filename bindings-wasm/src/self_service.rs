//! Self-service flows: core's engine over JavaScript's values. JavaScript drives it (`npm/src/self-service.js`).

use std::cell::Cell;

use ory_hub::flow::{
    Call, Ceremony, FlowKind, FlowMachine, FlowValue as _, Mode, Outcome, Step, credential_requests,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::{Js, texts};
use crate::operation_table::Row;

type Machine = FlowMachine<Js>;

thread_local! {
    /// The flow that a call is about. JavaScript holds the bytes of every flow and brings them here for a call, so that
    /// the module needs no list of them and no allocator. What they say is numbers of values and places of constants.
    static FLOW: Cell<Option<Machine>> = const { Cell::new(None) };
}

/// Where the bytes of a flow are during a call.
#[wasm_bindgen(js_name = flowStart)]
pub fn flow_start() -> i32 {
    FLOW.try_with(|flow| flow.as_ptr() as usize as i32)
        .unwrap_or(0)
}

/// How many they are.
#[wasm_bindgen(js_name = flowLength)]
pub fn flow_length() -> i32 {
    size_of::<Cell<Option<Machine>>>() as i32
}

/// Opens a flow.
///
/// `create` is the operation that creates it; `options` has its parameters by their names on the wire, and `kind`,
/// `flow`, `page`, `session_token`.
#[wasm_bindgen(js_name = openFlow)]
pub fn open_flow(create: i32, options: i32, is_native: bool) {
    let option = texts(options);
    let kind = option("kind").and_then(|name| FlowKind::from_text(&name));
    let mode = if is_native {
        Mode::Native
    } else {
        Mode::Browser
    };
    let mut machine = Machine::new(kind.unwrap_or(FlowKind::Login), mode);
    let create = Row::new(create);
    for name in (0..).map_while(|index| create.name(index)) {
        if let Some(value) = Js::known(options).and_then(|options| options.member(&name)) {
            machine.set_named(&name, value);
        }
    }
    if let Some(id) = option("flow") {
        machine.set_flow(id);
    }
    if let Some(address) = option("page") {
        machine.set_page(address);
    }
    if let Some(token) = option("session_token") {
        machine.set_session_token(token);
    }
    put(machine);
}

/// JavaScript lets go of every other value when the call ends.
fn put(mut machine: Machine) {
    machine.map_values(&mut Js::keep, &mut Js::keep);
    let _never = FLOW.try_with(|flow| flow.set(Some(machine)));
}

/// Takes a flow one step on: `{ call, arguments, body }`, or the outcome.
///
/// `action` is 0 to start, 1 to submit the answers `value`, 2 to resume, 3 where a browser returned to the address
/// `value`, 4 for the response `value`, 5 when the call lacks a session, 6 when no response came.
#[wasm_bindgen(js_name = advanceFlow)]
pub fn advance_flow(action: u8, value: i32, status: u16, headers: i32) -> i32 {
    // A flow that a panic has taken along has no next step.
    let Ok(Some(mut machine)) = FLOW.try_with(Cell::take) else {
        return 0;
    };
    let value = Js::known(value);
    let given = || value.unwrap_or_else(Js::object);
    let step = match action {
        0 => machine.start(),
        1 => machine.submit(given()),
        2 => machine.resume(),
        3 => machine.returned(&given()),
        4 => machine.respond(status, &texts(headers), value),
        5 => machine.lacks_session(),
        _ => Step::Outcome(
            machine
                .abandon()
                .unwrap_or(Outcome::Failed { diagnosis: None }),
        ),
    };
    put(machine);
    match step {
        Step::Call(call) => call_to_js(Js::object(), &call),
        Step::Outcome(outcome) => {
            let mut target = None;
            let value = outcome.into_value(|call| {
                target = Some(call);
                None
            });
            match target {
                Some(call) => call_to_js(value, &call),
                None => value,
            }
        }
    }
    .id()
}

/// What the shown form asks of an authenticator: a list of `{ ceremony, method, field, options }`.
#[wasm_bindgen(js_name = credentialRequests)]
pub fn requests(flow: i32, answers: i32) -> i32 {
    let mut list = Js::list();
    if let (Some(flow), Some(answers)) = (Js::known(flow), Js::known(answers)) {
        for request in credential_requests(&flow, &answers) {
            let ceremony = match request.ceremony {
                Ceremony::Create => "create",
                _ => "get",
            };
            let mut entry = Js::object();
            entry.set_text("ceremony", ceremony);
            entry.set_text("method", request.method);
            entry.set_text("field", request.field);
            entry.set("options", request.options);
            list.push(entry);
        }
    }
    list.id()
}

fn call_to_js(mut object: Js, call: &Call<Js>) -> Js {
    object.set("call", call.operation);
    object.set("arguments", call.arguments);
    object.set_some("body", call.body);
    object
}
