//! What is hidden prints nowhere: every secret and every field that `api/` calls hidden, in every model.

use serde_json::{Value, json};

use super::arbitrary::{Dice, valid};
use super::{Bump, Check, Kind, decode};
use crate::model::{HIDDEN, MODELS};
use crate::codec::{FieldRow, RecordTable};

const TEXT: &str = "hunter2";

/// A value of the kind with the text wherever a text can stand.
fn telling(kind: &Kind) -> Value {
    match kind {
        Kind::Bool => json!(true),
        Kind::Int | Kind::Number => json!(1),
        Kind::Json => json!({ TEXT: [TEXT] }),
        Kind::Text | Kind::Secret | Kind::Time | Kind::Enum(_) => json!(TEXT),
        Kind::List(item) => json!([telling(item)]),
        Kind::Map(value) => json!({ TEXT: telling(value) }),
        Kind::Record(table) => table
            .fields
            .iter()
            .map(|row| (row.name.to_owned(), telling(&row.kind)))
            .collect(),
        Kind::Union(table) => json!({ table.tag: "of tomorrow", TEXT: TEXT }),
    }
}

fn is_secret(kind: &Kind) -> bool {
    match kind {
        Kind::Secret => true,
        Kind::List(inner) | Kind::Map(inner) => is_secret(inner),
        _ => false,
    }
}

fn records() -> impl Iterator<Item = (&'static Check, &'static RecordTable)> {
    MODELS.iter().filter_map(|check| match check.kind {
        Kind::Record(table) => Some((check, *table)),
        _ => None,
    })
}

/// Prints a model whose one field holds the text.
fn print(check: &Check, row: &FieldRow, seed: u64) -> String {
    let mut value = valid(check.kind, &mut Dice(seed), 3).sent;
    value[row.name] = telling(&row.kind);
    let text = value.to_string();
    let shown = (check.shown)(&text).unwrap_or_else(|error| panic!("{}: {error}", check.name));
    let arena = Bump::new();
    let slot = decode(check.kind, &text, &arena).unwrap();
    format!("{shown} {slot:?}")
}

#[test]
fn what_is_hidden_prints_nowhere() {
    let mut found = 0;
    for (check, table) in records() {
        for row in table.fields {
            let hidden = HIDDEN.contains(&(table.name, row.name));
            if !hidden && !is_secret(&row.kind) {
                continue;
            }
            found += usize::from(hidden);
            for seed in 0..5 {
                let shown = print(check, row, seed);
                assert!(
                    !shown.contains(TEXT),
                    "{}.{}: {shown}",
                    table.name,
                    row.name
                );
                assert!(
                    shown.contains("[redacted]"),
                    "{}.{}: {shown}",
                    table.name,
                    row.name
                );
            }
        }
    }
    assert_eq!(found, HIDDEN.len());
}

#[test]
fn what_is_not_hidden_prints() {
    let (check, table) = records()
        .find(|(_, table)| table.name == "Message")
        .unwrap();
    let row = table
        .fields
        .iter()
        .find(|row| row.name == "recipient")
        .unwrap();
    assert!(print(check, row, 0).contains(TEXT));
}

#[test]
fn plain_values_that_hold_secrets_are_hidden() {
    for field in [
        ("IdentityCredentials", "config"),
        ("LogoutFlow", "logout_url"),
        ("UiNodeTextAttributes", "text"),
        ("UiNodeImageAttributes", "src"),
        ("UiNodeInputAttributes", "value"),
        ("Message", "body"),
        ("Message", "subject"),
        ("UpdateLoginFlowWithPasskeyMethod", "passkey_login"),
    ] {
        assert!(HIDDEN.contains(&field), "{field:?}");
    }
    let csrf = records()
        .flat_map(|(_, table)| table.fields.iter().map(move |row| (table.name, row.name)))
        .filter(|(_, field)| *field == "csrf_token");
    for field in csrf {
        assert!(HIDDEN.contains(&field), "{field:?}");
    }
}

#[test]
fn an_arm_of_tomorrow_prints_its_tag_alone() {
    let check = MODELS
        .iter()
        .find(|check| check.name == "ContinueWith")
        .unwrap();
    let shown = (check.shown)(r#"{"action":"set_cookie","cookie":"hunter2"}"#).unwrap();
    assert!(
        shown.contains("set_cookie") && !shown.contains(TEXT),
        "{shown}"
    );
}
