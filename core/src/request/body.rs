//! What is known of a body before it is sent: values that its server cannot use, and secrets that no error shall repeat.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::Value;

use super::body_rules::{BodyRules, RULES};
use super::operation::{BodyKind, Operation};
use super::rejection::Rejection;
use crate::error::ErrorKind;
use crate::types::Secret;

fn rules(operation: &str) -> Option<&'static BodyRules> {
    let found = RULES.binary_search_by(|rules| rules.operation.cmp(operation));
    RULES.get(found.ok()?)
}

/// An operation that patches what another one updates: its steps follow the rules of the other one's body.
const PATCH: [&str; 2] = ["patchIdentity", "updateIdentity"];

/// Refuses a body with an empty text where that means nothing to the server, or a number that it could not read again.
pub(crate) fn check(operation: &Operation, body: &str) -> Result<(), Rejection> {
    if operation.id == PATCH[0] {
        return check_patch(body);
    }
    let asks = |rules: &&BodyRules| !rules.not_empty.is_empty() || !rules.not_number.is_empty();
    let rules = rules(operation.id).filter(asks);
    let Some((rules, value)) = rules.and_then(|rules| Some((rules, parse(operation, body)?)))
    else {
        return Ok(());
    };
    let is_empty = |value: &Value| value.as_str() == Some("");
    let fault = find(&value, rules.not_empty, &is_empty)
        .map(|pointer| (pointer, "` is empty"))
        .or_else(|| Some((find(&value, rules.not_number, &Value::is_number)?, NUMBER)));
    match fault {
        Some((pointer, why)) => Err(refused(pointer, why)),
        None => Ok(()),
    }
}

/// Refuses a step of a JSON Patch that sets a number where an update with it would be refused. The server matches names
/// without regard to case.
fn check_patch(body: &str) -> Result<(), Rejection> {
    let Ok(Value::Array(steps)) = serde_json::from_str(body) else {
        return Ok(());
    };
    let pointers = rules(PATCH[1]).map_or(&[][..], |rules| rules.not_number);
    let fault = steps.iter().find_map(|step| {
        let (path, value) = (step.get("path")?.as_str()?, step.get("value")?);
        let mut pointers = pointers.iter().copied();
        match path {
            // The whole document.
            "" => pointers.find(|pointer| leads_to(value, pointer, &Value::is_number)),
            _ if value.is_number() => pointers.find(|pointer| pointer.eq_ignore_ascii_case(path)),
            _ => None,
        }
    });
    match fault {
        Some(pointer) => Err(refused(pointer, NUMBER)),
        None => Ok(()),
    }
}

fn refused(pointer: &str, why: &str) -> Rejection {
    let name = pointer.replace("/*", "");
    let name = name.trim_start_matches('/').replace('/', ".");
    Rejection::new(ErrorKind::Input, &["`", &name, why])
}

const NUMBER: &str = "` is a bare number, which would make every later read fail";

/// The first pointer that leads to such a value.
fn find(
    value: &Value,
    pointers: &[&'static str],
    matches: &dyn Fn(&Value) -> bool,
) -> Option<&'static str> {
    let mut pointers = pointers.iter().copied();
    pointers.find(|pointer| leads_to(value, pointer, matches))
}

/// A copy of the body where it may hold secrets, until it is known whether the call fails.
pub(crate) fn with_secrets(operation: &Operation, body: Option<&str>) -> Option<Secret> {
    let body =
        body.filter(|_| rules(operation.id).is_some_and(|rules| !rules.secrets.is_empty()))?;
    Some(Secret::new(body))
}

/// The secrets in a body.
pub(crate) fn secrets(operation: &Operation, body: &Secret) -> Vec<Secret> {
    let mut found = Vec::new();
    if let (Some(rules), Some(value)) = (rules(operation.id), parse(operation, body.expose())) {
        collect(&value, rules.secrets, &mut found);
    }
    found
}

/// A form is an object of texts here.
fn parse(operation: &Operation, body: &str) -> Option<Value> {
    match operation.body {
        BodyKind::Form => {
            let pairs = url::form_urlencoded::parse(body.as_bytes());
            Some(
                pairs
                    .map(|(name, value)| (name.into_owned(), Value::from(value)))
                    .collect(),
            )
        }
        _ => serde_json::from_str(body).ok(),
    }
}

fn leads_to(value: &Value, pointer: &str, matches: &dyn Fn(&Value) -> bool) -> bool {
    let Some(rest) = pointer.strip_prefix('/') else {
        return matches(value);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    match value {
        Value::Array(items) if name == "*" => {
            items.iter().any(|item| leads_to(item, rest, matches))
        }
        Value::Object(members) => {
            let member = members.get(name);
            member.is_some_and(|member| leads_to(member, rest, matches))
        }
        _ => false,
    }
}

fn collect(value: &Value, names: &[&str], found: &mut Vec<Secret>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names, found)),
        Value::Object(members) => {
            for (name, member) in members {
                if names.contains(&name.as_str()) {
                    texts(member, found);
                }
                // A credential has the name of its method: the password stands in the configuration of `password`.
                collect(member, names, found);
            }
        }
        _ => {}
    }
}

fn texts(value: &Value, found: &mut Vec<Secret>) {
    match value {
        Value::String(text) => found.push(Secret::new(String::as_str(text))),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_can_be_found_by_their_operation() {
        assert!(!RULES.is_empty());
        assert!(RULES.is_sorted_by_key(|rules| rules.operation));
    }
}
