//! Every operation against a server made from `api/`: what is sent is what the description says, and what is described is
//! read without a loss, also where a server sends more, less or other things.

use std::collections::BTreeMap;
use std::format;
use std::println;
use std::string::{String, ToString as _};
use std::vec::Vec;

use scripted_server::spec::ir::{Api, Operation, Service};
use scripted_server::{Amount, Running, arguments, arms, base, credential, sample};
use serde_json::{Map, Value, json};

use crate::endpoint::check::EndpointCheck;
use crate::{ErrorKind, Ory, OryConfig, OryError, Secret};

/// Where a client's servers are.
#[derive(Clone, Copy)]
enum Target {
    Network,
    SelfHosted,
}

struct Script {
    server: Running,
    /// What all clients share: making the transport takes most of the time.
    first: Ory,
    api: Api,
    /// What went wrong, by operation.
    faults: Vec<String>,
}

impl Script {
    fn new() -> Self {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let api = scripted_server::spec::load_generated(&root).unwrap();
        Self {
            server: scripted_server::start(api.clone()).unwrap(),
            first: Ory::new(OryConfig::network("http://127.0.0.1:1")).unwrap(),
            api,
            faults: Vec::new(),
        }
    }

    fn client(&self, target: Target, status: u16, amount: Amount) -> Ory {
        let url = |service| self.server.base_url(status, amount, service);
        let of = |service| url(base(service));
        let config = match target {
            Target::Network => OryConfig::network(url("project"))
                .console(url("console"))
                .project_key(Secret::new(credential::PROJECT_KEY))
                .workspace_key(Secret::new(credential::WORKSPACE_KEY)),
            Target::SelfHosted => OryConfig::self_hosted()
                .kratos(of(Service::KratosPublic), of(Service::KratosAdmin))
                .hydra(of(Service::HydraPublic), of(Service::HydraAdmin))
                .keto(of(Service::KetoRead), of(Service::KetoWrite))
                .keto_opl(of(Service::KetoOpl)),
        };
        let config = config
            .session_token(Secret::new(credential::SESSION_TOKEN))
            .cookie(Secret::new(credential::COOKIE))
            .bearer(Secret::new(credential::BEARER))
            .oauth2_client(credential::CLIENT_ID, credential::CLIENT_SECRET)
            .allow_delete_all(true)
            .max_retries(0);
        self.first.with_config(config).unwrap()
    }

    fn operation(&self, id: &str) -> &Operation {
        let mut all = self.api.operations().map(|(_, operation)| operation);
        all.find(|operation| operation.id == id).unwrap()
    }

    fn fault(&mut self, id: &str, what: &str) {
        self.faults.push(format!("{id}: {what}"));
    }

    fn end(self) {
        assert!(
            self.faults.is_empty(),
            "{} faults:\n{}",
            self.faults.len(),
            self.faults.join("\n")
        );
    }
}

/// The statuses that carry the operation's value: successes, or redirects where there is none, and a no that is the value.
fn values(operation: &Operation) -> Vec<u16> {
    let of = |first: u16| {
        let statuses = operation.answers.iter().map(|answer| answer.status);
        statuses.filter(move |status| status / 100 == first)
    };
    let mut values: Vec<u16> = of(2).collect();
    if values.is_empty() {
        return of(3).collect();
    }
    let no = operation.answers.iter().filter(|answer| {
        answer.status == 403 && answer.ty.is_some() && answer.ty.as_ref() == operation.answer()
    });
    values.extend(no.map(|answer| answer.status));
    values
}

fn targets(operation: &Operation) -> Vec<Target> {
    match operation.service {
        Service::Network | Service::Console => Vec::from([Target::Network]),
        _ => Vec::from([Target::Network, Target::SelfHosted]),
    }
}

/// Arguments as they go over the wire: texts in the path, the query and headers; pairs in a form.
fn on_the_wire(operation: &Operation, arguments: &Map<String, Value>) -> Value {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let wire = arguments.iter().map(|(name, value)| {
        let value = match (name.as_str(), value) {
            ("body", Value::Object(fields)) if operation.body.as_ref().unwrap().form => fields
                .iter()
                .flat_map(|(name, value)| match value {
                    Value::Array(all) => all.iter().map(|one| json!([name, text(one)])).collect(),
                    one => Vec::from([json!([name, text(one)])]),
                })
                .collect(),
            ("body", value) => value.clone(),
            (_, Value::Array(all)) => all.iter().map(text).collect(),
            (_, value) => json!(text(value)),
        };
        (name.clone(), value)
    });
    Value::Object(wire.collect())
}

/// The calls of an operation that differ in what they send.
fn all_arguments(api: &Api, operation: &Operation) -> Vec<Map<String, Value>> {
    let mut all = Vec::from([
        arguments(api, operation, Amount::Minimal),
        arguments(api, operation, Amount::Full),
    ]);
    if let Some(body) = &operation.body {
        for arm in arms(api, &body.ty) {
            let mut arguments = arguments(api, operation, Amount::Minimal);
            arguments.insert("body".to_string(), arm.sent);
            all.push(arguments);
        }
    }
    all
}

#[tokio::test]
async fn every_operation_is_sent_as_it_is_described() {
    let mut script = Script::new();
    for EndpointCheck {
        operation, call, ..
    } in super::rows()
    {
        let described = script.operation(operation.id).clone();
        let status = values(&described)[0];
        for arguments in all_arguments(&script.api, &described) {
            for target in targets(&described) {
                let ory = script.client(target, status, Amount::Minimal);
                let given = Value::Object(arguments.clone());
                if let Err(error) = call(&ory, &given).await {
                    script.fault(operation.id, &format!("{error}, with {given}"));
                }
                let received = script.server.received();
                let [received] = &received[..] else {
                    script.fault(operation.id, &format!("{} requests came", received.len()));
                    continue;
                };
                if received.operation != operation.id {
                    script.fault(operation.id, &format!("{} came", received.operation));
                }
                let sent = on_the_wire(&described, &arguments);
                let came = Value::Object(received.arguments.clone());
                if sent != came {
                    script.fault(operation.id, &format!("given {sent}, came {came}"));
                }
            }
        }
    }
    script.end();
}

#[tokio::test]
async fn every_described_answer_is_read_without_a_loss() {
    let mut script = Script::new();
    for EndpointCheck {
        operation, call, ..
    } in super::rows()
    {
        let described = script.operation(operation.id).clone();
        let given = Value::Object(arguments(&script.api, &described, Amount::Full));
        for status in values(&described) {
            let ty = described
                .answers
                .iter()
                .find(|answer| answer.status == status)
                .and_then(|answer| answer.ty.as_ref());
            for amount in Amount::ALL {
                let ory = script.client(targets(&described)[0], status, amount);
                let what = format!("{status} {}", amount.word());
                let wanted = ty.map(|ty| sample(&script.api, ty, amount).kept);
                match call(&ory, &given).await {
                    Err(error) => script.fault(operation.id, &format!("{what}: {error}")),
                    Ok(read) => {
                        let read = read
                            .map(|text| serde_json::from_str(&text).unwrap())
                            .filter(|read: &Value| wanted.is_some() || !read.is_null());
                        if read != wanted {
                            let differs = difference(&wanted, &read);
                            script.fault(operation.id, &format!("{what}: {differs}"));
                        }
                    }
                }
            }
        }
    }
    script.end();
}

/// Where two values differ first.
fn difference(wanted: &Option<Value>, read: &Option<Value>) -> String {
    fn at(path: &str, wanted: &Value, read: &Value) -> Option<String> {
        match (wanted, read) {
            (Value::Object(one), Value::Object(other)) => {
                one.keys().chain(other.keys()).find_map(|name| {
                    let (one, other) = (one.get(name), other.get(name));
                    match (one, other) {
                        (Some(one), Some(other)) => at(&format!("{path}.{name}"), one, other),
                        _ => Some(format!("{path}.{name}: wanted {one:?}, read {other:?}")),
                    }
                })
            }
            (Value::Array(one), Value::Array(other)) if one.len() == other.len() => one
                .iter()
                .zip(other)
                .enumerate()
                .find_map(|(index, (one, other))| at(&format!("{path}[{index}]"), one, other)),
            (one, other) if one == other => None,
            (one, other) => Some(format!("{path}: wanted {one}, read {other}")),
        }
    }
    match (wanted, read) {
        (Some(wanted), Some(read)) => at("$", wanted, read).unwrap_or_default(),
        (wanted, read) => format!("wanted {wanted:?}, read {read:?}"),
    }
}

#[tokio::test]
async fn every_described_error_is_an_error_with_its_status() {
    let mut script = Script::new();
    for EndpointCheck {
        operation, call, ..
    } in super::rows()
    {
        let described = script.operation(operation.id).clone();
        let given = Value::Object(arguments(&script.api, &described, Amount::Full));
        let values = values(&described);
        for answer in &described.answers {
            if values.contains(&answer.status) {
                continue;
            }
            for amount in Amount::ALL {
                let ory = script.client(targets(&described)[0], answer.status, amount);
                let fault = match call(&ory, &given).await {
                    Ok(_) => Some("was read as a value".to_string()),
                    Err(error) => error_fault(&described, answer.status, &error),
                };
                if let Some(fault) = fault {
                    let what = format!("{} {}: {fault}", answer.status, amount.word());
                    script.fault(operation.id, &what);
                }
            }
        }
    }
    script.end();
}

fn error_fault(operation: &Operation, status: u16, error: &OryError) -> Option<String> {
    let kind = match status {
        300..400 => ErrorKind::Redirect,
        _ => ErrorKind::Api,
    };
    let is_whole = error.kind() == kind
        && error.status() == Some(status)
        && error.operation() == Some(&operation.id)
        && !error.message().is_empty();
    (!is_whole).then(|| format!("{error:?}"))
}

/// Prints how many operations of each group this file calls.
#[test]
fn every_described_operation_is_called() {
    let script = Script::new();
    let rows = super::rows();
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut absent = Vec::new();
    for (group, operation) in script.api.operations() {
        let counts = groups.entry(&group.name).or_default();
        counts.0 += 1;
        match rows.iter().any(|row| row.operation.id == operation.id) {
            true => counts.1 += 1,
            false => absent.push(&operation.id),
        }
    }
    println!("group | operations | called on the scripted server");
    for (group, (operations, called)) in groups {
        println!("{group} | {operations} | {called}");
    }
    if cfg!(feature = "all") {
        assert_eq!(absent, Vec::<&String>::new());
    }
}
