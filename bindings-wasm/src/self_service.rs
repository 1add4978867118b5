//! Self-service flows: core's engine over JavaScript's values. JavaScript drives it (`npm/src/self-service.js`).

use std::cell::RefCell;

use ory_hub::flow::{
    Call, Ceremony, FlowKind, FlowMachine, Mode, Outcome, Step, credential_requests,
};
use ory_hub::internal::json_view::{JsonText as _, JsonView as _};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::Js;
use crate::operation_table;

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
pub fn open_flow(create: usize, options: Js, is_native: bool) -> usize {
    let option = |name: &str| options.get(name)?.text();
    let kind = option("kind").and_then(|name| FlowKind::from_name(&name));
    let mode = if is_native {
        Mode::Native
    } else {
        Mode::Browser
    };
    let mut machine = Machine::new(kind.unwrap_or(FlowKind::Login), mode);
    for param in operation_table::get(create).0.params {
        if let Some(value) = option(param.name) {
            machine.set(param.name, value);
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
    FLOWS.with_borrow_mut(|flows| {
        let free = flows.iter().position(Option::is_none);
        let number = free.unwrap_or(flows.len());
        if free.is_none() {
            flows.push(None);
        }
        put(flows, number, machine);
        number
    })
}

/// Forgets a flow.
#[wasm_bindgen(js_name = closeFlow)]
pub fn close_flow(flow: usize) {
    take(flow);
}

/// Takes a flow one step on: `{ call, arguments, body }`, or the outcome.
///
/// `action` is 0 to start, 1 to submit the answers `value`, 2 to resume, 3 where a browser returned to the address
/// `value`, 4 for the response `value`, 5 when none came.
#[wasm_bindgen(js_name = advanceFlow)]
pub fn advance_flow(
    flow: usize,
    action: u8,
    value: Option<Js>,
    status: u16,
    headers: Option<Js>,
) -> Option<Js> {
    // A flow that a panic has taken along has no next step.
    let mut machine = take(flow)?;
    let step = match action {
        0 => machine.start(),
        1 => machine.submit(value.unwrap_or_else(Js::object)),
        2 => machine.resume(),
        3 => machine.returned(&value.and_then(|value| value.text()).unwrap_or_default()),
        4 => {
            let header = |name: &str| headers.as_ref()?.get(name)?.text();
            machine.respond(status, &header, value)
        }
        _ => Step::Outcome(
            machine
                .abandon()
                .unwrap_or(Outcome::Failed { diagnosis: None }),
        ),
    };
    FLOWS.with_borrow_mut(|flows| put(flows, flow, machine));
    Some(match step {
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
    })
}

/// What the shown form asks of an authenticator: a list of `{ ceremony, method, field, options }`.
#[wasm_bindgen(js_name = credentialRequests)]
pub fn requests(flow: Js, answers: Js) -> Js {
    let mut list = Js::new_list();
    for request in credential_requests(&flow, &answers) {
        let ceremony = match request.ceremony {
            Ceremony::Create => "create",
            Ceremony::Get => "get",
        };
        list.add(
            &Js::object()
                .with_text("ceremony", Some(ceremony))
                .with_text("method", Some(request.method))
                .with_text("field", Some(request.field))
                .with("options", &request.options),
        );
    }
    list
}

fn call_to_js(object: Js, call: &Call<Js>) -> Js {
    let mut arguments = Js::object();
    for (name, value) in &call.arguments {
        arguments = arguments.with_text(name, Some(value));
    }
    let object = object
        .with_text("call", Some(&call.operation))
        .with("arguments", &arguments);
    match &call.body {
        Some(body) => object.with("body", body),
        None => object,
    }
}

fn take(flow: usize) -> Option<Machine> {
    FLOWS.with_borrow_mut(|flows| flows.get_mut(flow)?.take())
}

fn put(flows: &mut [Option<Machine>], number: usize, machine: Machine) {
    if let Some(place) = flows.get_mut(number) {
        *place = Some(machine);
    }
}
