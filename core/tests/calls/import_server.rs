//! A Kratos that takes imports, and rows for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ory_hub::Ory;
use ory_hub::identity::{ImportReport, ImportRow};
use ory_hub::transport::{
    BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind,
};
use serde_json::{Value, json};

use crate::support::config;

/// Habits of a server that imports go through.
#[derive(Clone, Copy, Default)]
pub(crate) struct Habits {
    /// A batch with a conflict is undone though its answer names ids, as Kratos v1.3.1 does.
    pub(crate) undoes: bool,
    /// More rows than this time out, after they were created.
    pub(crate) slow_above: Option<usize>,
    /// The connection is lost after so many batches, the last of which is created.
    pub(crate) dies_after: Option<usize>,
    pub(crate) limited: bool,
}

#[derive(Default)]
pub(crate) struct Kratos {
    pub(crate) habits: Habits,
    pub(crate) state: Mutex<State>,
    /// The next request is done and never answered.
    pub(crate) stuck: Mutex<bool>,
}

#[derive(Default)]
pub(crate) struct State {
    /// Identities by mail address: id and traits.
    pub(crate) identities: BTreeMap<String, (String, Value)>,
    pub(crate) batches: Vec<usize>,
    pub(crate) limited: bool,
    pub(crate) next: usize,
}

impl Kratos {
    fn batch(&self, body: &str) -> Result<(u16, Value), TransportError> {
        let mut state = self.state.lock().unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        let rows = body["identities"].as_array().unwrap();
        if self.habits.limited && !std::mem::replace(&mut state.limited, true) {
            return Ok((429, Value::Null));
        }
        state.batches.push(rows.len());
        let bad = |reason: &str| Ok((400, json!({ "error": { "code": 400, "message": reason } })));
        if rows
            .iter()
            .any(|row| row["create"]["traits"].get("unknown").is_some())
        {
            return bad("unknown field");
        }
        let before = state.identities.clone();
        let mut items = Vec::new();
        let mut conflicts = 0;
        for row in rows {
            let traits = row["create"]["traits"].clone();
            let mut item = json!({ "action": "create", "patch_id": row["patch_id"] });
            let email = traits["email"].as_str().unwrap_or_default().to_owned();
            let error = if email.is_empty() {
                Some(json!({ "code": 400, "message": "no email" }))
            } else if state.identities.contains_key(&email) {
                conflicts += 1;
                Some(json!({ "code": 409, "message": "conflict" }))
            } else {
                state.next += 1;
                let id = format!("id-{}", state.next);
                item["identity"] = json!(id);
                state.identities.insert(email, (id, traits));
                None
            };
            if let Some(error) = error {
                item["action"] = json!("error");
                item["error"] = error;
            }
            items.push(item);
        }
        if conflicts > 0 && self.habits.undoes {
            state.identities = before;
        }
        if self
            .habits
            .dies_after
            .is_some_and(|batches| state.batches.len() >= batches)
        {
            return Err(TransportError::new(
                TransportErrorKind::ConnectionLost,
                "gone",
            ));
        }
        if self.habits.slow_above.is_some_and(|most| rows.len() > most) {
            return Ok((504, Value::Null));
        }
        if conflicts == 1 {
            return Ok((
                409,
                json!({ "error": { "code": 409, "message": "conflict" } }),
            ));
        }
        Ok((200, json!({ "identities": items })))
    }

    fn identity(email: &str, (id, traits): &(String, Value)) -> Value {
        assert_eq!(traits["email"].as_str(), Some(email));
        json!({ "id": id, "schema_id": "person", "schema_url": "u", "traits": traits })
    }

    fn answer(&self, request: &Request) -> Result<Response, TransportError> {
        let url = url::Url::parse(&request.url).unwrap();
        let (status, body) = match (request.method.as_str(), url.path()) {
            ("PATCH", "/admin/identities") => self.batch(request.body.as_deref().unwrap())?,
            ("GET", "/admin/identities") => {
                let (_, email) = url.query_pairs().next().unwrap();
                let state = self.state.lock().unwrap();
                let found = state.identities.get(&*email);
                let found: Vec<Value> = found
                    .iter()
                    .map(|found| Self::identity(&email, found))
                    .collect();
                (200, json!(found))
            }
            ("GET", path) => {
                let state = self.state.lock().unwrap();
                let id = path.trim_start_matches("/admin/identities/");
                match state.identities.iter().find(|(_, (known, _))| known == id) {
                    Some((email, found)) => (200, Self::identity(email, found)),
                    None => (
                        404,
                        json!({ "error": { "code": 404, "message": "not found" } }),
                    ),
                }
            }
            other => panic!("{other:?}"),
        };
        Ok(Response::new(status, body.to_string()))
    }
}

impl Transport for Kratos {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        let answer = self.answer(request);
        if std::mem::take(&mut *self.stuck.lock().unwrap()) {
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(answer))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

pub(crate) fn kratos(habits: Habits) -> (Ory, Arc<Kratos>) {
    let server = Arc::new(Kratos {
        habits,
        ..Kratos::default()
    });
    (
        Ory::with_transport(config(), server.clone()).unwrap(),
        server,
    )
}

const HASH: &str = "$2b$10$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq";

pub(crate) fn row(number: u64) -> Value {
    json!({
        "schema_id": "person",
        "traits": { "email": format!("{number}@rows.example") },
        "credentials": { "password": { "config": { "hashed_password": HASH } } }
    })
}

/// Rows of which some are bad, each in a way of its own, with the numbers of the bad ones.
pub(crate) fn rows(count: u64) -> (Vec<String>, Vec<u64>) {
    let mut bad = Vec::new();
    let rows = (0..count)
        .map(|number| {
            let mut row = row(number);
            bad.push(number);
            match number % 37 {
                3 => row["traits"]["unknown"] = json!(1),
                11 => row["credentials"]["password"]["config"]["hashed_password"] = json!("$6$x$y"),
                17 => row["traits"]["email"] = json!(format!("{}@rows.example", number - 1)),
                23 => row["traits"] = json!({}),
                29 => row["traits"] = json!({ "email": "taken@rows.example", "n": number }),
                31 => return "{no json".to_owned(),
                _ => drop(bad.pop()),
            }
            row.to_string()
        })
        .collect();
    (rows, bad)
}

pub(crate) fn taken(server: &Kratos) {
    let mut state = server.state.lock().unwrap();
    let there = ("id-0".to_owned(), json!({ "email": "taken@rows.example" }));
    state
        .identities
        .insert("taken@rows.example".to_owned(), there);
}

pub(crate) fn failed(report: &ImportReport) -> Vec<u64> {
    report.failed().map(|result| result.row).collect()
}

pub(crate) fn import_rows(lines: &[String]) -> Vec<ImportRow> {
    lines.iter().cloned().map(ImportRow::from_json).collect()
}
