//! Self-service flows: core's engine over JavaScript's values. JavaScript drives it (`npm/src/self-service.js`).

use std::cell::RefCell;

use ory_hub::flow::{
    Call, Ceremony, FlowKind, FlowMachine, FlowValue as _, Mode, Outcome, Step, credential_requests,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::{Js, number_of, texts};
use crate::operation_table::Row;

type Machine = FlowMachine<Js>;

thread_local! {
    /// The flows that JavaScript holds, by their numbers.
    static FLOWS: RefCell<Vec<Option<Machine>>> = const { RefCell::new(Vec::new()) };
}

/// Opens a flow and gives its number.
///
/// `create` is the operation that creates it; `options` has its parameters by their names on the wire, and `kind`,
/// `flow`, `page`, `session_token`.
#[wasm_bindgen(js_name = openFlow)]
pub fn open_flow(create: i32, options: i32, is_native: bool) -> i32 {
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
    keep(&mut machine);
    let number = flows(|flows| {
        let free = flows.iter().position(Option::is_none);
        let number = free.unwrap_or(flows.len());
        if free.is_none() {
            flows.push(None);
        }
        put(flows, number, machine);
        number
    });
    let number = number.and_then(|number| u32::try_from(number).ok());
    number_of(number.map(Js::of_u32))
}

/// JavaScript lets go of every other value when the call ends.
fn keep(machine: &mut Machine) {
    machine.map_values(&mut Js::keep, &mut Js::keep);
}

/// Forgets a flow.
#[wasm_bindgen(js_name = closeFlow)]
pub fn close_flow(flow: usize) {
    take(flow);
}

/// Takes a flow one step on: `{ call, arguments, body }`, or the outcome.
///
/// `action` is 0 to start, 1 to submit the answers `value`, 2 to resume, 3 where a browser returned to the address
/// `value`, 4 for the response `value`, 5 when the call lacks a session, 6 when no response came.
#[wasm_bindgen(js_name = advanceFlow)]
pub fn advance_flow(flow: usize, action: u8, value: i32, status: u16, headers: i32) -> i32 {
    // A flow that a panic has taken along has no next step.
    let Some(mut machine) = take(flow) else {
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
    keep(&mut machine);
    flows(|flows| put(flows, flow, machine));
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

/// Never a panic, whose message would weigh something: the flows are neither borrowed nor gone.
fn flows<T>(change: impl FnOnce(&mut Vec<Option<Machine>>) -> T) -> Option<T> {
    FLOWS
        .try_with(|flows| {
            flows
                .try_borrow_mut()
                .ok()
                .map(|mut flows| change(&mut flows))
        })
        .ok()
        .flatten()
}

fn take(flow: usize) -> Option<Machine> {
    flows(|flows| flows.get_mut(flow)?.take()).flatten()
}

fn put(flows: &mut [Option<Machine>], number: usize, machine: Machine) {
    if let Some(place) = flows.get_mut(number) {
        *place = Some(machine);
    }
}
