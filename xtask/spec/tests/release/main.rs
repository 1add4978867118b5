//! What `cargo xtask import` says and does when a new document comes: each kind of change, in a small document.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod write;

use std::path::Path;

use serde_json::{Value, json};

const OPERATIONS: &str = r#"about: Animals.

operations:
  getPet:
    about: One pet.
    http: GET /pets/{id}
    service: network
    credential: none
    path: { id: string }
    query: { kind: PetKind? }
    answers: { 200: Pet, 404: Problem }
    was: { python: fetch_animal }
    why: Unknown ones are 404, which the document does not list.
  listPets:
    about: All pets.
    http: GET /pets
    service: network
    credential: none
    query: { color: string? }
    answers: { 204: empty }
"#;

const MODELS: &str = r#"models:
  Pet:
    about: An animal.
    fields:
      id: uuid
      name: { type: string?, about: "What it listens to." }
      state: PetState?
      tail: Tail?
  PetKind: { about: A kind., enum: [cat, dog] }
  PetState:
    about: How it is.
    enum:
      awake: Eyes open.
      asleep: ""
  Tail:
    about: A tail.
    union: kind
    arms: { long: LongTail }
  LongTail: { about: A long tail., fields: { kind: { type: string, value: long } } }
  Problem: { about: What is wrong., why: Servers send it., fields: { text: string } }
"#;

const PREVIOUS: &str = "python:\n  client: Python 1\n  models: { Animal: Pet }\n";

/// The document that the description above follows.
fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Pets", "version": "v2.0.0" },
        "paths": { "/pets/{id}": { "get": {
            "operationId": "getPet", "tags": ["zoo"],
            "parameters": [
                { "in": "path", "name": "id", "required": true, "schema": { "type": "string" } },
                { "in": "query", "name": "kind", "schema": { "type": "string", "enum": ["cat", "dog"] } },
            ],
            "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/pet" } } } } },
        } }, "/pets": { "get": {
            "operationId": "listPets", "tags": ["zoo"],
            "parameters": [{ "in": "query", "name": "color", "schema": { "type": "string" } }],
            "responses": { "204": { "description": "none" } },
        } } },
        "components": { "schemas": {
            "pet": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string", "format": "uuid" },
                "name": { "type": "string" },
                "state": { "type": "string", "enum": ["awake", "asleep"] },
                "tail": { "$ref": "#/components/schemas/tail" },
            } },
            "tail": {
                "oneOf": [{ "$ref": "#/components/schemas/longTail" }],
                "discriminator": { "propertyName": "kind", "mapping": { "long": "#/components/schemas/longTail" } },
            },
            "longTail": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
        } },
    })
}

/// A repository with the description, and what `import` says of a document: whether it succeeded, and its lines.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let api = folder.path().join("api");
        std::fs::create_dir_all(api.join("zoo")).unwrap();
        std::fs::write(api.join("zoo/operations.yaml"), OPERATIONS).unwrap();
        std::fs::write(api.join("zoo/pet.yaml"), MODELS).unwrap();
        std::fs::write(api.join("previous.yaml"), PREVIOUS).unwrap();
        std::fs::write(
            api.join("corrections.yaml"),
            "document: v2.0.0\nnames: { GetPet.kind: PetKind }\n",
        )
        .unwrap();
        Self(folder)
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.root().join("api").join(file)).unwrap()
    }

    fn import(&self, document: &str, option: &str) -> Result<String, String> {
        let file = self.root().join("document.json");
        std::fs::write(&file, document).unwrap();
        let mut out = Vec::new();
        let arguments = [file.to_str().unwrap().to_owned(), option.to_owned()];
        let result = spec::import::command_line(self.root(), &arguments, &mut out);
        let text = String::from_utf8(out).unwrap();
        match result {
            Ok(()) => Ok(text),
            Err(error) => Err(format!("{text}{error:#}")),
        }
    }
}

fn changed(pointer: &str, value: Value) -> String {
    let mut document = document();
    *document.pointer_mut(pointer).expect(pointer) = value;
    document.to_string()
}

fn with(pointer: &str, key: &str, value: Value) -> String {
    let mut document = document();
    let place = document.pointer_mut(pointer).expect(pointer);
    place.as_object_mut().unwrap().insert(key.to_owned(), value);
    document.to_string()
}

fn without(pointer: &str, key: &str) -> String {
    let mut document = document();
    let place = document.pointer_mut(pointer).expect(pointer);
    place.as_object_mut().unwrap().remove(key).expect(key);
    document.to_string()
}

fn operation(id: &str, tag: &str) -> Value {
    json!({
        "operationId": id, "tags": [tag],
        "responses": { "204": { "description": "done" } },
    })
}

#[test]
fn the_document_that_api_follows_has_no_open_difference() {
    let text = Repository::new().import(&document().to_string(), "--check");
    let text = text.unwrap_or_else(|text| panic!("{text}"));
    assert!(text.contains("[Unknown ones are 404"), "{text}");
}

#[test]
fn each_kind_of_change_is_reported_with_its_place() {
    let pet = "/components/schemas/pet/properties";
    let cases = [
        (
            with(
                "/paths",
                "/cages",
                json!({ "post": operation("addCage", "zoo") }),
            ),
            "addCage: api/ lacks POST /cages (api/zoo/operations.yaml)",
        ),
        (
            with(
                "/paths",
                "/cars",
                json!({ "post": operation("addCar", "garage") }),
            ),
            "group garage: api/ lacks 1 operations (api/garage/)",
        ),
        (
            with(pet, "weight", json!({ "type": "number" })),
            "Pet.weight: api/ lacks the field (api/zoo/pet.yaml:2)",
        ),
        (
            changed(&format!("{pet}/name"), json!({ "type": "integer" })),
            "Pet.name: the document's type is int, ours string (api/zoo/pet.yaml:6)",
        ),
        (
            changed(
                &format!("{pet}/state/enum"),
                json!(["awake", "asleep", "away"]),
            ),
            "PetState=away: api/ lacks the value (api/zoo/pet.yaml:10)",
        ),
        (
            with("/paths/~1pets/get/parameters/0", "required", json!(true)),
            "listPets?color: the document requires it (api/zoo/operations.yaml:19)",
        ),
        (
            {
                let mut document = document();
                document["components"]["schemas"]["shortTail"] = json!({
                    "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } }
                });
                document["components"]["schemas"]["tail"]["discriminator"]["mapping"]["short"] =
                    json!("#/components/schemas/shortTail");
                document.to_string()
            },
            "Tail=short: api/ lacks the arm (api/zoo/pet.yaml:15)",
        ),
        (
            without(pet, "name"),
            "Pet.name: the document has no such field (api/zoo/pet.yaml:6)",
        ),
        (
            changed("/paths/~1pets/get/operationId", json!("listAnimals")),
            "listAnimals: the document calls GET /pets so, ours is listPets (api/zoo/operations.yaml:14)",
        ),
        // The reason beside getPet is for its 404 and explains nothing else of it.
        (
            without("/paths", "/pets/{id}"),
            "getPet: the document has no such operation (api/zoo/operations.yaml:4)",
        ),
        (
            changed(
                "/paths/~1pets~1{id}/get/parameters/1/schema",
                json!({ "type": "integer" }),
            ),
            "getPet?kind: the document's type is int, ours PetKind (api/zoo/operations.yaml:10)",
        ),
        (
            changed(
                "/paths/~1pets~1{id}/get/responses",
                json!({ "204": { "description": "none" } }),
            ),
            "getPet 200: the document has no such answer (api/zoo/operations.yaml:4)",
        ),
    ];
    for (document, line) in &cases {
        let text = Repository::new()
            .import(document, "--check")
            .expect_err(line);
        assert!(
            text.lines().any(|known| known == *line),
            "no {line} in\n{text}"
        );
        assert!(text.contains("have neither a `why`"), "{text}");
    }
}

#[test]
fn an_earlier_document_shows_what_happened_since() {
    let mut old = document();
    old["info"]["version"] = json!("v1.0.0-alpha.2");
    let path = old["paths"]["/pets/{id}"].take();
    let pets = old["paths"]["/pets"].take();
    old["paths"] = json!({ "/animals/{id}": path, "/pets": pets, "/zoo": { "get": operation("getZoo", "zoo") } });
    old["paths"]["/animals/{id}"]["get"]["operationId"] = json!("fetchAnimal");
    let text = Repository::new()
        .import(&old.to_string(), "--check")
        .unwrap();
    assert_eq!(
        text,
        "added since: Problem\nremoved since: getZoo\nrenamed since: fetchAnimal is getPet\n\
         an earlier release: 1 added, 1 removed, 1 renamed, 0 changed since, nothing unexplained\n",
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let pet = "/components/schemas/pet/properties/name";
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let twice = with(
        "/paths",
        "/more",
        json!({ "get": operation("getPet", "zoo") }),
    );
    let own = json!({ "$ref": "#/components/schemas/loop" });
    let cases = [
        ("{".to_owned(), "the document is no JSON"),
        (deep, "the document is no JSON"),
        (
            "[]".to_owned(),
            "the document is no OpenAPI 3: `openapi` is absent",
        ),
        (
            changed("/openapi", json!("2.0")),
            "the document is no OpenAPI 3: `openapi` is 2.0",
        ),
        (changed("/paths", json!(7)), "the document has no `paths`"),
        (
            twice,
            "the operation `getPet` stands twice: GET /pets/{id} and GET /more",
        ),
        (
            changed(pet, json!({ "$ref": "#/components/schemas/nobody" })),
            "`#/components/schemas/nobody` leads nowhere",
        ),
        (
            with("/components/schemas", "loop", own),
            "the schema `loop` is made of itself",
        ),
    ];
    for (document, reason) in cases {
        let text = Repository::new()
            .import(&document, "--check")
            .expect_err(reason);
        assert!(text.contains(reason), "{text}");
    }
    let huge = " ".repeat(33 << 20);
    let text = Repository::new().import(&huge, "--check").unwrap_err();
    assert!(text.contains("a document may have"), "{text}");
}
