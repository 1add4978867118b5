//! Shapes that no server sends on purpose: wrong types, duplicates, depth, odd spelling.

use super::{TypeDesc, through_values, value};
use crate::codec::{Arena, RecordDesc, UnionDesc, Value, decode, optional, required};
use crate::model::{Identity, LoginFlow, UiNodeAttributes};
use crate::{DecodeError, Model};

static POINT: RecordDesc = RecordDesc {
    name: "Point",
    fields: &[
        required("x", TypeDesc::Int),
        optional("y", TypeDesc::Number, false, false),
        optional("name", TypeDesc::Text, false, false),
        optional(
            "next",
            TypeDesc::List(&TypeDesc::Record(&POINT)),
            false,
            false,
        ),
        optional("labels", TypeDesc::Map(&TypeDesc::Text), false, false),
        optional("free", TypeDesc::Json, false, false),
        optional("on", TypeDesc::Bool, false, false),
    ],
    keeps_unknown: true,
    #[cfg(feature = "python")]
    python: crate::ffi::python::RecordClass::of_tests(),
};
static STRICT: RecordDesc = RecordDesc {
    name: "Strict",
    fields: &[required("x", TypeDesc::Int)],
    keeps_unknown: false,
    #[cfg(feature = "python")]
    python: crate::ffi::python::RecordClass::of_tests(),
};
static SHAPE: UnionDesc = UnionDesc {
    name: "Shape",
    tag: "kind",
    arms: &[("point", &POINT), ("strict", &STRICT)],
};

fn point(text: &str) -> Result<String, DecodeError> {
    through_values(&TypeDesc::Record(&POINT), text)
}

/// Path, fault and offset of the error.
fn fault(kind: &TypeDesc, text: &str) -> (String, String, usize) {
    let error = through_values(kind, text).unwrap_err();
    (error.path, error.what, error.offset)
}

#[test]
fn a_wrong_type_is_named_where_it_stands() {
    let record = &TypeDesc::Record(&POINT);
    for (text, path, what) in [
        ("[1]", "$", "is not an object"),
        (r#""x""#, "$", "is not an object"),
        ("null", "$", "is null"),
        ("7", "$", "is not an object"),
        (r#"{"x": "1"}"#, "$.x", "is not an integer"),
        (r#"{"x": true}"#, "$.x", "is not an integer"),
        (r#"{"x": {}}"#, "$.x", "is not an integer"),
        (r#"{"x": 1, "y": "2"}"#, "$.y", "is not a number"),
        (r#"{"x": 1, "name": 3}"#, "$.name", "is not a text"),
        (r#"{"x": 1, "on": 1}"#, "$.on", "is neither true nor false"),
        (r#"{"x": 1, "next": {}}"#, "$.next", "is not a list"),
        (
            r#"{"x": 1, "next": [{"x": 2}, []]}"#,
            "$.next[1]",
            "is not an object",
        ),
        (
            r#"{"x": 1, "next": [{"x": 2}, null]}"#,
            "$.next[1]",
            "is null",
        ),
        (
            r#"{"x": 1, "next": [{"x": 2}, {}]}"#,
            "$.next[1].x",
            "is missing",
        ),
        (r#"{"x": 1, "labels": []}"#, "$.labels", "is not an object"),
    ] {
        let (found_path, found_what, offset) = fault(record, text);
        assert_eq!(
            (found_path.as_str(), found_what.as_str()),
            (path, what),
            "{text}"
        );
        assert!(offset <= text.len(), "{text}");
    }
}

#[test]
fn an_offset_counts_bytes_over_lines() {
    let text = "{\n \"kind\": \"point\",\n \"x\": 1,\n \"on\": \"é\"}";
    let (path, _, offset) = fault(&TypeDesc::Record(&POINT), text);
    assert_eq!(path, "$.on");
    let expected = text.find("\"é\"").unwrap();
    assert!(
        (expected..=expected + 4).contains(&offset),
        "{offset} for {expected}"
    );
    let (_, _, marked) = fault(&TypeDesc::Record(&POINT), &format!("\u{feff}{text}"));
    assert_eq!(marked, offset + 3);
}

#[test]
fn a_known_field_that_is_there_twice_is_an_error() {
    for (text, path) in [
        (r#"{"x": 1, "x": 1}"#, "$.x"),
        (r#"{"x": 1, "y": null, "y": 1}"#, "$.y"),
        (r#"{"x": 1, "labels": {"a": "b", "a": "b"}}"#, "$.labels.a"),
        (r#"{"x": 1, "\u0078": 1}"#, "$.x"),
    ] {
        let (found, what, _) = fault(&TypeDesc::Record(&POINT), text);
        assert_eq!(
            (found.as_str(), what.as_str()),
            (path, "is there twice"),
            "{text}"
        );
    }
    let many: Vec<String> = (0..1_000)
        .map(|index| format!(r#""k{index}": "v""#))
        .collect();
    let text = format!(
        r#"{{"x": 1, "labels": {{{}, "k500": "v"}}}}"#,
        many.join(",")
    );
    assert_eq!(fault(&TypeDesc::Record(&POINT), &text).0, "$.labels.k500");
    assert!(point(&format!(r#"{{"x": 1, "labels": {{{}}}}}"#, many.join(","))).is_ok());
}

#[test]
fn the_last_of_two_equal_unknown_fields_is_kept() {
    let kept = through_values(
        &TypeDesc::Record(&POINT),
        r#"{"new": 1, "x": 1, "other": 3, "n\u0065w": [2]}"#,
    );
    assert_eq!(kept.unwrap(), r#"{"x":1,"new":[2],"other":3}"#);
    let many: Vec<String> = (0..1_000)
        .map(|index| format!(r#""k{}": {index}"#, index % 500))
        .collect();
    let kept = through_values(
        &TypeDesc::Record(&POINT),
        &format!(r#"{{"x": 1, {}}}"#, many.join(",")),
    );
    let kept = super::value(&kept.unwrap());
    assert_eq!(kept.as_object().unwrap().len(), 501);
    assert_eq!((&kept["k0"], &kept["k499"]), (&500.into(), &999.into()));
}

#[test]
fn fields_that_a_description_does_not_keep_are_dropped_but_checked() {
    let record = &TypeDesc::Record(&STRICT);
    assert_eq!(
        through_values(record, r#"{"new": [1], "x": 1}"#).unwrap(),
        r#"{"x":1}"#
    );
    assert_eq!(
        through_values(record, r#"{"new": 1, "x": 1, "new": 1}"#).unwrap(),
        r#"{"x":1}"#
    );
    let deep = format!(
        r#"{{"x": 1, "new": {}{}}}"#,
        "[".repeat(128),
        "]".repeat(128)
    );
    assert_eq!(fault(record, &deep).1, "is nested deeper than 128 levels");
}

#[test]
fn nesting_ends_at_128_levels_everywhere() {
    let nested = |levels: usize| {
        let (open, close) = (r#"{"x":1,"next":["#, "]}");
        format!(
            "{}{}{}",
            open.repeat(levels / 2),
            r#"{"x":1}"#,
            close.repeat(levels / 2)
        )
    };
    // Each level is an object and a list; the innermost object is one more.
    assert!(point(&nested(126)).is_ok());
    let error = point(&nested(128)).unwrap_err();
    assert_eq!(error.what, "is nested deeper than 128 levels");
    assert!(error.path.starts_with("$.next[0].next[0]"), "{error}");

    let free = |levels: usize| {
        format!(
            r#"{{"x":1,"free":{}{}}}"#,
            "[".repeat(levels),
            "]".repeat(levels)
        )
    };
    assert!(point(&free(127)).is_ok());
    for levels in [128, 100_000] {
        let error = point(&free(levels)).unwrap_err();
        assert_eq!(
            (error.path.as_str(), error.what.as_str()),
            ("$.free", "is nested deeper than 128 levels")
        );
    }
    // Brackets inside texts are no nesting.
    let text = format!(
        r#"{{"x":1,"free":"{}\"{}"}}"#,
        "[".repeat(500),
        "{".repeat(500)
    );
    assert_eq!(value(&point(&text).unwrap()), value(&text));
}

#[test]
fn depth_of_the_identity_and_of_a_flow_is_capped_in_free_json() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!(r#"{{"id":"x","schema_id":"x","schema_url":"x","traits":{deep}}}"#);
    assert_eq!(Identity::from_json(&text).unwrap_err().path, "$.traits");
    assert!(UiNodeAttributes::from_json(&format!(r#"{{"node_type":"new","x":{deep}}}"#)).is_err());
    assert!(LoginFlow::from_json(&deep).is_err());
}

#[test]
fn a_union_finds_its_tag_wherever_it_stands() {
    let union = &TypeDesc::Union(&SHAPE);
    let arena = Arena::new();
    for (text, kind, tag) in [
        (r#"{"kind": "point", "x": 1}"#, 1, "point"),
        (
            r#"{"x": 1, "free": {"kind": "strict"}, "kind": "point"}"#,
            1,
            "point",
        ),
        (r#"{"x": 1, "\u006bind": "\u0070oint"}"#, 1, "point"),
        (r#"{"x": 1, "kind": "strict"}"#, 2, "strict"),
        (r#"{"kind": "circle", "r": 1}"#, 0, "circle"),
        (r#"{"kind": 1}"#, 0, ""),
        ("{}", 0, ""),
    ] {
        let value = decode(union, text, &arena).unwrap();
        let variant = value.variant().unwrap();
        assert_eq!(
            (variant.kind, variant.tag, variant.raw.get()),
            (kind, tag, text)
        );
        assert_eq!(variant.record.is_some(), kind != 0);
    }
    for text in ["[]", "null", "1", r#""point""#] {
        assert!(decode(union, text, &arena).is_err(), "{text}");
    }
    let twice = r#"{"action": "redirect_browser_to", "action": "redirect_browser_to", "redirect_browser_to": "u"}"#;
    let read = <crate::model::ContinueWith as crate::Model>::from_json(twice).unwrap();
    let crate::model::ContinueWith::Unknown(arm) = read else {
        panic!("{read:?}");
    };
    assert_eq!(
        (arm.tag.as_str(), arm.json.text()),
        ("redirect_browser_to", twice)
    );
}

#[test]
fn an_arm_with_a_fault_is_unknown_and_leaves_nothing_behind() {
    static ITEM: TypeDesc = TypeDesc::Union(&SHAPE);
    let shapes = &TypeDesc::List(&ITEM);
    let odd = r#"{"kind":"point","x":1,"new":[2],"labels":{"a":"b"},"next":[{"x":3},{"x":"4"}]}"#;
    let good = r#"{"kind":"point","x":5,"new":6}"#;
    let text = format!("[{odd},{good}]");
    let read = through_values(shapes, &text).unwrap();
    assert_eq!(super::value(&read), super::value(&text));
    // What goes wrong after it is still named where it stands.
    let (path, what, _) = fault(shapes, &format!("[{odd},7]"));
    assert_eq!((path.as_str(), what.as_str()), ("$[1]", "is not an object"));
    // Half a character is mended and the arm is read.
    let half = r#"{"kind":"point","x":1,"name":"\ud800"}"#;
    let arena = Arena::new();
    let value = decode(&TypeDesc::Union(&SHAPE), half, &arena).unwrap();
    assert_eq!(value.variant().unwrap().kind, 1);
}

#[test]
fn escapes_are_resolved_and_plain_texts_borrowed() {
    let arena = Arena::new();
    let text = r#"["plain", "a\u0026b", "\ud83d\ude00"]"#;
    let value = decode(&TypeDesc::List(&TypeDesc::Text), text, &arena).unwrap();
    let Value::List(
        [
            Value::Text(plain),
            Value::Text(ampersand),
            Value::Text(smile),
        ],
    ) = value
    else {
        panic!("{value:?}");
    };
    assert!(text.as_bytes().as_ptr_range().contains(&plain.as_ptr()));
    assert_eq!((*ampersand, *smile), ("a&b", "😀"));
}

#[test]
fn half_a_character_is_no_reason_to_fail() {
    let arena = Arena::new();
    let text = r#"{"x": 1, "labels": {"\ude00": "a\ud83d"}, "new": "\ud800"}"#;
    let value = decode(&TypeDesc::Record(&POINT), text, &arena).unwrap();
    let mut json = String::new();
    super::encode(&value, &mut json);
    assert!(json.contains("{\"\u{fffd}\":\"a\u{fffd}\"}"), "{json}");
    // Free JSON alone stays as it was written.
    let free = decode(&TypeDesc::Json, r#"["\ud800"]"#, &arena).unwrap();
    let Value::Json(free) = free else {
        panic!("{free:?}");
    };
    assert_eq!(free.get(), r#"["\ud800"]"#);
    let (_, what, offset) = fault(
        &TypeDesc::Record(&POINT),
        r#"{"labels": {"a": "\ud83d"}, "x": "1"}"#,
    );
    assert_eq!((what.as_str(), offset > 30), ("is not an integer", true));
}

#[test]
fn what_follows_a_value_is_an_error() {
    for text in [
        r#"{"x": 1} 2"#,
        r#"{"x": 1}}"#,
        r#"{"x": 1,}"#,
        r#"{"x": 01}"#,
        r#"{x: 1}"#,
        "{'x': 1}",
    ] {
        let error = point(text).unwrap_err();
        assert!(error.what.starts_with("is not"), "{text}: {error}");
    }
    assert!(point(" {\"x\": 1}\r\n\t").is_ok());
}

#[test]
fn a_row_writes_its_json_once() {
    let arena = Arena::new();
    let value = decode(
        &TypeDesc::Record(&POINT),
        r#"{"new": [1.0], "x": 1.0, "y": null}"#,
        &arena,
    )
    .unwrap();
    let record = value.record().unwrap();
    assert_eq!(record.json(), r#"{"x":1,"new":[1.0]}"#);
    assert!(std::ptr::eq(record.json(), record.json()));
}

#[test]
fn serde_reads_models_inside_other_types() {
    #[derive(serde::Deserialize, serde::Serialize)]
    struct Cached {
        at: u64,
        identity: Identity,
    }
    let text =
        r#"{"at":1,"identity":{"id":"1","schema_id":"s","schema_url":"u","traits":{"n":1.0}}}"#;
    let cached: Cached = serde_json::from_str(text).unwrap();
    assert_eq!(cached.at, 1);
    assert_eq!(serde_json::to_string(&cached).unwrap(), text);
    let error = serde_json::from_str::<Cached>(&text.replace("schema_url", "u"))
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("$.schema_url is missing"),
        "{error}"
    );
}

#[test]
fn small_objects_and_texts_without_end_are_refused() {
    let many = |item: &str| vec![item; 2_000_000].join(",");
    let methods = format!(r#"{{"id":"s","authentication_methods":[{}]}}"#, many("{}"));
    let error = crate::model::Session::from_json(&methods).unwrap_err();
    assert!(error.what.contains("16 times"), "{error}");
    let error = Vec::<String>::from_json(&format!("[{}]", many("\"\""))).unwrap_err();
    assert!(error.what.contains("16 times"), "{error}");
    let map = format!(
        r#"{{"id":"i","schema_id":"s","schema_url":"u","traits":{{}},"credentials":{{{}}}}}"#,
        {
            let entries: Vec<String> = (0..200_000)
                .map(|index| format!(r#""{index}":{{}}"#))
                .collect();
            entries.join(",")
        }
    );
    let error = Identity::from_json(&map).unwrap_err();
    assert!(error.what.contains("16 times"), "{error}");
    let long = format!(r#"{{"x":1,"free":"{}"}}"#, "x".repeat(6_000_000));
    assert!(point(&long).is_ok());
}
