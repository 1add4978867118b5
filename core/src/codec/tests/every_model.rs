//! What holds for every model, whatever the text: the Rust type and the values agree, and nothing panics.

use proptest::prelude::*;
use serde_json::Value;

use super::arbitrary::{RandomChoices, anything, spoil, valid};
use super::{Check, TypeDesc, value};
use crate::Model;
use crate::codec::FromValue;
use crate::model::{Identity, MODELS};

/// How deep generated values go.
const DEPTH: usize = 4;

/// Both readers give the same verdict, and the same JSON if it is a good one.
fn agree(check: &Check, text: &str) -> Option<Value> {
    match (check.values(text), (check.typed)(text)) {
        (Ok(values), Ok(typed)) => {
            match (parsed(&values), parsed(&typed)) {
                (Some(values), Some(typed)) => {
                    assert_eq!(values, typed, "{}: {text}", check.name);
                    Some(values)
                }
                // A number beyond f64, kept as text by both: the same letters, in whatever order of keys.
                (None, None) => {
                    assert_eq!(letters(&values), letters(&typed), "{}: {text}", check.name);
                    None
                }
                (values, typed) => panic!("{}: {values:?}, {typed:?}: {text}", check.name),
            }
        }
        (Err(values), Err(typed)) => {
            assert_eq!(values, typed, "{}: {text}", check.name);
            assert!(values.offset <= text.len(), "{}: {text}", check.name);
            None
        }
        (values, typed) => panic!("{}: values {values:?}, typed {typed:?}: {text}", check.name),
    }
}

fn parsed(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

#[test]
fn a_number_beyond_every_float_is_kept_by_both() {
    let check = MODELS
        .iter()
        .find(|check| check.name == "Identity")
        .unwrap();
    let text = r#"{"id":"i","schema_id":"s","schema_url":"u","traits":{"n":1e999},"new":-1e999}"#;
    assert!(check.values(text).unwrap().contains("-1e999"));
    assert_eq!(agree(check, text), None);
}

/// The text is read as a union whose arm is unknown.
fn unread(kind: &super::TypeDesc, text: &str) -> bool {
    let arena = super::Arena::new();
    let read = super::decode(kind, text, &arena).unwrap();
    read.variant().unwrap().record.is_none()
}

fn any_model() -> impl Strategy<Value = &'static Check> {
    (0..MODELS.len()).prop_map(|index| &MODELS[index])
}

#[test]
fn there_are_models_of_every_kind() {
    assert!(MODELS.len() > 100, "{}", MODELS.len());
    for name in [
        "Identity",
        "IdentityState",
        "UiNodeAttributes",
        "Session",
        "ErrorGeneric",
    ] {
        assert!(MODELS.iter().any(|check| check.name == name), "{name}");
    }
}

#[test]
fn every_model_keeps_what_its_description_allows() {
    for (index, check) in MODELS.iter().enumerate() {
        for seed in 0..40 {
            let mut choices = RandomChoices(seed * 1_000 + u64::try_from(index).unwrap());
            let pair = valid(check.kind, &mut choices, DEPTH);
            let text = pair.sent.to_string();
            let read = agree(check, &text);
            assert_eq!(
                read,
                Some(pair.kept),
                "{} by seed {seed}: {text}",
                check.name
            );
        }
    }
}

#[test]
fn every_model_refuses_every_truncation() {
    for (index, check) in MODELS.iter().enumerate() {
        let mut choices = RandomChoices(u64::try_from(index).unwrap());
        let text = valid(check.kind, &mut choices, 3).sent.to_string();
        let step = (text.len() / 60).max(1);
        for end in (0..text.len())
            .step_by(step)
            .filter(|end| text.is_char_boundary(*end))
        {
            assert_eq!(
                agree(check, &text[..end]),
                None,
                "{}: {}",
                check.name,
                &text[..end]
            );
        }
    }
}

#[test]
fn every_record_refuses_what_is_no_object() {
    for check in MODELS {
        let is_text = matches!(check.kind, super::TypeDesc::Enum(_));
        for text in ["[]", "[{}]", "null", "true", "0", "\"x\"", "{}}"] {
            let read = agree(check, text);
            assert_eq!(
                read.is_some(),
                is_text && text == "\"x\"",
                "{}: {text}",
                check.name
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoiled_value_has_one_verdict(check in any_model(), seed in any::<u64>(), wounds in 1_usize..4) {
        let mut choices = RandomChoices(seed);
        let mut sent = valid(check.kind, &mut choices, DEPTH).sent;
        for _ in 0..wounds {
            spoil(&mut sent, &mut choices);
        }
        agree(check, &sent.to_string());
    }

    #[test]
    fn what_was_read_is_written_and_read_the_same(
        check in any_model(),
        seed in any::<u64>(),
        wounds in 0_usize..4,
    ) {
        let mut choices = RandomChoices(seed);
        let mut sent = valid(check.kind, &mut choices, DEPTH).sent;
        for _ in 0..wounds {
            spoil(&mut sent, &mut choices);
        }
        if let Ok(once) = (check.typed)(&sent.to_string()) {
            let again = (check.typed)(&once).unwrap();
            prop_assert_eq!(value(&once), value(&again), "{}: {}", check.name, sent);
            let values = check.values(&once).unwrap();
            prop_assert_eq!(value(&values), value(&once), "{}: {}", check.name, sent);
        }
    }

    #[test]
    fn an_arm_that_cannot_be_read_is_kept_as_it_is(seed in any::<u64>(), wounds in 1_usize..4) {
        let mut choices = RandomChoices(seed);
        for check in MODELS {
            let super::TypeDesc::Union(desc) = check.kind else { continue };
            let mut sent = valid(check.kind, &mut choices, DEPTH).sent;
            let tag = sent[desc.tag].clone();
            for _ in 0..wounds {
                if let Some(fields) = sent.as_object_mut() {
                    let index = choices.below(fields.len());
                    if let Some(field) = fields.values_mut().nth(index) {
                        *field = anything(&mut choices, 3);
                    }
                }
            }
            sent[desc.tag] = tag;
            let text = sent.to_string();
            let read = agree(check, &text).unwrap();
            if unread(check.kind, &text) {
                prop_assert_eq!(read, sent, "{}", check.name);
            }
        }
    }

    #[test]
    fn a_damaged_text_has_one_verdict(
        check in any_model(),
        seed in any::<u64>(),
        place in any::<prop::sample::Index>(),
        letter in "[\"\\\\{}\\[\\],:0-9a-z.\u{0}-\u{1f}é]",
    ) {
        let mut text = valid(check.kind, &mut RandomChoices(seed), 3).sent.to_string();
        let boundaries: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
        let start = boundaries[place.index(boundaries.len())];
        let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
        text.replace_range(start..end, &letter);
        agree(check, &text);
    }

    #[test]
    fn any_json_has_one_verdict(check in any_model(), seed in any::<u64>()) {
        agree(check, &anything(&mut RandomChoices(seed), 5).to_string());
    }

    #[test]
    fn any_text_has_one_verdict(check in any_model(), text in "\\PC{0,60}") {
        agree(check, &text);
    }
}

#[test]
fn lists_and_maps_of_models_are_models() {
    let all = Vec::<Identity>::from_json("[]").unwrap();
    assert!(all.is_empty());
    assert!(matches!(
        <Vec<Identity> as FromValue>::TYPE,
        TypeDesc::List(TypeDesc::Record(_))
    ));
    let list = r#"[{"id":"1","schema_id":"s","schema_url":"u","traits":{}}]"#;
    assert_eq!(Vec::<Identity>::from_json(list).unwrap().to_json(), list);
    assert_eq!(
        Vec::<Identity>::from_json("[{}]").unwrap_err().path,
        "$[0].id"
    );
}
