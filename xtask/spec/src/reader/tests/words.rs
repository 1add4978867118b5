//! Keys and words that nobody knows, and words for people.

use super::said;

#[test]
fn keys_and_words() {
    let text = said("about: One pet.", "abuot: One pet.");
    assert!(
        text.starts_with(
            "api/pets/operations.yaml:5: operation `getPet`: unknown key `abuot`; keys are about,"
        ),
        "{text}"
    );
    assert_eq!(
        said("service: kratos-admin", "service: kratos"),
        "api/pets/operations.yaml:7: unknown service `kratos`; it is one of kratos-public, kratos-admin, hydra-public, hydra-admin, \
         keto-read, keto-write, keto-opl, network, console, any"
    );
    assert_eq!(
        said("credential: project_key", "credential: key"),
        "api/pets/operations.yaml:8: unknown credential `key`; it is one of none, project_key, workspace_key, session, \
         session_optional, client_basic, bearer"
    );
    assert_eq!(
        said("retry: idempotent", "pages: links"),
        "api/pets/operations.yaml:21: unknown pages `links`; it is one of none, link_token, link_offset, body_token, \
         body_token_flag, body_next"
    );
    assert_eq!(
        said("404: Problemo", "4o4: Problemo"),
        "api/pets/operations.yaml:12: answers: `4o4` is no HTTP status"
    );
    assert_eq!(
        said("    service: kratos-admin\n", ""),
        "api/pets/operations.yaml:5: operation `getPet` has no `service`"
    );
    assert_eq!(
        said("{ type: string, value: pet }", "{ value: pet }"),
        "api/pets/operations.yaml:31: model `Pet`, field `type` has no type"
    );
    for (old, new, message) in [
        (
            "serialized: true",
            "serialized: maybe",
            "22: serialized is true or false, not `maybe`",
        ),
        (
            "serialized: true",
            "needs_any: name",
            "22: needs_any must be a list",
        ),
        (
            "serialized: true",
            "needs_any: [name]",
            "14: operation `addPet`, needs_any: there is no parameter `name`",
        ),
        (
            "limit: 20",
            "limit: none",
            "23: limit is a number from 1 on, not `none`",
        ),
    ] {
        assert_eq!(
            said(old, new),
            format!("api/pets/operations.yaml:{message}")
        );
    }
    assert_eq!(
        said("enum: [tail, nose tip]", "values: [tail]")
            .lines()
            .last()
            .unwrap(),
        "api/pets/operations.yaml:35: model `PetPart` needs one of `fields`, `enum`, `union`"
    );
}

#[test]
fn words_for_people() {
    assert_eq!(
        said("about: One pet.", "about: \"\""),
        "api/pets/operations.yaml:4: operation `getPet` has an empty `about`"
    );
    assert_eq!(
        said("about: An animal.", "about: \"\""),
        "api/pets/operations.yaml:26: model `Pet` has an empty `about`"
    );
    assert_eq!(
        said("about: Animals.", "about: \"\""),
        "api/pets/operations.yaml:1: group `pets` has an empty `about`"
    );
}
