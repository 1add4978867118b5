//! What is known of a body before it is sent: values that its server cannot use, and secrets that no error shall repeat.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::Value;

use super::body_rules::{BodyRules, RULES};
use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
use super::operation::{BodyKind, Operation};
use super::rejection::Rejection;
use crate::error::ErrorKind;
use crate::types::Secret;

fn rules(operation: &Operation) -> Option<&'static BodyRules> {
    let found = RULES.binary_search_by(|rules| rules.operation.cmp(operation.id));
    RULES.get(found.ok()?)
}

/// Refuses a body with an empty text where that means nothing to the server, a number that it could not read again, or a
/// JSON Patch of what the configuration does not let it write.
pub(crate) fn check(
    operation: &Operation,
    body: &str,
    config: &dyn ConfigSource,
) -> Result<(), Rejection> {
    let asks = |rules: &&BodyRules| {
        let lists = [rules.not_empty, rules.not_number, rules.patch_not_number];
        lists.iter().any(|list| !list.is_empty()) || !rules.patch_unless.is_empty()
    };
    let rules = rules(operation).filter(asks);
    let Some((rules, value)) = rules.and_then(|rules| Some((rules, parse(operation, body)?)))
    else {
        return Ok(());
    };
    let denied = |rule: &&(&'static str, ConfigKey)| {
        config.get(rule.1).is_none() && patch_writes(&value, rule.0)
    };
    if let Some((pointer, allowed)) = rules.patch_unless.iter().find(denied) {
        let why = "` is not checked by the server when a patch writes it: set ";
        let name = dotted(pointer);
        let message = ["`", &name, why, allowed.as_str(), " if it shall"];
        return Err(Rejection::new(ErrorKind::Input, &message));
    }
    let is_empty = |value: &Value| value.as_str() == Some("");
    let number = || {
        let found = find(&value, rules.not_number, &Value::is_number);
        found.or_else(|| find_in_patch(&value, rules.patch_not_number))
    };
    let fault = find(&value, rules.not_empty, &is_empty)
        .map(|pointer| (pointer, "` is empty"))
        .or_else(|| Some((number()?, NUMBER)));
    let Some((pointer, why)) = fault else {
        return Ok(());
    };
    Err(Rejection::new(
        ErrorKind::Input,
        &["`", &dotted(pointer), why],
    ))
}

/// A JSON pointer as messages name it: `relation_tuple.object`.
fn dotted(pointer: &str) -> String {
    let name = pointer.replace("/*", "");
    name.trim_start_matches('/').replace('/', ".")
}

/// Whether a step of a JSON Patch writes what a pointer leads to, something in it, or something around it that has it.
fn patch_writes(patch: &Value, pointer: &str) -> bool {
    let mut steps = patch.as_array().into_iter().flatten();
    steps.any(|step| {
        let text = |name| step.get(name).and_then(Value::as_str);
        let Some(path) = text("path").filter(|_| text("op") != Some("remove")) else {
            return false;
        };
        let mut names = pointer.split('/').skip(1);
        for part in path.split('/').skip(1) {
            match names.next() {
                Some(name) if is_name(&unescaped(part), name) => {}
                Some(_) => return false,
                None => return true,
            }
        }
        let mut value = step.get("value");
        for name in names {
            let members = value.and_then(Value::as_object).into_iter().flatten();
            let mut same = members.filter(|(member, _)| is_name(member, name));
            match same.next() {
                Some((_, member)) => value = Some(member),
                None => return false,
            }
        }
        true
    })
}

/// Servers match names without regard to case when they read what a patch has made.
fn is_name(given: &str, name: &str) -> bool {
    given.eq_ignore_ascii_case(name)
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
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

/// The first pointer that a step of a JSON Patch sets to a number. The server matches names without regard to case.
fn find_in_patch(patch: &Value, pointers: &[&'static str]) -> Option<&'static str> {
    patch.as_array()?.iter().find_map(|step| {
        let (path, value) = (step.get("path")?.as_str()?, step.get("value")?);
        match path {
            // The whole document.
            "" => find(value, pointers, &Value::is_number),
            _ if value.is_number() => {
                let mut pointers = pointers.iter().copied();
                pointers.find(|pointer| pointer.eq_ignore_ascii_case(path))
            }
            _ => None,
        }
    })
}

/// A copy of the body where it may hold secrets, until it is known whether the call fails.
pub(crate) fn with_secrets(operation: &Operation, body: Option<&str>) -> Option<Secret> {
    let body = body.filter(|_| rules(operation).is_some_and(|rules| !rules.secrets.is_empty()))?;
    Some(Secret::new(body))
}

/// The secrets in a body.
pub(crate) fn secrets(operation: &Operation, body: &Secret) -> Vec<Secret> {
    let mut found = Vec::new();
    if let (Some(rules), Some(value)) = (rules(operation), parse(operation, body.expose())) {
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
