//! Reads and runs the cases of `tests/flow`.

use ory_hub::flow::{Call, FlowKind, FlowMachine, JsonTree, Mode, Step};
use ory_hub::internal::json_view::JsonText as _;
use serde_json::{Map, Value, json};

/// A file of cases.
pub(crate) struct File(Value);

impl File {
    pub(crate) fn text(name: &str) -> String {
        let path = format!("{}/../tests/flow/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    }

    pub(crate) fn read(name: &str) -> Self {
        Self(serde_json::from_str(&Self::text(name)).unwrap())
    }

    pub(crate) fn cases(&self) -> &[Value] {
        let cases = self.0["cases"].as_array().unwrap();
        assert!(!cases.is_empty());
        cases
    }

    /// A value of a case, its named bodies filled in.
    pub(crate) fn body(&self, given: &Value) -> Value {
        match given {
            Value::Object(members) => {
                let mut body = match members.get("$") {
                    Some(name) => self.body(&self.0["bodies"][name.as_str().unwrap()]),
                    None => json!({}),
                };
                for (key, value) in members.iter().filter(|(key, _)| *key != "$") {
                    merge(&mut body[key], self.body(value));
                }
                body
            }
            Value::Array(items) => items.iter().map(|item| self.body(item)).collect(),
            other => other.clone(),
        }
    }
}

fn merge(into: &mut Value, value: Value) {
    match (into, value) {
        (Value::Object(into), Value::Object(members)) => {
            for (key, value) in members {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, value) => *into = value,
    }
}

pub(crate) fn tree(value: &Value) -> JsonTree {
    JsonTree::parse(&value.to_string()).unwrap()
}

pub(crate) fn value(tree: &JsonTree) -> Value {
    serde_json::from_str(&tree.json()).unwrap()
}

/// Every member of the part is in the whole; null says that it is absent.
pub(crate) fn assert_part(whole: &Value, part: &Value, context: &str) {
    match part {
        Value::Object(members) => {
            for (key, value) in members {
                let inner = format!("{context} {key}");
                match whole.get(key) {
                    None => assert!(value.is_null(), "{inner} is missing in {whole}"),
                    Some(found) => assert_part(found, value, &inner),
                }
            }
        }
        Value::Array(items) => {
            let found = whole.as_array().map_or(0, Vec::len);
            assert_eq!(found, items.len(), "{context}: {whole}");
            for (index, item) in items.iter().enumerate() {
                assert_part(&whole[index], item, &format!("{context} {index}"));
            }
        }
        other => assert_eq!(whole, other, "{context}"),
    }
}

fn address(call: &Call<JsonTree>) -> String {
    let mut query = Vec::new();
    for name in call.arguments.keys() {
        if name != "X-Session-Token" {
            query.push(format!("{name}={}", call.argument(&name).unwrap()));
        }
    }
    format!("{}?{}", call.operation, query.join("&"))
}

pub(crate) fn run(file: &File) {
    for case in file.cases() {
        let name = case["name"].as_str().unwrap();
        let mut machine = machine(case);
        let mut step = None;
        for (index, action) in case["steps"].as_array().unwrap().iter().enumerate() {
            let context = format!("{name}, step {index}");
            let given = |at: usize| file.body(action.get(at).unwrap_or(&Value::Null));
            match action[0].as_str().unwrap() {
                "start" => step = Some(machine.start()),
                "resume" => step = Some(machine.resume()),
                "submit" => step = Some(machine.submit(tree(&given(1)))),
                "returned" => {
                    step = Some(machine.returned(&action[1].as_str().unwrap().to_owned()))
                }
                "respond" | "lacks_session" if !matches!(step, Some(Step::Call(_))) => {
                    panic!("{context}: nothing was asked")
                }
                "lacks_session" => step = Some(machine.lacks_session()),
                "respond" => {
                    let headers = given(3);
                    let header = |name: &str| Some(headers.get(name)?.as_str()?.to_owned());
                    let status = action[1].as_u64().unwrap().try_into().unwrap();
                    let body = action.get(2).map(|_| tree(&given(2)));
                    step = Some(machine.respond(status, &header, body));
                }
                "call" => match &step {
                    Some(Step::Call(call)) => check_call(
                        call,
                        action[1].as_str().unwrap(),
                        &given(2),
                        &given(3),
                        &context,
                    ),
                    other => panic!("{context}: {other:?}"),
                },
                "outcome" => match step.take() {
                    Some(Step::Outcome(outcome)) => {
                        let outcome = value(&outcome.into_value(|call| Some(address(&call))));
                        assert_part(&outcome, &given(1), &context);
                    }
                    other => panic!("{context}: {other:?}"),
                },
                other => panic!("{context}: {other} is no step"),
            }
        }
    }
}

fn machine(case: &Value) -> FlowMachine<JsonTree> {
    let kind = FlowKind::from_name(case["kind"].as_str().unwrap()).unwrap();
    let mode = match case["mode"].as_str().unwrap() {
        "browser" => Mode::Browser,
        "native" => Mode::Native,
        other => panic!("{other} is no mode"),
    };
    let text = |key: &str| case[key].as_str().map(str::to_owned);
    let mut machine = FlowMachine::new(kind, mode);
    for (name, value) in case["set"].as_object().unwrap_or(&Map::new()) {
        machine.set(name, value.as_str().unwrap().to_owned());
    }
    text("flow").into_iter().for_each(|id| machine.set_flow(id));
    text("page")
        .into_iter()
        .for_each(|page| machine.set_page(page));
    text("session_token")
        .into_iter()
        .for_each(|token| machine.set_session_token(token));
    machine
}

fn check_call(
    call: &Call<JsonTree>,
    operation: &str,
    arguments: &Value,
    body: &Value,
    context: &str,
) {
    assert_eq!(call.operation, operation, "{context}");
    assert_part(
        &value(&call.arguments),
        &if arguments.is_null() {
            json!({})
        } else {
            arguments.clone()
        },
        context,
    );
    if !body.is_null() {
        assert_eq!(&value(call.body.as_ref().unwrap()), body, "{context}");
    }
}
