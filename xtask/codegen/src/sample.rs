//! A small description that the tests of all targets generate from.
#![allow(clippy::unwrap_used)]

use spec::ir::Api;

use crate::{File, rust};

pub(crate) const YAML: &str = r#"
about: Animals.
operations:
  listCages:
    about: All cages.
    http: GET /cages
    service: kratos-admin
    credential: project_key
    query: { page_token: string?, mood: "[Mood]?" }
    answers: { 200: "[Cage]" }
    pages: link_token
  feed:
    about: Feeds an animal.
    http: POST /cages/{type}
    service: kratos-admin
    credential: project_key
    path: { type: string }
    body: Animal
    answers: { 204: empty }
models:
  Cage:
    about: Where animals live.
    fields:
      number: int
      built_at: time?
      animals: "[Animal]"
      keepers: map<string>?
      Type: string?
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
      names: "[string]?"
      key: secret?
      chip: { type: json?, sensitive: true, about: Tells where it lives. }
  Mood:
    about: How somebody feels.
    enum: [good, "very bad"]
"#;

/// What a description in one file says.
pub(crate) fn api(yaml: &str) -> Api {
    spec::read(&[("zoo/operations.yaml".to_owned(), yaml.to_owned())]).unwrap()
}

/// Files as they are written.
pub(crate) fn tidy(files: anyhow::Result<Vec<File>>) -> Vec<File> {
    let mut files = files.unwrap();
    rust::tidy(&mut files).unwrap();
    files
}
