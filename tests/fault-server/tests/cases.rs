//! The list of cases is complete: every language has each case or a reason, and every fault exists.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use fault_server::FAULTS;
use saphyr::{LoadableYamlNode, Yaml};

fn strings<'a>(node: &'a Yaml<'a>, key: &str) -> Vec<&'a str> {
    let Some(list) = node.as_mapping_get(key) else {
        return Vec::new();
    };
    list.as_vec()
        .unwrap_or_else(|| panic!("{key} is not a list"))
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

fn keys<'a>(node: &'a Yaml<'a>, key: &str) -> Vec<&'a str> {
    let Some(map) = node.as_mapping_get(key) else {
        return Vec::new();
    };
    let rows = map
        .as_mapping()
        .unwrap_or_else(|| panic!("{key} is not a map"));
    rows.iter()
        .map(|(name, text)| {
            assert!(
                text.as_str().is_some_and(|text| text.len() > 10),
                "{key}: {name:?} has no text"
            );
            name.as_str().unwrap()
        })
        .collect()
}

#[test]
fn every_case_is_complete() {
    let documents = Yaml::load_from_str(include_str!("../../cases.yaml")).unwrap();
    let root = &documents[0];
    let languages: BTreeSet<_> = strings(root, "languages").into_iter().collect();
    assert_eq!(languages.len(), 6);
    let mut ids = BTreeSet::new();
    let mut cases_of = std::collections::BTreeMap::<&str, usize>::new();
    for case in root.as_mapping_get("cases").unwrap().as_vec().unwrap() {
        let id = case.as_mapping_get("id").unwrap().as_str().unwrap();
        let kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(
            id.bytes().all(kebab) && !id.starts_with('-'),
            "{id} is not in kebab case"
        );
        assert!(ids.insert(id), "{id} is there twice");
        assert!(
            case.as_mapping_get("title")
                .unwrap()
                .as_str()
                .unwrap()
                .len()
                > 5,
            "{id}"
        );
        assert!(
            !strings(case, "do").is_empty() && !strings(case, "must").is_empty(),
            "{id}"
        );

        let has = strings(case, "in");
        let lacks = keys(case, "without");
        for language in &has {
            *cases_of.entry(language).or_default() += 1;
        }
        let all: BTreeSet<_> = has.iter().chain(&lacks).copied().collect();
        assert_eq!(
            all.len(),
            has.len() + lacks.len(),
            "{id} has and lacks the same language"
        );
        assert_eq!(
            all, languages,
            "{id} says nothing about a language, or names one that does not exist"
        );
        for language in keys(case, "notes") {
            assert!(
                has.contains(&language),
                "{id} has a note for {language} and no case"
            );
        }

        let faults = strings(case, "faults");
        match case.as_mapping_get("against").unwrap().as_str().unwrap() {
            "kratos" => assert!(faults.is_empty(), "{id}"),
            "faults" => assert!(!faults.is_empty(), "{id}"),
            other => panic!("{id} is against {other}"),
        }
        for fault in faults {
            assert!(FAULTS.contains(&fault), "{id} names the fault {fault}");
        }
    }
    for language in languages {
        assert!(
            cases_of.get(language).is_some_and(|count| *count >= 10),
            "{language} has too few cases"
        );
    }
}
