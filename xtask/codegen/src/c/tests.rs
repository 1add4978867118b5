//! A small description against the C functions that come out of it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::sample::{self, YAML, api};

/// All generated C functions as one text, formatted.
fn generated(yaml: &str) -> String {
    let files = sample::tidy(super::files(&api(yaml)));
    files.iter().map(|file| file.text.as_str()).collect()
}

/// The signature and body of a function.
fn function(text: &str, name: &str) -> String {
    let start = text
        .find(&format!("pub extern \"C\" fn {name}("))
        .expect(name);
    let rest = &text[start..];
    let end = rest.find("\n}\n").expect("an end") + 3;
    let words: Vec<&str> = rest[..end].split_whitespace().collect();
    words.join(" ").replace("( ", "(").replace(", )", ")")
}

#[test]
fn a_call_takes_what_it_needs_then_options_then_outputs() {
    let text = generated(YAML);
    assert_eq!(
        function(&text, "ory_client_list_cages"),
        "pub extern \"C\" fn ory_client_list_cages(client: *const ory_client, \
         options: *const ory_list_cages_options, list: *mut *mut ory_cage_list, error: *mut *mut ory_error) \
         -> ory_result { guard_result(error, || { Call::new(client, &row::zoo::LIST_CAGES)? .options(options) \
         .list(list) }) }"
    );
    assert_eq!(
        function(&text, "ory_client_feed"),
        "pub extern \"C\" fn ory_client_feed(client: *const ory_client, type_: ory_str, \
         body: *const ory_animal_builder, error: *mut *mut ory_error) -> ory_result { guard_result(error, || { \
         Call::new(client, &row::zoo::FEED)? .param(0, arguments::text(type_)) .body(body)? .nothing() }) }"
    );
}

#[test]
fn a_list_in_pages_can_be_walked() {
    let text = generated(YAML);
    let begin = function(&text, "ory_client_list_cages_pages");
    assert!(begin.contains(".options(options) .pages(pages)"), "{begin}");
    let next = function(&text, "ory_list_cages_pages_next");
    assert!(next.contains("list: *mut *mut ory_cage_list"), "{next}");
    assert!(text.contains("fn ory_cage_list_next_page_token("));
}

#[test]
fn getters_follow_the_slots() {
    let text = generated(YAML);
    for (name, read) in [
        (
            "ory_cage_get_number",
            "-> i64 { guard(|| read::field(cage, 0).int()) }",
        ),
        (
            "ory_cage_animals_len",
            "-> usize { guard(|| read::field(cage, 1).len()) }",
        ),
        (
            "ory_cage_animals_at",
            "index: usize) -> *const ory_animal { guard(|| read::item(cage, 1, index).union()) }",
        ),
        (
            "ory_cage_has_built_at",
            "-> bool { guard(|| read::field(cage, 2).has()) }",
        ),
        (
            "ory_cage_get_built_at",
            "-> ory_str { guard(|| read::field(cage, 2).text()) }",
        ),
        (
            "ory_cage_get_built_at_unix_ms",
            "unix_ms: *mut i64) -> bool { guard(|| read::field(cage, 2).unix_ms(unix_ms)) }",
        ),
        (
            "ory_cage_keepers_key_at",
            "guard(|| read::key(cage, 3, index))",
        ),
        (
            "ory_cage_keepers_value_at",
            "guard(|| read::value(cage, 3, index).text())",
        ),
        (
            "ory_cat_get_mood",
            "-> ory_mood { guard(|| read::field(cat, 2).kind()) }",
        ),
        (
            "ory_cat_get_mood_text",
            "-> ory_str { guard(|| read::field(cat, 2).text()) }",
        ),
        (
            "ory_animal_as_cat",
            "-> *const ory_cat { guard(|| read::arm(animal, 1)) }",
        ),
    ] {
        let function = function(&text, name);
        assert!(function.contains(read), "{function}");
    }
}

#[test]
fn numbers_of_an_enum_begin_at_one() {
    let text = generated(YAML);
    for line in [
        "pub type ory_mood = u32;",
        "pub const ORY_MOOD_UNKNOWN: ory_mood = 0;",
        "pub const ORY_MOOD_GOOD: ory_mood = 1;",
        "pub const ORY_MOOD_VERY_BAD: ory_mood = 2;",
        "pub const ORY_ANIMAL_CAT: u32 = 1;",
    ] {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn what_is_read_and_built_has_two_types() {
    let text = generated(YAML);
    let new = function(&text, "ory_cat_builder_new");
    assert!(new.contains("builder::new(&[(1, \"cat\")])"), "{new}");
    assert!(
        !text.contains("fn ory_cat_builder_set_kind("),
        "a constant has no setter"
    );
    let mood = function(&text, "ory_cat_builder_set_mood");
    assert!(mood.contains("value: ory_str"), "{mood}");
    assert!(
        mood.contains("builder::set(cat, 2, builder::text(value))"),
        "{mood}"
    );
    let names = function(&text, "ory_cat_builder_add_names");
    assert!(
        names.contains("builder::push(cat, 3, builder::text(value))"),
        "{names}"
    );
    let arm = function(&text, "ory_animal_builder_from_cat");
    assert!(arm.contains("arm: *const ory_cat_builder"), "{arm}");
    let option = function(&text, "ory_list_cages_options_add_mood");
    assert!(
        option.contains("arguments::add(options, 1, arguments::text(value))"),
        "{option}"
    );
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
