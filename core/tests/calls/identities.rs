//! Changes that keep the rest, and imports, on servers with a script.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ory_hub::identity::{ImportCheckpoint, ImportEvent, ImportOutcome, ImportReport, ImportRow};
use ory_hub::transport::{
    BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind,
};
use ory_hub::{ErrorKind, Json, MockTransport, Ory};
use serde_json::{Value, json};

use crate::support::{client, config};

#[tokio::test]
async fn modify_writes_back_what_it_does_not_change() {
    let read = json!({
        "id": "i1", "schema_id": "person", "schema_url": "u", "state": "inactive",
        "traits": { "email": "a@b.example", "seats": 9_007_199_254_740_993_u64 },
        "metadata_public": { "plan": "free" }, "metadata_admin": ["x"], "external_id": "e1",
        "new_field": { "kept": [1.0] }
    });
    let script = MockTransport::new()
        .answer(200, read.to_string())
        .answer(200, read.to_string());
    let (ory, script) = client(config(), script);
    let changed = ory
        .identities()
        .modify("i1", |identity| {
            identity.metadata_public = Some(Json::parse(r#"{"plan":"paid"}"#)?);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(changed.id, "i1");
    let asked = script.requests();
    assert_eq!(asked[1].method.as_str(), "PUT");
    assert!(asked[1].url.ends_with("/admin/identities/i1"));
    let sent: Value = serde_json::from_str(asked[1].body.as_deref().unwrap()).unwrap();
    let mut expected = read;
    for field in ["id", "schema_url"] {
        expected.as_object_mut().unwrap().remove(field);
    }
    expected["metadata_public"]["plan"] = json!("paid");
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_change_that_fails_writes_nothing() {
    let read = r#"{"id":"i1","schema_id":"p","schema_url":"u","traits":{}}"#;
    let (ory, script) = client(config(), MockTransport::new().answer(200, read));
    let error = ory
        .identities()
        .modify("i1", |identity| {
            identity
                .traits
                .get::<String>("/email")
                .map(drop)
                .map_err(Into::into)
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(script.requests().len(), 1);
}

/// Habits of a server that imports go through.
#[derive(Clone, Copy, Default)]
struct Habits {
    /// A batch with a conflict is undone though its answer names ids, as Kratos v1.3.1 does.
    undoes: bool,
    /// More rows than this time out, after they were created.
    slow_above: Option<usize>,
    /// The connection is lost after so many batches, the last of which is created.
    dies_after: Option<usize>,
    limited: bool,
}

#[derive(Default)]
struct Kratos {
    habits: Habits,
    state: Mutex<State>,
    /// The next request is done and never answered.
    stuck: Mutex<bool>,
}

#[derive(Default)]
struct State {
    /// Identities by mail address: id and traits.
    identities: BTreeMap<String, (String, Value)>,
    batches: Vec<usize>,
    limited: bool,
    next: usize,
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
            .any(|row| row["create"].get("unknown").is_some())
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

fn kratos(habits: Habits) -> (Ory, Arc<Kratos>) {
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

fn row(number: u64) -> Value {
    json!({
        "schema_id": "person",
        "traits": { "email": format!("{number}@rows.example") },
        "credentials": { "password": { "config": { "hashed_password": HASH } } }
    })
}

/// Rows of which some are bad, each in a way of its own, with the numbers of the bad ones.
fn rows(count: u64) -> (Vec<String>, Vec<u64>) {
    let mut bad = Vec::new();
    let rows = (0..count)
        .map(|number| {
            let mut row = row(number);
            bad.push(number);
            match number % 37 {
                3 => row["unknown"] = json!(1),
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

fn taken(server: &Kratos) {
    let mut state = server.state.lock().unwrap();
    let there = ("id-0".to_owned(), json!({ "email": "taken@rows.example" }));
    state
        .identities
        .insert("taken@rows.example".to_owned(), there);
}

fn failed(report: &ImportReport) -> Vec<u64> {
    report.failed().map(|result| result.row).collect()
}

fn import_rows(lines: &[String]) -> Vec<ImportRow> {
    lines.iter().cloned().map(ImportRow::from_json).collect()
}

#[tokio::test]
async fn every_bad_row_is_named_and_none_is_lost() {
    for undoes in [true, false] {
        for (count, size) in [(1, 1_000), (150, 1_000), (450, 100), (74, 7)] {
            let (ory, server) = kratos(Habits {
                undoes,
                ..Habits::default()
            });
            taken(&server);
            let (lines, bad) = rows(count);
            let mut seen = Vec::new();
            let report = ory
                .identities()
                .import(import_rows(&lines))
                .batch_size(size)
                .on_result(|result| seen.push(result.row))
                .run()
                .await;
            assert_eq!(report.stopped, None);
            assert_eq!(
                failed(&report),
                bad,
                "{count} rows by {size}, undoes: {undoes}"
            );
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
            assert_eq!(report.checkpoint, ImportCheckpoint::new(count, count));
            let state = server.state.lock().unwrap();
            for result in &report.results {
                if let Some(id) = result.id() {
                    let email = format!("{}@rows.example", result.row);
                    assert_eq!(
                        state.identities.get(&email).map(|(id, _)| id.as_str()),
                        Some(id)
                    );
                }
            }
            assert_eq!(state.identities.len(), report.created() + 1);
            assert!(state.batches.iter().all(|rows| *rows <= size));
        }
    }
}

#[tokio::test]
async fn a_row_says_what_is_wrong_with_it_and_shows_no_value() {
    let (ory, server) = kratos(Habits::default());
    let hash = json!({ "schema_id": "p", "traits": {}, "credentials": { "password": { "config": { "hashed_password": "swordfish" } } } });
    let number = json!({ "schema_id": "p", "traits": {}, "metadata_admin": 7 });
    let rows = [
        hash.to_string(),
        number.to_string(),
        "[]".to_owned(),
        r#"{"schema_id":"p"}"#.to_owned(),
    ];
    let report = ory.identities().import(import_rows(&rows)).run().await;
    let told: Vec<String> = report
        .failed()
        .map(|result| result.error().unwrap().to_string())
        .collect();
    for (told, what) in told
        .iter()
        .zip(["hash", "bare number", "no object", "`traits`"])
    {
        assert!(told.contains(what) && !told.contains("swordfish"), "{told}");
    }
    assert_eq!(told.len(), 4);
    assert!(server.state.lock().unwrap().batches.is_empty());
}

#[tokio::test]
async fn a_batch_that_takes_too_long_is_halved_and_nothing_is_created_twice() {
    let (ory, server) = kratos(Habits {
        slow_above: Some(60),
        ..Habits::default()
    });
    let (lines, bad) = rows(400);
    let report = ory
        .identities()
        .import(import_rows(&lines))
        .batch_size(200)
        .run()
        .await;
    let taken_row = |row: &u64| row % 37 == 29;
    // Without the identity that is there before, the first row of that address is a good one.
    let expected: Vec<u64> = bad.iter().copied().filter(|row| *row != 29).collect();
    assert!(expected.iter().any(taken_row));
    assert_eq!(failed(&report), expected);
    let there = report
        .results
        .iter()
        .filter(|result| matches!(result.outcome, ImportOutcome::AlreadyThere(_)));
    assert!(there.count() > 100);
    let state = server.state.lock().unwrap();
    assert_eq!(state.identities.len(), report.created());
    // Later batches are small from the start.
    assert!(
        state.batches[state.batches.len() - 1] <= 60,
        "{:?}",
        state.batches
    );
}

#[tokio::test]
async fn an_import_that_died_goes_on_and_finds_what_it_had_created() {
    for undoes in [true, false] {
        for dies_after in 1..6 {
            let (lines, bad) = rows(300);
            let (ory, server) = kratos(Habits {
                undoes,
                dies_after: Some(dies_after),
                ..Habits::default()
            });
            taken(&server);
            let mut kept = String::new();
            let first = ory
                .identities()
                .import(import_rows(&lines))
                .batch_size(100)
                .on_progress(|progress| kept = progress.checkpoint.to_json())
                .run()
                .await;
            assert_eq!(
                first.stopped.as_ref().map(ory_hub::OryError::kind),
                Some(ErrorKind::Transport)
            );
            let checkpoint = ImportCheckpoint::from_json(&kept).unwrap();
            assert_eq!(checkpoint, first.checkpoint);
            assert_eq!(first.results.len() as u64, checkpoint.done);

            let again = Arc::new(Kratos {
                habits: Habits {
                    undoes,
                    ..Habits::default()
                },
                state: Mutex::new(std::mem::take(&mut *server.state.lock().unwrap())),
                ..Kratos::default()
            });
            let ory = Ory::with_transport(config(), again.clone()).unwrap();
            let second = ory
                .identities()
                .import(import_rows(&lines))
                .batch_size(100)
                .resume_from(checkpoint)
                .run()
                .await;
            assert_eq!(second.stopped, None);
            let mut all = failed(&first);
            all.extend(failed(&second));
            assert_eq!(all, bad, "died after {dies_after}, undoes: {undoes}");
            assert_eq!(first.results.len() + second.results.len(), lines.len());
            let identities = again.state.lock().unwrap().identities.len();
            assert_eq!(identities, first.created() + second.created() + 1);
        }
    }
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_and_plain_passwords_go_in_small_batches() {
    let (ory, server) = kratos(Habits {
        limited: true,
        ..Habits::default()
    });
    let rows: Vec<ImportRow> = (0..450)
        .map(|number| {
            let mut row = row(number);
            if number == 5 || number == 300 {
                row["credentials"]["password"]["config"] = json!({ "password": "correct horse" });
            }
            ImportRow::from_json(row.to_string())
        })
        .collect();
    let (ory, report) = {
        let options = ory_hub::CallOptions::new().max_retries(0);
        let ory = ory.with_options(options);
        let report = ory.identities().import(rows).run().await;
        (ory, report)
    };
    assert_eq!(report.created(), 450);
    let batches = server.state.lock().unwrap().batches.clone();
    assert_eq!(batches.iter().sum::<usize>(), 450);
    assert!(batches.iter().all(|rows| *rows <= 200), "{batches:?}");
    drop(ory);
}

#[tokio::test]
async fn a_step_that_is_cancelled_loses_no_row() {
    for stuck_at in 0..20 {
        let (ory, server) = kratos(Habits::default());
        taken(&server);
        let (lines, bad) = rows(150);
        let mut run = ory
            .identities()
            .import(import_rows(&lines))
            .batch_size(40)
            .start();
        let mut asked = 0;
        let mut failed = Vec::new();
        let mut count = 0;
        loop {
            asked += 1;
            *server.stuck.lock().unwrap() = asked == stuck_at;
            match tokio::time::timeout(Duration::from_millis(2), run.next()).await {
                Ok(Ok(Some(ImportEvent::Result(result)))) => {
                    count += 1;
                    failed.extend(result.error().map(|_| result.row));
                }
                Ok(Ok(Some(ImportEvent::Progress(_)))) | Err(_) => {}
                Ok(Ok(None)) => break,
                Ok(Err(error)) => panic!("{error}"),
            }
        }
        assert_eq!((count, failed), (150, bad), "stuck at {stuck_at}");
    }
}
