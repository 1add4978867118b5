//! Small descriptions against the Rust that comes out of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use describe::ir::Api;

use crate::{File, rust};

const YAML: &str = r#"
group: zoo
about: Animals.
operations:
  listCages:
    about: All cages.
    http: GET /cages
    service: kratos-admin
    credential: project_key
    answers: { 200: "[Cage]" }
    query: { page_token: string? }
    pages: link_token
  addAnimal:
    about: One more animal.
    http: POST /animals
    service: kratos-admin
    credential: project_key
    body: Animal
    answers: { 204: empty }
models:
  Cage:
    about: Where animals live.
    fields:
      number: int
      Type: string?
      animals: "[Animal]"
      notes: json?
  Animal:
    about: Who lives here.
    union: kind
    arms: { cat: Cat }
  Cat:
    about: It purrs.
    fields:
      kind: { type: string, value: cat }
      name: string
      mood: { type: "Mood?", about: How it feels. }
      key: secret?
      chip: { type: json?, hidden: true, about: Tells where it lives. }
  Mood:
    about: How somebody feels.
    enum: [good, "very bad"]
"#;

fn api() -> Api {
    describe::read(&[("zoo.yaml".to_owned(), YAML.to_owned())]).unwrap()
}

/// The generated file that ends with the path, as it is written.
fn generated(files: anyhow::Result<Vec<File>>, path: &str) -> String {
    let mut files = files.unwrap();
    files.retain(|file| file.path == path);
    rust::tidy(&mut files).unwrap();
    files.pop().expect(path).text
}

#[test]
fn models() {
    let text = generated(super::model::files(&api()), "core/src/model/zoo.rs");
    assert_eq!(text, include_str!("expected/model.rs"));
}

#[test]
fn tables() {
    let text = generated(super::slots::files(&api()), "core/src/slots/table/zoo.rs");
    assert_eq!(text, include_str!("expected/table.rs"));
}

#[test]
fn null_is_a_value_where_only_callers_write() {
    let yaml = YAML.replace("animals: \"[Animal]\"", "animals: int");
    let api = describe::read(&[("zoo.yaml".to_owned(), yaml)]).unwrap();
    let text = generated(super::slots::files(&api), "core/src/slots/table/zoo.rs");
    assert!(text.contains("nullable(\"chip\", Kind::Json)"), "{text}");
    assert!(text.contains("optional(\"notes\", Kind::Json)"), "{text}");
}

#[test]
fn pages() {
    let text = generated(super::page::files(&api()), "core/src/model/page.rs");
    assert_eq!(text, include_str!("expected/page.rs"));
}

#[test]
fn the_lists_name_every_family() {
    let text = generated(super::model::files(&api()), "core/src/model/mod.rs");
    for line in [
        "mod page;",
        "mod zoo;",
        "pub use zoo::*;",
        "pub use crate::slots::UnknownArm;",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} in {text}");
    }
    let text = generated(super::model::files(&api()), "core/src/model/check.rs");
    assert_eq!(text.matches("Check::of::<").count(), 4, "{text}");
}

#[test]
fn a_field_that_every_record_has_is_refused_with_its_line() {
    let yaml = YAML.replace("number: int", "extra: int");
    let api = describe::read(&[("zoo.yaml".to_owned(), yaml)]).unwrap();
    let error = super::model::files(&api).unwrap_err().to_string();
    assert!(error.starts_with("api/zoo.yaml:24: "), "{error}");
}

#[test]
fn generating_twice_gives_the_same() {
    assert_eq!(super::files(&api()).unwrap(), super::files(&api()).unwrap());
}
