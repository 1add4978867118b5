//! What `--write` adds, changes and leaves to a person.

use serde_json::json;

use super::{Repository, changed, document, operation, with, without};

#[test]
fn what_is_new_is_written_and_nothing_else_is_lost() {
    let repository = Repository::new();
    let mut new = document();
    new["paths"]["/cages"] = json!({ "post": operation("addCage", "zoo") });
    new["paths"]["/cars"] = json!({ "post": operation("addCar", "garage") });
    new["components"]["schemas"]["pet"]["properties"]["mood"] =
        json!({ "type": "string", "enum": ["asleep", "awake"] });
    new["components"]["schemas"]["pet"]["properties"]["state"]["enum"] = json!(["awake", "asleep"]);
    new["paths"]["/pets/{id}"]["get"]["responses"]["410"] = json!({ "description": "gone" });
    new["components"]["schemas"]["shortTail"] = json!({
        "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } }
    });
    new["components"]["schemas"]["tail"]["discriminator"]["mapping"]["short"] =
        json!("#/components/schemas/shortTail");
    let said = repository.import(&new.to_string(), "--write").unwrap();
    assert!(!said.contains("by hand"), "{said}");
    let after = repository.import(&new.to_string(), "--check");
    let after = after.unwrap_or_else(|text| panic!("{text}"));
    assert!(after.contains("[Unknown ones are 404"), "{after}");
    let pets = repository.text("zoo/pet.yaml");
    for kept in [
        "What it listens to.",
        "awake: Eyes open.",
        "mood: PetState?",
    ] {
        assert!(pets.contains(kept), "no {kept} in\n{pets}");
    }
    let operations = repository.text("zoo/operations.yaml");
    for kept in ["about: One pet.", "fetch_animal", "410: empty", "addCage"] {
        assert!(operations.contains(kept), "no {kept} in\n{operations}");
    }
    assert!(repository.text("garage/operations.yaml").contains("addCar"));
    assert!(repository.text("zoo/models.yaml").contains("ShortTail"));
}

#[test]
fn what_changed_is_written_where_one_line_changes() {
    let pet = "/components/schemas/pet/properties";
    let cases = [
        (
            without(pet, "name"),
            "changed Pet.name: the document has no such field",
            ("zoo/pet.yaml", "name:", false),
        ),
        (
            changed(&format!("{pet}/name"), json!({ "type": "integer" })),
            "changed Pet.name: the document's type is int, ours string",
            (
                "zoo/pet.yaml",
                "name: { type: int?, about: \"What it listens to.\" }",
                true,
            ),
        ),
        (
            changed("/components/schemas/pet/required", json!(["id", "state"])),
            "changed Pet.state: the document requires it",
            ("zoo/pet.yaml", "      state: PetState\n", true),
        ),
        (
            with("/paths/~1pets/get/parameters/0", "required", json!(true)),
            "changed listPets?color: the document requires it",
            ("zoo/operations.yaml", "query: { color: string }", true),
        ),
        (
            changed(
                "/paths/~1pets/get/parameters/0/schema",
                json!({ "type": "array", "items": { "type": "string" } }),
            ),
            "changed listPets?color: the document's type is [string], ours string",
            (
                "zoo/operations.yaml",
                "query: { color: \"[string]?\" }",
                true,
            ),
        ),
    ];
    for (document, line, (file, text, is_there)) in &cases {
        let repository = Repository::new();
        let said = repository.import(document, "--write").unwrap();
        assert_eq!(said.trim_end(), *line);
        let after = repository.text(file);
        assert_eq!(after.contains(text), *is_there, "{line}\n{after}");
        assert!(
            after.contains("about: One pet.") || after.contains("awake: Eyes open."),
            "{after}"
        );
        repository
            .import(document, "--check")
            .unwrap_or_else(|text| panic!("{line}: {text}"));
    }
}

#[test]
fn what_a_person_must_decide_is_named_and_left() {
    let renamed = changed("/paths/~1pets/get/operationId", json!("listAnimals"));
    let cases = [
        (
            renamed,
            "change by hand: listAnimals: the document calls GET /pets so, ours is listPets (api/zoo/operations.yaml:14)",
        ),
        (
            without("/paths", "/pets"),
            "change by hand: listPets: the document has no such operation (api/zoo/operations.yaml:14)",
        ),
        (
            changed(
                "/components/schemas/pet/properties/state/enum",
                json!(["awake"]),
            ),
            "change by hand: PetState=asleep: the document has no such value (api/zoo/pet.yaml:10)",
        ),
    ];
    for (document, line) in &cases {
        let repository = Repository::new();
        let before = ["zoo/operations.yaml", "zoo/pet.yaml"].map(|file| repository.text(file));
        let said = repository.import(document, "--write").unwrap();
        assert!(
            said.lines().any(|known| known == *line),
            "no {line} in\n{said}"
        );
        let after = ["zoo/operations.yaml", "zoo/pet.yaml"].map(|file| repository.text(file));
        assert_eq!(after, before);
        repository.import(document, "--check").expect_err(line);
    }
}
