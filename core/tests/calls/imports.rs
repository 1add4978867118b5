//! Imports of identities.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ory_hub::identity::{ImportCheckpoint, ImportEvent, ImportOutcome, ImportRow};
use ory_hub::{ErrorKind, Ory};
use serde_json::json;

use crate::import_server::{Habits, Kratos, failed, import_rows, kratos, row, rows, taken};
use crate::support::config;

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
        r#"{"schema_id":"p","traits":{},"zz":1}"#.to_owned(),
        r#"{"id":"i","schema_id":"p","schema_url":"u","traits":{}}"#.to_owned(),
        r#"{"schema_id":"p","traits":{},"credentials":{"passwort":{}}}"#.to_owned(),
        r#"{"schema_id":"p","traits":{},"state":5}"#.to_owned(),
    ];
    let report = ory.identities().import(import_rows(&rows)).run().await;
    let messages: Vec<String> = report
        .failed()
        .map(|result| result.error().unwrap().to_string())
        .collect();
    let expected = [
        "hash",
        "bare number",
        "no object",
        "`traits`",
        "$.zz is unknown",
        "$.id is unknown",
        "$.credentials.passwort is unknown",
        "$.state is not a text",
    ];
    for (message, what) in messages.iter().zip(expected) {
        assert!(
            message.contains(what) && !message.contains("swordfish"),
            "{message}"
        );
    }
    assert_eq!(messages.len(), expected.len());
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
async fn a_checkpoint_of_other_rows_is_refused() {
    let (lines, _) = rows(10);
    let (ory, _) = kratos(Habits::default());
    let other = r#"{"done":11,"sent":11}"#;
    let report = ory
        .identities()
        .import(import_rows(&lines))
        .resume_from(ImportCheckpoint::from_json(other).unwrap())
        .run()
        .await;
    let stopped = report.stopped.unwrap();
    assert_eq!(stopped.kind(), ErrorKind::Input);
    assert!(
        stopped
            .message()
            .contains("11 rows are done, and there are 10")
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

#[tokio::test]
async fn batches_of_no_rows_are_refused_before_anything_is_sent() {
    let (ory, server) = kratos(Habits::default());
    let (lines, _) = rows(3);
    let import = ory.identities().import(import_rows(&lines)).batch_size(0);
    let report = import.run().await;
    let error = report.stopped.unwrap();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.message().contains("`batch_size`"), "{error}");
    assert!(report.results.is_empty());
    assert!(server.state.lock().unwrap().batches.is_empty());
}
