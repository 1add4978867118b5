//! What is written is what the import reads, and it is what other tools know.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{command_line, document};
use crate::import;
use crate::ir::{Api, ModelKind};
use crate::reader::{self, Corrections};

const ZOO: &str = r#"
about: Animals.
operations:
  listCages:
    about: All cages.
    http: GET /cages
    service: keto-read
    credential: session_optional
    query: { page_token: string?, since: { type: time, about: The first day. }, name: { type: string?, may_be_empty: true }, moods: "[Mood]?" }
    header: { X-Session-Token: secret? }
    answers: { 200: "[Cage]", 404: empty }
    pages: link_offset
  feed:
    about: Feeds an animal.
    http: POST /cages/{id}
    service: kratos-admin
    credential: project_key
    path: { id: uuid }
    body: { type: Animal?, form: true }
    answers: { 204: empty }
    bucket: zoo-low
    retry: idempotent
    serialized: true
    needs_any: [id]
    needs_any_unless: allow_delete_all
    batch: { limit: 20, plaintext_passwords: 5 }
    was: { python: feed_it }
models:
  Cage:
    about: Where animals live.
    fields:
      number: int
      weight: number?
      built_at: time?
      animals: "[Animal]"
      keepers: map<string>?
      key: secret?
      notes: json?
      open_for: duration?
  Animal:
    about: Who lives here.
    union: kind
    arms: { cat: Cat }
  Cat:
    about: It purrs.
    fields:
      kind: { type: string, value: cat }
      mood: { type: "Mood?", about: How it feels. }
      chip: { type: json?, sensitive: true }
  Mood:
    about: How somebody feels.
    enum: { good: Best left alone., "very bad": "" }
  Keeper:
    about: Nobody answers one.
    fields: { home: uri? }
"#;

fn zoo() -> Api {
    reader::read(&[("zoo/operations.yaml".to_owned(), ZOO.to_owned())]).unwrap()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Everything of a description that is not words for people.
fn facts(api: &Api) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    for (group, one) in api.operations() {
        let mut params: Vec<String> = one
            .params
            .iter()
            .map(|param| {
                format!(
                    "{} {:?} {:?} {} {}",
                    param.wire, param.place, param.ty, param.optional, param.may_be_empty
                )
            })
            .collect();
        params.sort();
        let rest = (
            &one.method,
            &one.path,
            one.service,
            one.credential,
            one.pages,
            one.retry,
            one.serialized,
            &one.needs_any,
            &one.needs_any_unless,
            one.batch,
        );
        facts.insert(
            one.id.clone(),
            format!(
                "{} {rest:?} {params:?} {:?} {:?} {:?}",
                group.name, one.bucket, one.body, one.answers
            ),
        );
    }
    for group in &api.groups {
        for model in &group.models {
            let mut parts: Vec<String> = match &model.kind {
                ModelKind::Record { fields, .. } => fields
                    .iter()
                    .map(|field| {
                        format!(
                            "{} {:?} {} {:?}",
                            field.wire, field.ty, field.optional, field.constant
                        )
                    })
                    .collect(),
                ModelKind::Enum { values } => {
                    values.iter().map(|value| value.wire.clone()).collect()
                }
                ModelKind::Union { tag, arms } => {
                    arms.iter().map(|arm| format!("{tag} {arm:?}")).collect()
                }
            };
            parts.sort();
            facts.insert(
                format!("{} {}", group.name, model.name),
                format!("{parts:?}"),
            );
        }
    }
    facts
}

fn read_back(api: &Api) -> Api {
    let text = document(api).unwrap().to_string();
    import::read(&text, &Corrections::default(), &[], &Api::default()).unwrap()
}

#[test]
fn every_fact_comes_back() {
    assert_eq!(facts(&read_back(&zoo())), facts(&zoo()));
}

#[test]
fn every_fact_of_the_real_description_comes_back() {
    let api = crate::load(root()).unwrap();
    let (there, back) = (facts(&api), facts(&read_back(&api)));
    for (what, fact) in &there {
        assert_eq!(back.get(what), Some(fact), "{what}");
    }
    assert_eq!(back.len(), there.len());
    assert!(there.len() > 200, "{}", there.len());
}

#[test]
fn importing_what_was_exported_finds_no_difference() {
    let file = std::env::temp_dir().join(format!("ory-hub-export-{}.json", std::process::id()));
    let arguments = [file.to_str().unwrap().to_owned(), "--check".to_owned()];
    command_line(root(), &arguments[..1], &mut Vec::new()).unwrap();
    let mut said = Vec::new();
    let result = import::command_line(root(), &arguments, &mut said);
    // A fact taken away must be missed, or the line above proves nothing.
    let mut less: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let version = less
        .pointer_mut("/components/schemas/Version/required")
        .unwrap();
    *version = json!([]);
    std::fs::write(&file, less.to_string()).unwrap();
    let mut missed = Vec::new();
    import::command_line(root(), &arguments[..1], &mut missed).unwrap();
    std::fs::remove_file(&file).unwrap();
    result.unwrap();
    assert_eq!(
        String::from_utf8(said).unwrap(),
        "0 differences, 0 of them explained\n"
    );
    let missed = String::from_utf8(missed).unwrap();
    assert!(
        missed.contains("Version.version: the document makes it optional"),
        "{missed}"
    );
}

#[test]
fn the_document_says_it_in_the_standards_words() {
    let zoo = document(&zoo()).unwrap();
    let at = |path: &str| zoo.pointer(path).cloned().unwrap_or_default();
    assert_eq!(at("/openapi"), json!("3.1.0"));
    let cage = "/components/schemas/Cage";
    assert_eq!(
        at(&format!("{cage}/required")),
        json!(["number", "animals"])
    );
    assert_eq!(
        at(&format!("{cage}/properties/built_at")),
        json!({ "type": ["string", "null"], "format": "date-time" })
    );
    assert_eq!(
        at("/components/schemas/Cat/properties/mood"),
        json!({ "anyOf": [{ "$ref": "#/components/schemas/Mood" }, { "type": "null" }], "description": "How it feels." })
    );
    assert_eq!(
        at("/components/schemas/Mood/x-enum-descriptions"),
        json!(["Best left alone.", ""])
    );
    assert_eq!(
        at("/paths/~1cages~1{id}/post/requestBody/content"),
        json!({ "application/x-www-form-urlencoded": { "schema": { "$ref": "#/components/schemas/Animal" } } })
    );
    assert_eq!(
        at("/paths/~1cages/get/responses/404"),
        json!({ "description": "Without a body." })
    );
    assert_eq!(
        at("/paths/~1cages/get/security"),
        json!([{}, { "sessionToken": [] }, { "sessionCookie": [] }])
    );
}

#[test]
fn two_operations_at_one_place_are_refused() {
    let twice = ZOO
        .replace("POST /cages/{id}", "GET /cages")
        .replace("    path: { id: uuid }\n", "");
    let api = reader::read(&[("zoo/operations.yaml".to_owned(), twice)]).unwrap();
    let error = document(&api).unwrap_err().to_string();
    assert!(error.starts_with("GET /cages stands twice"), "{error}");
}

#[test]
fn a_body_has_the_type_that_is_sent() {
    let document = document(&crate::load(root()).unwrap()).unwrap();
    for (path, kind) in [
        ("/opl/syntax/check", "text/plain"),
        ("/oauth2/token", "application/x-www-form-urlencoded"),
        ("/admin/identities", "application/json"),
    ] {
        let content = &document["paths"][path]["post"]["requestBody"]["content"];
        let kinds: Vec<&String> = content.as_object().unwrap().keys().collect();
        assert_eq!(kinds, [kind], "{path}");
    }
}
