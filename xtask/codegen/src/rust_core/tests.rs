//! Small descriptions against the Rust that comes out of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use spec::ir::Api;

use crate::file::File;
use crate::sample::{self, YAML};

fn api() -> Api {
    sample::api(YAML)
}

/// The generated file of that path, as it is written.
fn generated(files: anyhow::Result<Vec<File>>, path: &str) -> String {
    let files = files.map(|mut files| {
        files.retain(|file| file.path == path);
        files
    });
    sample::tidy(files).pop().expect(path).text
}

#[test]
fn models() {
    let text = generated(super::model::files(&api()), "core/src/model/zoo/models.rs");
    assert_eq!(text, include_str!("expected/model.rs"));
}

#[test]
fn null_is_a_value_where_only_callers_write() {
    let yaml = YAML.replace("animals: \"[Animal]\"", "animals: int");
    let api = sample::api(&yaml);
    let text = generated(super::model::files(&api), "core/src/model/zoo/models.rs");
    assert!(
        text.contains("[sensitive nullable] chip: Option<Json>,"),
        "{text}"
    );
    assert!(text.contains(" notes: Option<Json>,"), "{text}");
}

#[test]
fn pages() {
    let text = generated(super::model::files(&api()), "core/src/model/page.rs");
    assert_eq!(text, include_str!("expected/page.rs"));
}

#[test]
fn the_lists_name_every_model_file() {
    let text = generated(super::model::files(&api()), "core/src/model/mod.rs");
    for line in [
        "mod page;",
        "mod zoo;",
        "pub use zoo::*;",
        "pub use crate::types::UnknownArm;",
        "    [all()]",
        "        Cage, Cat",
        "        Animal, Mood",
        "        ListCagesPage",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} in {text}");
    }
    let text = generated(super::model::files(&api()), "core/src/model/zoo/mod.rs");
    assert!(
        text.ends_with("mod models;\n\npub use models::*;\n"),
        "{text}"
    );
}

#[test]
fn a_field_that_every_record_has_is_refused_with_its_line() {
    let yaml = YAML.replace("number: int", "extra: int");
    let error = super::model::files(&sample::api(&yaml))
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("api/zoo/operations.yaml:24: "), "{error}");
}

#[test]
fn a_model_may_hold_a_list_of_itself_and_no_other_circle() {
    let yaml = YAML.replace("animals: \"[Animal]\"", "animals: \"[Cage]\"");
    let text = generated(
        super::model::files(&sample::api(&yaml)),
        "core/src/model/zoo/models.rs",
    );
    assert!(text.contains("[own] animals: Vec<Cage>,"), "{text}");
    let yaml = YAML.replace("notes: json?", "notes: Cage?");
    let error = super::model::files(&sample::api(&yaml))
        .unwrap_err()
        .to_string();
    assert!(error.contains("`notes` leads back to Cage"), "{error}");
}

#[test]
fn generating_twice_gives_the_same() {
    assert_eq!(super::files(&api()).unwrap(), super::files(&api()).unwrap());
}
