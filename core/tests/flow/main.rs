//! The self-service engine over the cases of `tests/flow`, and over whatever a server could say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod random;
mod support;

use std::collections::BTreeSet;

use ory_hub::flow::{
    Ceremony, FlowKind, FlowMachine, FlowValue, JsonTree, Mode, Step, credential_answer,
    credential_requests, request_body,
};
use ory_hub::internal::json_view::{JsonText as _, JsonView as _};
use ory_hub::internal::operation::frontend;
use serde_json::{Value, json};

use support::{File, assert_part, run, tree, value};

#[test]
fn login() {
    run(&File::read("login"));
}

#[test]
fn registration() {
    run(&File::read("registration"));
}

#[test]
fn recovery() {
    run(&File::read("recovery"));
}

#[test]
fn verification() {
    run(&File::read("verification"));
}

#[test]
fn settings() {
    run(&File::read("settings"));
}

#[test]
fn logout() {
    run(&File::read("logout"));
}

#[test]
fn neither_token_nor_address_is_printed() {
    let mut machine = FlowMachine::<JsonTree>::new(FlowKind::Settings, Mode::Native);
    machine.set_session_token("ory_st_never_shown".to_owned());
    machine.set(
        "return_to",
        "https://app.example/?code=never_shown".to_owned(),
    );
    let step = machine.start();
    let Step::Call(call) = &step else {
        panic!("a native settings flow begins with a call");
    };
    let sent = call.arguments.keys();
    assert!(sent.iter().any(|name| {
        call.argument(name)
            .is_some_and(|value| value.contains("never_shown"))
    }));
    let printed = format!("{machine:?} {step:?}");
    assert!(printed.contains("createNativeSettingsFlow"), "{printed}");
    assert!(!printed.contains("never_shown"), "{printed}");
}

#[test]
fn every_error_id_of_kratos_has_a_case() {
    let files = [
        "login",
        "registration",
        "recovery",
        "verification",
        "settings",
        "logout",
    ];
    let text: String = files.iter().map(|name| File::text(name)).collect();
    for id in [
        "session_refresh_required",
        "self_service_flow_expired",
        "self_service_flow_disabled",
        "browser_location_change_required",
        "self_service_flow_replaced",
        "session_already_available",
        "session_verified_address_required",
        "session_aal_already_fulfilled",
        "session_aal1_required",
        "session_aal2_required",
        "session_inactive",
        "self_service_flow_return_to_forbidden",
        "security_identity_mismatch",
        "identity_disabled",
        "security_csrf_violation",
        "feature_not_available",
        "quota_exceeded",
    ] {
        assert!(text.contains(&format!(r#""id": "{id}""#)), "{id}");
    }
}

#[test]
fn every_call_is_an_operation_with_its_parameters() {
    let mut known = BTreeSet::new();
    for name in [
        "login",
        "registration",
        "recovery",
        "verification",
        "settings",
        "logout",
    ] {
        for case in File::read(name).cases() {
            for step in case["steps"].as_array().unwrap() {
                if step[0] == "call" {
                    known.insert(step[1].as_str().unwrap().to_owned());
                }
            }
        }
    }
    for id in &known {
        assert!(
            frontend::ALL.iter().any(|operation| operation.id == id),
            "{id}"
        );
    }
    assert!(known.len() >= 24, "{known:?}");
}

#[test]
fn answers_become_the_body() {
    let file = File::read("answers");
    let flow = tree(&file.body(&json!({"$": "nodes"})));
    for case in file.cases() {
        let kind = FlowKind::from_name(case["kind"].as_str().unwrap()).unwrap();
        let body = value(&request_body(kind, &flow, &tree(&case["answers"])));
        match case.get("body") {
            Some(expected) => assert_eq!(&body, expected, "{}", case["name"]),
            None => assert_part(&body, &case["part"], &case["name"].to_string()),
        }
    }
}

#[test]
fn the_answers_of_the_caller_are_not_changed() {
    let flow = tree(&File::read("answers").body(&json!({"$": "nodes"})));
    let given =
        json!({"transient_payload": {"a": 1}, "transient_payload.captcha_turnstile_response": "t"});
    let answers = tree(&given);
    request_body(FlowKind::Login, &flow, &answers);
    assert_eq!(value(&answers), given);
}

#[test]
fn an_authenticator_is_asked_what_the_form_asks() {
    for case in File::read("credentials").cases() {
        let flow = tree(&json!({"ui": {"nodes": case["nodes"]}}));
        let requests: Vec<Value> = credential_requests(&flow, &tree(&case["answers"]))
            .map(|request| {
                json!({
                    "ceremony": if request.ceremony == Ceremony::Get { "get" } else { "create" },
                    "method": request.method,
                    "field": request.field,
                    "options": value(&request.options),
                })
            })
            .collect();
        assert_part(
            &json!(requests),
            &case["requests"],
            &case["name"].to_string(),
        );
    }
}

#[test]
fn the_answer_of_an_authenticator_is_json_text() {
    let credential = JsonTree::parse(
        r#"{"id":"x","rawId":"x","type":"public-key","authenticatorAttachment":"platform","clientExtensionResults":{},"response":{"clientDataJSON":"e30"}}"#,
    );
    let answer = credential_answer(&credential.unwrap()).text().unwrap();
    assert_eq!(
        answer,
        r#"{"id":"x","rawId":"x","type":"public-key","response":{"clientDataJSON":"e30"}}"#
    );
    assert!(credential_answer(&JsonTree::object()).get("id").is_none());
}
