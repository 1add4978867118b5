//! No sensitive value is printed: every secret and every field that `api/` calls sensitive, in every model.

use serde_json::{Value, json};

use super::arbitrary::{RandomChoices, valid};
use super::{Arena, Check, TypeDesc, decode};
use crate::codec::{FieldDesc, RecordDesc};
use crate::model::{MODELS, SENSITIVE};

const TEXT: &str = "hunter2";

/// A value of the kind with the text wherever a text can stand.
fn telling(kind: &TypeDesc) -> Value {
    match kind {
        TypeDesc::Bool => json!(true),
        TypeDesc::Int | TypeDesc::Number => json!(1),
        TypeDesc::Json => json!({ TEXT: [TEXT] }),
        TypeDesc::Text | TypeDesc::Secret | TypeDesc::Time | TypeDesc::Enum(_) => json!(TEXT),
        TypeDesc::List(item) => json!([telling(item)]),
        TypeDesc::Map(value) => json!({ TEXT: telling(value) }),
        TypeDesc::Record(table) => table
            .fields
            .iter()
            .map(|field_desc| (field_desc.name.to_owned(), telling(&field_desc.ty)))
            .collect(),
        TypeDesc::Union(table) => json!({ table.tag: "of tomorrow", TEXT: TEXT }),
    }
}

fn is_secret(kind: &TypeDesc) -> bool {
    match kind {
        TypeDesc::Secret => true,
        TypeDesc::List(inner) | TypeDesc::Map(inner) => is_secret(inner),
        _ => false,
    }
}

fn is_sensitive(model: &str, field: &str) -> bool {
    let fields = SENSITIVE.iter().find(|(name, _)| *name == model).unwrap().1;
    fields.contains(&(field, true))
}

fn records() -> impl Iterator<Item = (&'static Check, &'static RecordDesc)> {
    MODELS.iter().filter_map(|check| match check.kind {
        TypeDesc::Record(table) => Some((check, *table)),
        _ => None,
    })
}

/// Prints a model whose one field holds the text.
fn print(check: &Check, field_desc: &FieldDesc, seed: u64) -> String {
    let mut value = valid(check.kind, &mut RandomChoices(seed), 3).sent;
    value[field_desc.name] = telling(&field_desc.ty);
    let text = value.to_string();
    let shown = (check.shown)(&text).unwrap_or_else(|error| panic!("{}: {error}", check.name));
    let arena = Arena::new();
    let value = decode(check.kind, &text, &arena).unwrap();
    format!("{shown} {value:?}")
}

#[test]
fn sensitive_values_are_never_printed() {
    let mut found = 0;
    for (check, table) in records() {
        for field_desc in table.fields {
            let hidden = is_sensitive(table.name, field_desc.name);
            if !hidden && !is_secret(&field_desc.ty) {
                continue;
            }
            found += usize::from(hidden);
            for seed in 0..5 {
                let shown = print(check, field_desc, seed);
                assert!(
                    !shown.contains(TEXT),
                    "{}.{}: {shown}",
                    table.name,
                    field_desc.name
                );
                assert!(
                    shown.contains("[redacted]"),
                    "{}.{}: {shown}",
                    table.name,
                    field_desc.name
                );
            }
        }
    }
    let marked = SENSITIVE.iter().flat_map(|(_, fields)| *fields);
    assert_eq!(found, marked.filter(|(_, sensitive)| *sensitive).count());
    assert!(found > 0);
}

#[test]
fn what_is_not_hidden_prints() {
    let (check, table) = records()
        .find(|(_, table)| table.name == "Message")
        .unwrap();
    let record = table
        .fields
        .iter()
        .find(|field_desc| field_desc.name == "recipient")
        .unwrap();
    assert!(print(check, record, 0).contains(TEXT));
}

#[test]
fn plain_values_that_hold_secrets_are_redacted() {
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
        assert!(is_sensitive(field.0, field.1), "{field:?}");
    }
    let csrf = records()
        .flat_map(|(_, table)| {
            table
                .fields
                .iter()
                .map(move |field_desc| (table.name, field_desc.name))
        })
        .filter(|(_, field)| *field == "csrf_token");
    for field in csrf {
        assert!(is_sensitive(field.0, field.1), "{field:?}");
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
