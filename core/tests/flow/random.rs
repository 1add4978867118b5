//! Whatever a server says, the engine ends in an outcome and keeps what it was given.

use ory_hub::flow::{
    FlowKind, FlowMachine, JsonTree, Mode, Outcome, Step, credential_requests, nodes,
};
use ory_hub::internal::json_view::JsonView as _;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::{tree, value};

const NAMES: &[&str] = &[
    "id",
    "ui",
    "nodes",
    "messages",
    "error",
    "details",
    "continue_with",
    "action",
    "flow",
    "state",
    "session",
    "session_token",
    "identity",
    "attributes",
    "name",
    "type",
    "group",
    "value",
    "redirect_browser_to",
    "use_flow_id",
    "url",
    "context",
    "text",
    "active",
    "logout_token",
    "traits.email",
    "password",
    "x",
];
const TEXTS: &[&str] = &[
    "",
    "f1",
    "f2",
    "error",
    "input",
    "submit",
    "checkbox",
    "number",
    "hidden",
    "password",
    "default",
    "success",
    "passed_challenge",
    "show_verification_ui",
    "redirect_browser_to",
    "session_refresh_required",
    "session_aal2_required",
    "security_csrf_violation",
    "self_service_flow_expired",
    "browser_location_change_required",
    "https://a.example/?flow=f1&aal=aal2",
    "javascript:alert(1)",
    "{\"publicKey\":{}}",
    "\u{e9}\u{1f980}?&=%",
];

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![
            Just(1_010_016),
            Just(4_000_001),
            Just(4_000_010),
            any::<i64>()
        ]
        .prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let member = (prop::sample::select(NAMES), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::vec(member, 0..6).prop_map(|members| {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                Value::Object(members.collect::<Map<_, _>>())
            }),
        ]
    })
}

fn response() -> impl Strategy<Value = (u16, Value)> {
    let status = prop::sample::select(
        &[
            0_u16, 200, 204, 303, 400, 401, 403, 404, 409, 410, 422, 429, 500, 599, 999,
        ][..],
    );
    let flow = json_value()
        .prop_map(|ui| json!({"id": "f1", "ui": {"nodes": [ui.clone()], "messages": [ui]}}));
    let error = (prop::sample::select(TEXTS), json_value())
        .prop_map(|(id, details)| json!({"error": {"id": id, "details": details.clone()}, "use_flow_id": details}));
    (status, prop_oneof![json_value(), flow, error])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_answer_ends_in_an_outcome(
        kind in prop::sample::select(&["login", "registration", "recovery", "verification", "settings", "logout"][..]),
        native in any::<bool>(),
        answers in json_value(),
        responses in prop::collection::vec(response(), 1..8),
    ) {
        let mode = if native { Mode::Native } else { Mode::Browser };
        let mut machine = FlowMachine::<JsonTree>::new(FlowKind::from_name(kind).unwrap(), mode);
        machine.set_session_token("ory_st_1".into());
        let mut step = machine.start();
        for (status, body) in responses {
            let location = || Some(body["url"].as_str()?.to_owned());
            step = match step {
                Step::Call(call) => {
                    prop_assert!(!call.operation.is_empty());
                    machine.respond(status, &|_| location(), Some(tree(&body)))
                }
                Step::Outcome(outcome) => {
                    kept(&outcome, machine.flow());
                    machine.submit(tree(&answers))
                }
            };
        }
    }

    #[test]
    fn a_chain_of_calls_ends(
        kind in prop::sample::select(&["login", "recovery", "settings"][..]),
        responses in prop::collection::vec(response(), 8),
    ) {
        let mut machine = FlowMachine::<JsonTree>::new(FlowKind::from_name(kind).unwrap(), Mode::Browser);
        let mut step = machine.start();
        for (status, body) in responses {
            if matches!(step, Step::Outcome(_)) {
                return Ok(());
            }
            step = machine.respond(status, &|_| None, Some(tree(&body)));
        }
        prop_assert!(matches!(step, Step::Outcome(_)), "more than eight calls without an outcome");
    }

    #[test]
    fn every_form_can_be_read(flow in json_value(), answers in json_value()) {
        let flow = tree(&json!({"ui": {"nodes": flow}}));
        for node in nodes(&flow) {
            let _ = (node.node_type(), node.group(), node.name(), node.label(), node.required(), node.disabled());
            prop_assert!(node.messages().count() < 100);
        }
        credential_requests(&flow, &tree(&answers)).count();
    }
}

/// A form is what the server wrote, whole.
fn kept(outcome: &Outcome<JsonTree>, flow: Option<&JsonTree>) {
    if let Outcome::Form { form, .. } = outcome {
        assert!(form.get("ui").is_some_and(|ui| ui.is_object()));
        assert_eq!(Some(value(form)), flow.map(value));
    }
}
