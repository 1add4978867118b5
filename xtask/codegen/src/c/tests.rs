//! A small description against the tables and signatures that come out of it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::sample::{YAML, api};

/// All tables as one text.
fn tables(yaml: &str) -> String {
    let files = super::files(&api(yaml)).unwrap();
    files.iter().map(|file| file.text.as_str()).collect()
}

/// All signatures as one text.
fn signatures(yaml: &str) -> String {
    let files = super::signatures(&api(yaml)).unwrap();
    files.iter().map(|file| file.text.as_str()).collect()
}

fn assert_lines(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(
            text.lines().any(|one| one.trim() == *line),
            "{line} in\n{text}"
        );
    }
}

/// The signature of a function, without attributes and body.
fn signature(text: &str, name: &str) -> String {
    let start = text.find(&format!("fn {name}(")).expect(name);
    let (signature, _) = text[start..].split_once(" { loop {} }").expect("a body");
    signature.to_owned()
}

#[test]
fn a_call_takes_what_it_needs_then_options_then_outputs() {
    assert_lines(
        &tables(YAML),
        &[
            "operation! { list_cages, operation::zoo::LIST_CAGES; options = options(ory_list_cages_options); list ory_cage_list }",
            "operation! { feed, operation::zoo::FEED; type_ = text(0), body = body(ory_animal_builder); nothing }",
        ],
    );
    let text = signatures(YAML);
    assert_eq!(
        signature(&text, "ory_client_list_cages"),
        "fn ory_client_list_cages(client: *const ory_client, options: *const ory_list_cages_options, \
         list: *mut *mut ory_cage_list, error: *mut *mut ory_error) -> ory_result"
    );
    assert_eq!(
        signature(&text, "ory_client_feed"),
        "fn ory_client_feed(client: *const ory_client, type_: ory_str, body: *const ory_animal_builder, \
         error: *mut *mut ory_error) -> ory_result"
    );
}

#[test]
fn a_text_body_is_a_text() {
    let yaml = YAML.replace("body: Animal", "body: string");
    assert_lines(
        &tables(&yaml),
        &[
            "operation! { feed, operation::zoo::FEED; type_ = text(0), body = text_body(); nothing }",
        ],
    );
    assert_eq!(
        signature(&signatures(&yaml), "ory_client_feed"),
        "fn ory_client_feed(client: *const ory_client, type_: ory_str, body: ory_str, \
         error: *mut *mut ory_error) -> ory_result"
    );
}

#[test]
fn what_a_browser_calls_gives_its_address() {
    let yaml = YAML.replace(
        "    body: Animal\n",
        "    body: Animal\n    called_by: browser\n",
    );
    assert_lines(
        &tables(&yaml),
        &["operation! { feed_url, operation::zoo::FEED; type_ = text(0); url ory_text }"],
    );
    let text = signatures(&yaml);
    assert_eq!(
        signature(&text, "ory_client_feed_url"),
        "fn ory_client_feed_url(client: *const ory_client, type_: ory_str, url: *mut *mut ory_text, \
         error: *mut *mut ory_error) -> ory_result"
    );
    assert!(!text.contains("fn ory_client_list_cages_url("));
}

#[test]
fn a_list_in_pages_can_be_walked() {
    assert_lines(
        &tables(YAML),
        &[
            "operation! { list_cages_pages, operation::zoo::LIST_CAGES; options = options(ory_list_cages_options); pages ory_list_cages_pages }",
            "pages! { ory_list_cages_pages, ory_cage_list }",
            "list! { ory_cage_list, record ory_cage Cage, paged }",
        ],
    );
    let text = signatures(YAML);
    assert!(
        signature(&text, "ory_list_cages_pages_next").contains("list: *mut *mut ory_cage_list")
    );
    assert!(text.contains("fn ory_cage_list_next_page_token("));
    assert!(text.contains("fn ory_cage_list_get_json(list: *const ory_cage_list) -> ory_str"));
}

#[test]
fn pages_that_are_records_can_be_walked() {
    let yaml = YAML
        .replace("answers: { 200: \"[Cage]\" }", "answers: { 200: Cages }")
        .replace("pages: link_token", "pages: body_token")
        + "  Cages:\n    about: A page.\n    fields: { next_page_token: string?, cages: \"[Cage]\" }\n";
    assert_lines(
        &tables(&yaml),
        &["pages! { ory_list_cages_pages, ory_cages }"],
    );
    assert!(
        signature(&signatures(&yaml), "ory_list_cages_pages_next")
            .contains("page: *mut *mut ory_cages")
    );
}

#[test]
fn getters_follow_the_fields() {
    assert_lines(
        &tables(YAML),
        &[
            "record! { ory_cage, Cage;",
            "get_number = field(int 0);",
            "animals_len = field(len 1);",
            "animals_at = at(union 1 ory_animal);",
            "has_built_at = field(has 2);",
            "get_built_at = field(text 2);",
            "get_built_at_unix_ms = field(unix_ms 2);",
            "keepers_key_at = key(3);",
            "keepers_value_at = value(text 3);",
            "get_mood = field(kind 2);",
            "get_mood_text = field(text 2);",
            "tagged_union! { ory_animal, Animal;",
            "as_cat = 1 ory_cat;",
        ],
    );
    let text = signatures(YAML);
    for expected in [
        "fn ory_cage_get_number(cage: *const ory_cage) -> i64",
        "fn ory_cage_animals_at(cage: *const ory_cage, index: usize) -> *const ory_animal",
        "fn ory_cage_get_built_at_unix_ms(cage: *const ory_cage, unix_ms: *mut i64) -> bool",
        "fn ory_cage_keepers_key_at(cage: *const ory_cage, index: usize) -> ory_str",
        "fn ory_cat_get_mood(cat: *const ory_cat) -> ory_mood",
        "fn ory_animal_as_cat(animal: *const ory_animal) -> *const ory_cat",
    ] {
        let (name, _) = expected
            .strip_prefix("fn ")
            .unwrap()
            .split_once('(')
            .unwrap();
        assert_eq!(signature(&text, name), expected);
    }
}

#[test]
fn numbers_of_an_enum_begin_at_one() {
    assert_lines(
        &signatures(YAML),
        &[
            "pub type ory_mood = u32;",
            "pub const ORY_MOOD_UNKNOWN: u32 = 0;",
            "pub const ORY_MOOD_GOOD: u32 = 1;",
            "pub const ORY_MOOD_VERY_BAD: u32 = 2;",
            "pub const ORY_ANIMAL_CAT: u32 = 1;",
        ],
    );
}

#[test]
fn what_is_read_and_built_has_two_types() {
    let text = tables(YAML);
    assert_lines(
        &text,
        &[
            "record_builder! { ory_cat_builder, Cat, 1 = \"cat\";",
            "set_mood = set(text 2);",
            "set_mood_kind = set(kind 2);",
            "add_names = add(text 3);",
            "union_builder! { ory_animal_builder, Animal;",
            "from_cat = ory_cat_builder;",
            "add_mood = add(text 1);",
            "add_mood_kind = add(kind 1 Mood);",
            "set_mood = set(texts 1);",
        ],
    );
    assert!(!text.contains("set_kind ="), "a constant has no setter");
    assert_eq!(
        signature(&signatures(YAML), "ory_cat_builder_set_mood_kind"),
        "fn ory_cat_builder_set_mood_kind(cat: *mut ory_cat_builder, value: ory_mood)"
    );
}

#[test]
fn every_function_and_type_is_documented() {
    let text = signatures(YAML);
    let lines: Vec<&str> = text.lines().collect();
    for pair in lines.windows(2) {
        if pair[1].contains(" fn ") || pair[1].starts_with("pub struct ") {
            assert!(
                pair[0].starts_with("/// ") && !pair[0].starts_with("/// #"),
                "{}",
                pair[1]
            );
        }
    }
}

#[test]
fn two_things_of_one_name_are_refused() {
    let yaml = YAML.replace(
        "      number: int\n",
        "      number: int\n      built_at_unix_ms: int\n",
    );
    let error = super::files(&api(&yaml)).unwrap_err().to_string();
    assert!(
        error.contains("two things called `ory_cage_get_built_at_unix_ms`"),
        "{error}"
    );
}

#[test]
fn what_c_cannot_read_is_refused() {
    let yaml = YAML.replace("map<string>?", "map<[string]>?");
    let error = super::files(&api(&yaml)).unwrap_err().to_string();
    assert!(
        error.contains("`keepers`: C has no getters for a list in a list"),
        "{error}"
    );
}
