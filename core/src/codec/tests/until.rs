//! Decoding that has to end early.

use std::cell::Cell;
use std::collections::HashMap;
use std::time::Instant;

use crate::DecodeError;
use crate::codec::{FromValue, Model, Until, Value, until};
use crate::model::{Identity, Version};

thread_local! {
    /// Looks at the limits that are still to be answered with "go on".
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

fn is_cancelled() -> bool {
    let left = LOOKS.get();
    LOOKS.set(left.saturating_sub(1));
    left == 0
}

/// Reads something whose caller gives up after so many looks at the limits.
fn cancelled_after<T>(looks: usize, work: impl FnOnce() -> T) -> T {
    LOOKS.set(looks);
    let limits = Until {
        is_cancelled: Some(is_cancelled),
        ..Until::default()
    };
    until(limits, work)
}

fn ended<T>(result: Result<T, DecodeError>) -> bool {
    result.is_err_and(|error| error.what.contains("had to end"))
}

#[test]
fn nothing_is_decoded_after_the_deadline() {
    let limits = Until {
        deadline: Some(Instant::now()),
        ..Until::default()
    };
    let read = || Version::from_json(r#"{"version":"v"}"#);
    assert!(ended(until(limits, read)));
    assert!(read().is_ok());
}

#[test]
fn unknown_fields_are_read_as_long_as_the_caller_waits() {
    let fields: Vec<String> = (0..1_000).map(|name| format!(r#""a{name}":0"#)).collect();
    let text = format!(r#"{{{},"version":"v"}}"#, fields.join(","));
    assert!(ended(cancelled_after(1, || Version::from_json(&text))));
    assert!(ended(cancelled_after(3, || Version::from_json(&text))));
}

#[test]
fn much_free_json_is_looked_through_no_further_than_allowed() {
    let identity = |traits: &str| {
        format!(r#"{{"id":"i","schema_id":"s","schema_url":"u","traits":"{traits}"}}"#)
    };
    let (short, long) = (identity("x"), identity(&"x".repeat(2 << 20)));
    assert!(cancelled_after(1, || Identity::from_json(&short)).is_ok());
    assert!(ended(cancelled_after(1, || Identity::from_json(&long))));
    assert!(cancelled_after(2, || Identity::from_json(&long)).is_ok());
}

#[test]
fn values_are_made_as_long_as_the_caller_waits() {
    let list = vec![Value::Int(1); 1_000];
    let made = cancelled_after(1, || Vec::<i64>::from_value(&Value::List(&list)).unwrap());
    assert_eq!(made.len(), 511);
    let names: Vec<String> = (0..1_000).map(|name| format!("{name}")).collect();
    let entries: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), Value::Int(1)))
        .collect();
    let map = Value::Map(&entries);
    let made = cancelled_after(0, || HashMap::<String, i64>::from_value(&map).unwrap());
    assert_eq!(made.len(), 255);
}
