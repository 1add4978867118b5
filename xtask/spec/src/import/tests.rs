//! Small documents against small descriptions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{add_all, differences, report, upstream};
use crate::check;
use crate::ir::Api;
use crate::reader::{Corrections, Source, read};

const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "paths": {
    "/pets/{id}": { "get": {
      "operationId": "getPet", "tags": ["petShop"], "security": [{ "oryAccessToken": [] }],
      "x-ory-ratelimit-bucket": "pets-low",
      "parameters": [
        { "in": "path", "name": "id", "required": true, "schema": { "type": "string" } },
        { "in": "query", "name": "kind", "schema": { "type": "string", "enum": ["cat", "dog"] } },
        { "in": "header", "name": "cookie", "schema": { "type": "string" } }
      ],
      "responses": {
        "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/pet" } } } },
        "204": { "$ref": "#/components/responses/empty" },
        "default": { "content": { "application/json": { "schema": { "type": "string" } } } }
      }
    } },
    "/pets": { "post": {
      "operationId": "addPet", "tags": ["petShop"],
      "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/pet" } } } },
      "responses": { "201": { "description": "made" } }
    } }
  },
  "components": {
    "responses": { "empty": { "description": "nothing" } },
    "schemas": {
      "time": { "type": "string", "format": "date-time" },
      "names": { "type": "array", "items": { "type": "string" } },
      "base": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "format": "uuid" } } },
      "pet": {
        "allOf": [
          { "$ref": "#/components/schemas/base" },
          { "type": "object", "required": ["born", "names"], "properties": {
            "born": { "$ref": "#/components/schemas/time" },
            "names": { "$ref": "#/components/schemas/names" },
            "state": { "type": "string", "enum": ["awake", "asleep"] },
            "tail": { "$ref": "#/components/schemas/tail" },
            "chip": { "type": "object", "properties": { "code": { "type": "string" } } },
            "weights": { "type": "object", "additionalProperties": { "type": "number" } },
            "notes": { "type": "object", "additionalProperties": {} }
          } }
        ]
      },
      "tail": {
        "oneOf": [{ "$ref": "#/components/schemas/longTail" }],
        "discriminator": { "propertyName": "kind", "mapping": { "long": "#/components/schemas/longTail" } }
      },
      "longTail": { "type": "object", "required": ["kind"], "properties": {
        "kind": { "type": "string", "enum": ["long"] }, "length": { "type": "integer" }
      } }
    }
  }
}"##;

const DRAFT: &str = r#"about: ""

operations:
  addPet:
    about: ""
    http: POST /pets
    service: network
    credential: none
    body: Pet
    answers: { 201: empty }
  getPet:
    about: ""
    http: GET /pets/{id}
    service: network
    credential: project_key
    path: { id: string }
    query: { kind: GetPetKind? }
    header: { Cookie: secret? }
    answers: { 200: Pet, 204: empty }
    bucket: pets-low

models:
  GetPetKind:
    about: ""
    enum: [cat, dog]
  LongTail:
    about: ""
    fields:
      kind: { type: string, value: long }
      length: int?
  Pet:
    about: ""
    fields:
      id: uuid
      born: time
      names: "[string]"
      state: PetState?
      tail: Tail?
      chip: PetChip?
      weights: map<number>?
      notes: json?
  PetChip:
    about: ""
    fields:
      code: string?
  PetState:
    about: ""
    enum: [awake, asleep]
  Tail:
    about: ""
    union: kind
    arms:
      long: LongTail
"#;

fn document() -> Api {
    upstream::read(DOCUMENT, &Corrections::default(), &[], &Api::default()).unwrap()
}

fn ours(text: &str) -> (Vec<Source>, Api) {
    let sources = vec![("pet_shop/operations.yaml".to_owned(), text.to_owned())];
    let api = read(&sources).unwrap();
    (sources, api)
}

fn found(text: &str, corrections: &Corrections) -> String {
    report(&differences(&document(), &ours(text).1, corrections))
}

#[test]
fn a_document_becomes_a_draft() {
    let api = document();
    let group = &api.groups[0];
    let text = super::write::operations(group) + "\n" + &super::write::models(&group.models);
    assert_eq!(text, DRAFT);
    assert!(check::check(&ours(DRAFT).1).is_ok());
}

#[test]
fn a_draft_differs_in_nothing() {
    assert_eq!(
        found(DRAFT, &Corrections::default()),
        "0 differences, 0 of them explained\n"
    );
}

#[test]
fn every_kind_of_difference_is_reported() {
    let none = Corrections::default();
    let cases = [
        (
            "born: time",
            "born: time?",
            "Pet.born: the document requires it (api/pet_shop/operations.yaml:35)",
        ),
        (
            "length: int?",
            "length: int",
            "LongTail.length: the document makes it optional (api/pet_shop/operations.yaml:30)",
        ),
        (
            "born: time",
            "born: int",
            "Pet.born: the document's type is time, ours int (api/pet_shop/operations.yaml:35)",
        ),
        (
            "      notes: json?\n",
            "",
            "Pet.notes: api/ lacks the field (api/pet_shop/operations.yaml:31)",
        ),
        (
            "code: string?",
            "code: string?\n      size: int?",
            "PetChip.size: the document has no such field (api/pet_shop/operations.yaml:46)",
        ),
        (
            "[awake, asleep]",
            "[awake]",
            "PetState=asleep: api/ lacks the value (api/pet_shop/operations.yaml:46)",
        ),
        (
            "[awake, asleep]",
            "[awake, asleep, up]",
            "PetState=up: the document has no such value (api/pet_shop/operations.yaml:46)",
        ),
        (
            "    query: { kind: GetPetKind? }\n",
            "",
            "getPet?kind: api/ lacks the parameter (api/pet_shop/operations.yaml:11)",
        ),
        (
            ", 204: empty",
            "",
            "getPet 204: api/ lacks the answer (api/pet_shop/operations.yaml:11)",
        ),
        (
            "200: Pet,",
            "200: PetChip,",
            "getPet 200: the document answers Pet (api/pet_shop/operations.yaml:11)",
        ),
        (
            "    body: Pet\n",
            "",
            "addPet body: api/ lacks the body (api/pet_shop/operations.yaml:4)",
        ),
        (
            "POST /pets",
            "PUT /pets",
            "addPet: the document has POST /pets (api/pet_shop/operations.yaml:4)",
        ),
        (
            "value: long",
            "value: short",
            "LongTail.kind: the document's value is `long` (api/pet_shop/operations.yaml:29)",
        ),
        (
            "  addPet:",
            "  buyPet:",
            "addPet: the document calls POST /pets so, ours is buyPet (api/pet_shop/operations.yaml:4)",
        ),
    ];
    for (old, new, wanted) in cases {
        assert!(DRAFT.contains(old), "the draft has no `{old}`");
        let text = found(&DRAFT.replacen(old, new, 1), &none);
        assert!(
            text.lines().any(|line| line == wanted),
            "{wanted}\nis not in\n{text}"
        );
    }
}

#[test]
fn a_reason_explains_a_difference() {
    let text = DRAFT.replace("born: time", "born: { type: time?, why: Some are found. }");
    assert_eq!(
        found(&text, &Corrections::default()),
        "  Pet.born: the document requires it [Some are found.]\n1 differences, 1 of them explained\n"
    );
    let corrections = Corrections {
        lacks: vec![("PetState=asleep".to_owned(), "Never seen.".to_owned())],
        ..Corrections::default()
    };
    assert_eq!(
        found(&DRAFT.replace("[awake, asleep]", "[awake]"), &corrections),
        "  PetState=asleep: api/ lacks the value [Never seen.]\n1 differences, 1 of them explained\n"
    );
}

#[test]
fn a_type_within_a_field_takes_the_name_it_was_given() {
    let corrections = Corrections {
        names: vec![("Pet.state".to_owned(), "Mood".to_owned())],
        ..Corrections::default()
    };
    let api = upstream::read(DOCUMENT, &corrections, &[], &Api::default()).unwrap();
    assert!(api.model("Mood").is_some());
    assert!(api.model("PetState").is_none());
}

#[test]
fn what_is_new_is_added_and_nothing_else_changes() {
    let cut = [
        ("      notes: json?\n", ""),
        ("[awake, asleep]", "[awake] # moods"),
        ("{ kind: GetPetKind? }", "{ color: string? }"),
        (
            "about: \"\"\n    http: GET",
            "about: One pet.\n    http: GET",
        ),
        (
            "      born: time\n",
            "      born: { type: time, about: \"A day.\" }\n",
        ),
    ];
    let mut text = cut.iter().fold(DRAFT.to_owned(), |text, (old, new)| {
        text.replacen(old, new, 1)
    });
    text = text.replace("[awake] # moods", "\n      awake: Eyes open.");
    let chip = text.find("  PetChip:").unwrap()..text.find("  PetState:").unwrap();
    text.replace_range(chip, "");
    let (mut sources, api) = ours(&text);
    let open = differences(&document(), &api, &Corrections::default());
    let done = add_all(&mut sources, &document(), &open);
    assert!(done.iter().all(|(_, added)| *added), "{done:?}");
    let after = read(&sources).unwrap();
    let left = report(&differences(&document(), &after, &Corrections::default()));
    let only = "getPet?color: the document has no such parameter (api/pet_shop/operations.yaml:17)\n1 differences, 0 of them explained\n";
    assert_eq!(left, only);
    assert_eq!(sources[1].0, "pet_shop/models.yaml");
    let new = &sources[0].1;
    for kept in [
        "about: One pet.",
        "{ type: time, about: \"A day.\" }",
        "awake: Eyes open.",
        "asleep: \"\"",
    ] {
        assert!(new.contains(kept), "{kept} is not in\n{new}");
    }
    assert!(
        new.contains("query: { color: string?, kind: GetPetKind? }"),
        "{new}"
    );
}
