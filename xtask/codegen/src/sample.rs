//! A small description that the tests of all targets generate from.
#![allow(clippy::unwrap_used)]

use spec::ir::{Api, CalledBy, Credential, Operation, Pages, Retry, Service};

use crate::file::File;
use crate::rust;

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

/// An operation without anything, for tests.
pub(crate) fn operation(id: &str) -> Operation {
    Operation {
        id: id.into(),
        about: "Does it.".into(),
        called_by: CalledBy::Client,
        deprecated: None,
        method: "GET".into(),
        path: "/it".into(),
        service: Service::KratosPublic,
        credential: Credential::None,
        params: Vec::new(),
        body: None,
        answers: Vec::new(),
        pages: Pages::None,
        bucket: None,
        retry: Retry::Safe,
        serialized: false,
        needs_any: Vec::new(),
        needs_any_unless: None,
        batch: None,
        was: Vec::new(),
        why: None,
        mark: Default::default(),
    }
}
