//! What is well-formed and yet has no place in a language, and what is not well-formed, with what to do about it.

use super::{of, said};
use crate::reader::read;

#[test]
fn types_without_a_place_in_a_language() {
    for (old, new, message) in [
        (
            "kind: { type: string, about: \"Which.\" }",
            "kind: \"[PetPart]\"",
            "10: operation `getPet`, parameter `kind`: a list cannot be required, because an argument of C is one value; make it \
             optional by a `?` and name it under `needs_any`",
        ),
        (
            "errors: map<json>",
            "errors: \"map<[Pet]>\"",
            "38: model `Problemo`, field `errors`: a list or map within a list or map has no getters in C; give the inner one a \
             model with a field, or use `json`",
        ),
        (
            "errors: map<json>",
            "errors: \"[[string]]?\"",
            "38: model `Problemo`, field `errors`: a list or map within a list or map has no getters in C; give the inner one a \
             model with a field, or use `json`",
        ),
        (
            "body: NewPet",
            "body: map<NewPet>",
            "14: operation `addPet`, body: a body is a model, a list of models or a text",
        ),
        (
            "body: NewPet",
            "body: PetPart",
            "14: operation `addPet`, body: a body is a model, a list of models or a text",
        ),
        (
            "201: Pet }",
            "201: bool }",
            "14: operation `addPet`: an answer is a model, a list of models or texts, a text or `json`",
        ),
    ] {
        let expected = format!("api/pets/operations.yaml:{message}");
        assert!(
            said(old, new).lines().any(|line| line == expected),
            "no {expected} in\n{}",
            said(old, new)
        );
    }
}

#[test]
fn yaml_that_is_none_comes_with_a_hint() {
    let mut without = Vec::new();
    for (old, new, hint) in [
        (
            "about: One pet.",
            "about: One pet: the best",
            "a text with `: ` in it needs quotes",
        ),
        (
            "about: One pet.",
            "about: `Pet`",
            "a text that begins with a backtick or `@` needs quotes",
        ),
        (
            "    retry: idempotent",
            "    retry idempotent",
            "a key ends in `:` and a space",
        ),
        (
            "about: One pet.",
            "about: \"One pet.",
            "a quote before this line is not closed",
        ),
        (
            "    retry: idempotent",
            "\tretry: idempotent",
            "indent with spaces",
        ),
        (
            "    retry: idempotent",
            "   retry: idempotent",
            "entries of one mapping begin in the same column",
        ),
        (
            "path: { id: string }",
            "path: { id: string",
            "is not closed",
        ),
    ] {
        let text = said(old, new);
        assert!(text.starts_with("api/pets/operations.yaml:"), "{text}");
        if !(text.contains("is no YAML") && text.contains(hint)) {
            without.push(format!("`{new}`: {text}"));
        }
    }
    assert_eq!(without, Vec::<String>::new());
    let text = said("expand: \"[PetPart]?\"", "expand: [PetPart]");
    assert!(
        text.contains("10: ") && text.contains("such as the type `\"[string]\"`, needs quotes"),
        "{text}"
    );
}

#[test]
fn names_of_the_client_are_words() {
    const CLIENT: &str = "\
config:
  max_retries: { type: int, default: \"2\", about: \"How often.\" }
call_options: {}
event: {}
problem: {}
kinds:
  input: \"It was refused.\"
";
    let client = |old: &str, new: &str| {
        let sources = [("client.yaml".to_owned(), CLIENT.replacen(old, new, 1))];
        read(&sources)
            .map(drop)
            .map_err(|diagnostics| diagnostics.to_string())
    };
    assert_eq!(client("input", "input"), Ok(()));
    for (old, new, message) in [
        (
            "  input",
            "  Input",
            "7: kind `Input`: a name is words of small letters with `_` between",
        ),
        (
            "  input",
            "  in-put",
            "7: kind `in-put`: a name is words of small letters with `_` between",
        ),
        ("It was refused.", "", "7: kind `input` is not described"),
        (
            "max_retries",
            "maxRetries",
            "2: config field `maxRetries`: a name is words of small letters with `_` between",
        ),
    ] {
        assert_eq!(client(old, new), Err(format!("api/client.yaml:{message}")));
    }
    assert!(of("about: A.\n").is_ok());
}
