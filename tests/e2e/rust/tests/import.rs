//! Imports into a real Kratos, one of them by a process that is killed in the middle.

mod support;

use std::collections::{HashMap, HashSet};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ory_hub::endpoint::{DeleteIdentity, GetIdentity, ListIdentities, PatchIdentity};
use ory_hub::identity::{ImportCheckpoint, ImportOutcome, ImportResult, ImportRow, JsonPatchBuilder};
use ory_hub::{Json, Ory};
use serde_json::{Value, json};
use support::{address, created, kratos};

const HASH: &str = "$2b$04$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq";

/// How many rows the imports have.
fn count() -> u64 {
    let rows = std::env::var("ORY_HUB_IMPORT_ROWS").ok();
    rows.map_or(10_000, |rows| rows.parse().expect("a number of rows"))
}

/// The address of a row of an import with this name.
fn email(name: &str, row: u64) -> String {
    format!("{name}-{row}@import.example")
}

/// A row, and whether it is a bad one.
fn row(name: &str, number: u64) -> (String, bool) {
    let mut row = json!({
        "schema_id": "person",
        "traits": { "email": email(name, number) },
        "credentials": { "password": { "config": { "hashed_password": HASH } } },
        "metadata_public": { "row": number }
    });
    let bad = match number % 1_250 {
        100 => {
            row["unknown"] = json!(1);
            true
        }
        333 => {
            row["credentials"]["password"]["config"]["hashed_password"] = json!("$6$salt$hash");
            true
        }
        555 => {
            row["traits"] = json!({ "email": email(name, number - 1) });
            true
        }
        777 => {
            row["traits"] = json!({ "email": "no address" });
            true
        }
        901 => {
            row["traits"]["age"] = json!(7);
            true
        }
        999 => return ("{no json".to_owned(), true),
        _ => false,
    };
    (row.to_string(), bad)
}

fn rows(name: &str) -> Vec<ImportRow> {
    (0..count()).map(|number| ImportRow::from_json(row(name, number).0)).collect()
}

/// Every identity of an import, by its address.
async fn there(ory: &Ory, name: &str) -> HashMap<String, String> {
    let mut items = ory.items(ListIdentities::new().page_size(1_000));
    let mut there = HashMap::new();
    while let Some(identity) = items.next().await.expect("identities") {
        let email: String = identity.traits.get("/email").expect("an address");
        if email.starts_with(&format!("{name}-")) {
            assert_eq!(there.insert(email, identity.id), None);
        }
    }
    there
}

fn line(result: &ImportResult) -> Value {
    match &result.outcome {
        ImportOutcome::Failed(error) => json!({ "row": result.row, "error": error.to_string() }),
        _ => json!({ "row": result.row, "id": result.id() }),
    }
}

/// Imports with a log of results and a checkpoint in a folder, as a program of a user would.
async fn import(ory: &Ory, name: &str, folder: &Path) {
    let checkpoint = folder.join("checkpoint.json");
    let kept = std::fs::read_to_string(&checkpoint).unwrap_or_default();
    let start = ImportCheckpoint::from_json(&kept).unwrap_or_default();
    let mut log = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("results"))
        .expect("a log");
    let report = ory
        .identities()
        .import(rows(name))
        .resume_from(start)
        .on_result(|result| writeln!(log, "{}", line(result)).expect("written"))
        .on_progress(|progress| {
            let next = folder.join("checkpoint.next");
            std::fs::write(&next, progress.checkpoint.to_json()).expect("kept");
            std::fs::rename(next, &checkpoint).expect("kept");
        })
        .run()
        .await;
    assert_eq!(report.stopped, None);
    assert_eq!(report.checkpoint, ImportCheckpoint::new(count(), count()));
}

/// The part of the test below that is killed; alone it has nothing to import.
#[tokio::test]
async fn import_in_a_process_of_its_own() {
    let name = std::env::var("IMPORT_NAME").unwrap_or_default();
    let folder = std::env::var("IMPORT_FOLDER").unwrap_or_default();
    if name.is_empty() {
        let report = kratos().identities().import(Vec::<ImportRow>::new()).run().await;
        assert_eq!((report.results.len(), report.stopped), (0, None));
        return;
    }
    import(&kratos(), &name, Path::new(&folder)).await;
}

#[tokio::test]
async fn an_import_that_was_killed_goes_on_and_names_each_bad_row() {
    let ory = kratos();
    let name = address("import").replace(['@', '.'], "-");
    let folder = PathBuf::from(std::env::var("CARGO_TARGET_TMPDIR").unwrap_or_else(|_| "/tmp".into())).join(&name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let since = Instant::now();
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "import_in_a_process_of_its_own"])
        .env("IMPORT_NAME", &name)
        .env("IMPORT_FOLDER", &folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("a process");
    // In the middle of the third request or so, so that the server is at work on rows that nobody has a result for.
    let checkpoint = folder.join("checkpoint.json");
    let killed_at = loop {
        let kept = std::fs::read_to_string(&checkpoint).unwrap_or_default();
        let kept = ImportCheckpoint::from_json(&kept).unwrap_or_default();
        if kept.done >= count() / 4 && kept.sent > kept.done {
            std::thread::sleep(Duration::from_millis(60));
            break kept;
        }
        assert!(child.try_wait().expect("a state").is_none(), "it ended by itself");
        assert!(since.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(2));
    };
    child.kill().expect("killed");
    child.wait().expect("ended");
    import(&ory, &name, &folder).await;

    let log = std::fs::read_to_string(folder.join("results")).expect("results");
    let mut results: HashMap<u64, Value> = HashMap::new();
    for line in log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        results.insert(line["row"].as_u64().expect("a row"), line);
    }
    let there = there(&ory, &name).await;
    let mut ids = HashSet::new();
    for number in 0..count() {
        let result = &results[&number];
        let bad = row(&name, number).1;
        assert_eq!(result.get("error").is_some(), bad, "row {number}: {result}");
        if !bad {
            let id = result["id"].as_str().expect("an id");
            assert_eq!(there.get(&email(&name, number)).map(String::as_str), Some(id), "row {number}");
            assert!(ids.insert(id.to_owned()), "row {number} has the id of another");
        }
    }
    assert_eq!(there.len(), ids.len());
    println!(
        "\n{} rows, killed at {killed_at:?}, in {:.1} s",
        count(),
        since.elapsed().as_secs_f64()
    );
    std::fs::remove_dir_all(folder).expect("removed");
    // The tests of other languages walk through all identities two by two.
    for id in there.into_values() {
        ory.call(DeleteIdentity::new(id)).await.expect("deleted");
    }
}

#[tokio::test]
async fn modify_keeps_metadata_and_a_patch_touches_what_it_names() {
    let ory = kratos();
    let made = created(&ory, &address("modify")).await;
    let admin = JsonPatchBuilder::new().add("/metadata_admin", json!({ "a/b": 1, "kept": [1.5] })).build().expect("steps");
    ory.call(PatchIdentity::new(made.id.clone(), admin)).await.expect("patched");

    let changed = ory
        .identities()
        .modify(made.id.clone(), |identity| {
            let email: String = identity.traits.get("/email")?;
            identity.traits = Json::from_value(&json!({ "email": email, "newsletter": true }))?;
            Ok(())
        })
        .await
        .expect("changed");
    assert!(changed.traits.get::<bool>("/newsletter").expect("a trait"));

    let steps = JsonPatchBuilder::new().replace(["metadata_admin", "a/b"], 2).build().expect("steps");
    ory.call(PatchIdentity::new(made.id.clone(), steps)).await.expect("patched");
    let read = ory.call(GetIdentity::new(made.id)).await.expect("the identity");
    assert_eq!(read.metadata_public, made.metadata_public);
    let admin: Value = read.metadata_admin.expect("metadata").decode().expect("JSON");
    assert_eq!(admin, json!({ "a/b": 2, "kept": [1.5] }));
}
