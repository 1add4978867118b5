//! What is refused, with file, line and reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod supported;
mod words;

use super::read;
use crate::check;
use crate::ir::{Api, ModelKind, Pages, Place, Retry, Type};

const GOOD: &str = r#"about: Animals.

operations:
  getPet:
    about: One pet.
    http: GET /pets/{id}
    service: kratos-admin
    credential: project_key
    path: { id: string }
    query: { expand: "[PetPart]?", kind: { type: string, about: "Which." } }
    header: { Cookie: secret? }
    answers: { 404: Problemo, 200: Pet }
    was: { python: "admin_get_pet, get_animal" }
  addPet:
    about: A new pet.
    http: POST /pets
    service: kratos-admin
    credential: project_key
    body: NewPet
    answers: { 201: Pet }
    retry: idempotent
    serialized: true
    batch: { limit: 20 }

models:
  Pet:
    about: An animal.
    fields:
      tail: Tail?
      id: uuid
      type: { type: string, value: pet }
  NewPet:
    about: An animal to be.
    fields: { name: string }
  PetPart: { about: A part., enum: [tail, nose tip] }
  Tail: { about: A tail., union: kind, arms: { long: LongTail } }
  LongTail: { about: A long tail., fields: { kind: { type: string, value: long } } }
  Problemo: { about: What is wrong., fields: { errors: map<json> } }
"#;

fn of(text: &str) -> Result<Api, String> {
    let sources = [("pets/operations.yaml".to_owned(), text.to_owned())];
    let api = read(&sources).map_err(|diagnostics| diagnostics.to_string())?;
    check::check(&api).map_err(|diagnostics| diagnostics.to_string())?;
    check::docs(&api).map_err(|diagnostics| diagnostics.to_string())?;
    Ok(api)
}

/// What is said about the good description after one change in it.
fn said(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "the example has no `{old}`");
    of(&GOOD.replacen(old, new, 1)).expect_err("it was accepted")
}

#[test]
fn a_good_description_is_read() {
    let api = of(GOOD).unwrap();
    let (_, get) = api.operations().next().unwrap();
    let params: Vec<(&str, Place)> = get
        .params
        .iter()
        .map(|param| (param.wire.as_str(), param.place))
        .collect();
    let order = [
        ("id", Place::Path),
        ("kind", Place::Query),
        ("expand", Place::Query),
        ("Cookie", Place::Header),
    ];
    assert_eq!(params, order);
    assert_eq!(
        get.answers
            .iter()
            .map(|answer| answer.status)
            .collect::<Vec<_>>(),
        [200, 404]
    );
    assert_eq!(
        get.was,
        [
            ("python".into(), "admin_get_pet".into()),
            ("python".into(), "get_animal".into())
        ]
    );
    assert_eq!(
        (get.retry, get.serialized, get.pages),
        (Retry::Safe, false, Pages::None)
    );
    let (_, add) = api.operations().nth(1).unwrap();
    assert_eq!(
        (add.retry, add.serialized, add.mark.line),
        (Retry::Idempotent, true, 14)
    );
    let batch = add.batch.unwrap();
    assert_eq!((batch.limit, batch.plaintext_passwords), (20, None));
    let ModelKind::Record {
        fields,
        keeps_unknown,
    } = &api.model("Pet").unwrap().kind
    else {
        panic!("no record");
    };
    assert!(keeps_unknown);
    let names: Vec<&str> = fields.iter().map(|field| field.wire.as_str()).collect();
    assert_eq!(names, ["id", "type", "tail"]);
    let ModelKind::Record { keeps_unknown, .. } = &api.model("NewPet").unwrap().kind else {
        panic!("no record");
    };
    assert!(
        !keeps_unknown,
        "only what an answer can carry keeps unknown fields"
    );
    assert_eq!(api.model("LongTail").map(|model| model.mark.line), Some(37));
    assert_eq!(get.answer(), Some(&Type::Model("Pet".into())));
}

#[test]
fn unknown_types() {
    assert_eq!(
        said("tail: Tail?", "tail: Tale?"),
        "api/pets/operations.yaml:29: model `Pet`, field `tail`: unknown type `Tale`"
    );
    let text = said("id: uuid", "id: uid");
    assert!(
        text.starts_with(
            "api/pets/operations.yaml:30: model `Pet`, field `id`: unknown type `uid`; types are string,"
        ),
        "{text}"
    );
    assert_eq!(
        said("body: NewPet", "body: Pets"),
        "api/pets/operations.yaml:14: operation `addPet`, body: unknown type `Pets`"
    );
}

#[test]
fn what_stands_twice() {
    assert_eq!(
        said("  addPet:", "  getPet:"),
        "api/pets/operations.yaml:14: operations: `getPet` stands twice, first in line 4"
    );
    assert_eq!(
        said("  LongTail:", "  Pet:"),
        "api/pets/operations.yaml:37: models: `Pet` stands twice, first in line 26"
    );
    assert_eq!(
        said("tail: Tail?", "id: uuid?"),
        "api/pets/operations.yaml:30: model `Pet`: `id` stands twice, first in line 29"
    );
    assert_eq!(
        said("[tail, nose tip]", "[tail, tail]"),
        "api/pets/operations.yaml:35: model `PetPart`: value `tail` stands twice"
    );
    assert_eq!(
        said("[tail, nose tip]", "[nose-tip, nose tip]"),
        "api/pets/operations.yaml:35: model `PetPart`: `nose-tip` and `nose tip` would have the same name"
    );
}

#[test]
fn what_stands_in_two_files() {
    let again = GOOD
        .replace("getPet:", "get_pet:")
        .replace("addPet:", "more:");
    let again = again.split("\nmodels:").next().unwrap().to_owned();
    let sources = [
        ("pets/operations.yaml".to_owned(), GOOD.to_owned()),
        ("zoo/operations.yaml".to_owned(), again),
    ];
    let api = read(&sources).unwrap();
    let text = check::check(&api).unwrap_err().to_string();
    assert_eq!(
        text,
        "api/zoo/operations.yaml:4: operation `get_pet` stands twice, first in api/pets/operations.yaml:4"
    );
}

#[test]
fn several_files_of_one_group_are_one_group() {
    let (operations, models) = GOOD.split_once("\nmodels:").unwrap();
    let models = format!("models:{models}");
    let sources = [
        ("pets/operations.yaml".to_owned(), operations.to_owned()),
        ("pets/all.yaml".to_owned(), models.clone()),
    ];
    let api = read(&sources).unwrap();
    assert_eq!(api.groups.len(), 1);
    assert!(check::check(&api).is_ok());
    assert_eq!(api.model("Pet").unwrap().mark.file, "pets/all.yaml");
    let text = read(&[("cats.yaml".to_owned(), models)])
        .unwrap_err()
        .to_string();
    assert_eq!(
        text,
        "api/cats.yaml:1: a group's files are `<group>/operations.yaml` and `<group>/<topic>.yaml`"
    );
}

#[test]
fn paths_and_their_parameters() {
    assert_eq!(
        said("    path: { id: string }\n", ""),
        "api/pets/operations.yaml:4: operation `getPet`: path parameter `id` of `/pets/{id}` is missing under `path`"
    );
    assert_eq!(
        said("{ id: string }", "{ id: string, no: string }"),
        "api/pets/operations.yaml:9: operation `getPet`: `no` is not in the path `/pets/{id}`"
    );
    assert_eq!(
        said("{ id: string }", "{ id: string? }"),
        "api/pets/operations.yaml:9: operation `getPet`: path parameter `id` cannot be optional"
    );
    assert_eq!(
        said("GET /pets/{id}", "FETCH /pets/{id}")
            .lines()
            .next()
            .unwrap(),
        "api/pets/operations.yaml:6: operation `getPet`: `http` is like `GET /path/{id}`, not `FETCH /pets/{id}`"
    );
    let text = said("\"[PetPart]?\"", "Pet?");
    assert!(
        text.starts_with(
            "api/pets/operations.yaml:10: operation `getPet`, parameter `expand`: a parameter is a text,"
        ),
        "{text}"
    );
}

#[test]
fn a_secret_is_not_marked_sensitive_again() {
    let name = "fields: { name: string }";
    let text = said(name, "fields: { name: { type: secret, sensitive: true } }");
    assert!(text.contains("leave `sensitive` out"), "{text}");
    let text = GOOD.replacen(
        name,
        "fields: { name: { type: string, sensitive: true } }",
        1,
    );
    let api = of(&text).unwrap();
    let ModelKind::Record { fields, .. } = &api.model("NewPet").unwrap().kind else {
        panic!("{api:?}");
    };
    assert!(fields[0].sensitive);
}

#[test]
fn unions() {
    assert_eq!(
        said("long: LongTail", "long: PetPart"),
        "api/pets/operations.yaml:36: model `Tail`, arm `long`: `PetPart` is no record"
    );
    assert_eq!(
        said("long: LongTail", "long: NewPet"),
        "api/pets/operations.yaml:36: model `Tail`, arm `long`: `NewPet` has no field `kind`"
    );
    assert_eq!(
        said("long: LongTail", "short: LongTail"),
        "api/pets/operations.yaml:36: model `Tail`, arm `short`: `LongTail.kind` must have the `value` `short`"
    );
    assert_eq!(
        said("long: LongTail", "long: Nowhere"),
        "api/pets/operations.yaml:36: model `Tail`, arm `long`: there is no model `Nowhere`"
    );
}

#[test]
fn names_that_languages_keep() {
    assert_eq!(
        said(
            "fields: { name: string }",
            "fields: { class: string, class_: string }"
        ),
        "api/pets/operations.yaml:34: model `NewPet`: `class` and `class_` are both `class` in Rust\n\
         api/pets/operations.yaml:34: model `NewPet`: `class` and `class_` are both ``class`` in Kotlin\n\
         api/pets/operations.yaml:34: model `NewPet`: `class` and `class_` are both ``class`` in Swift\n\
         api/pets/operations.yaml:34: model `NewPet`: `class` and `class_` are both `class_` in Python\n\
         api/pets/operations.yaml:34: model `NewPet`: `class` and `class_` are both `class_` in TypeScript\n\
         api/pets/operations.yaml:34: model `NewPet`: `class` and `class_` are both `class_` in C"
    );
    assert_eq!(
        said("{ name: string }", "{ 2nd: string, größe: string }"),
        "api/pets/operations.yaml:34: model `NewPet`: `2nd` cannot be a name in Rust\n\
         api/pets/operations.yaml:34: model `NewPet`: `größe` cannot be a name in Rust"
    );
    assert_eq!(
        of(&GOOD.replace("Problemo", "Any")).unwrap_err(),
        "api/pets/operations.yaml:38: model `Any`: Kotlin has a type of that name; call it `AnyModel`"
    );
    assert_eq!(
        said(
            "id: string }\n    query: { expand",
            "id: string }\n    query: { ID: string?, expand"
        )
        .lines()
        .count(),
        6,
        "`id` and `ID` collide in all six languages"
    );
}

#[test]
fn pages_need_a_list_and_a_token() {
    assert_eq!(
        said("    was: {", "    pages: link_token\n    was: {"),
        "api/pets/operations.yaml:4: operation `getPet`: pages are `link_token` but it answers no list\n\
         api/pets/operations.yaml:4: operation `getPet`: pages need a query parameter `page_token`"
    );
}

#[test]
fn what_is_no_yaml() {
    let text = of("group: [pets").unwrap_err();
    assert!(text.starts_with("api/pets/operations.yaml:"), "{text}");
    assert!(text.contains("is no YAML"), "{text}");
    assert_eq!(of("").unwrap_err(), "api/pets/operations.yaml:1: is empty");
    assert_eq!(
        of("- a").unwrap_err().lines().next(),
        Some(
            "api/pets/operations.yaml:1: group file must be a mapping: lines of `key: value`, indented"
        )
    );
}
