//! What a person entered becomes the body that the server takes.

use alloc::string::String;
use alloc::vec::Vec;

use super::kind::FlowKind;
use super::node::{Node, nodes};
use super::value::{FlowValue, text};

/// Belongs to every method.
const DEFAULT: &str = "default";
/// Its fields are sent as they are nested, since they are the application's own.
const TRANSIENT: &str = "transient_payload";
/// Challenges of passkeys; the server keeps them itself.
const CHALLENGES: [&str; 2] = ["passkey_challenge", "passkey_create_data"];

/// The body of a submit: the answers, typed as the form's inputs are, with the fields that the form brings along.
///
/// Answers are named as the nodes are (`traits.email`) or nested (`{"traits": {"email": …}}`). What is empty is left
/// out. The method is the answer of that name, or follows from what was answered.
pub fn request_body<V: FlowValue>(kind: FlowKind, flow: &V, answers: &V) -> V {
    let nodes: Vec<Node<V>> = nodes(flow).collect();
    let mut given = Vec::new();
    flatten(&nodes, "", answers, &mut given);
    drop_excluded(kind, &mut given);
    let method = text(answers, "method").or_else(|| method(flow, &nodes, &given));

    let mut body = V::object();
    for node in &nodes {
        let Some(name) = node.name() else { continue };
        if given.iter().any(|(known, _)| *known == name)
            || !comes_along(kind, node, &name, method.as_deref())
        {
            continue;
        }
        let unchecked = node.input_type().as_deref() == Some("checkbox");
        let value = node.value().and_then(|value| typed(Some(node), value));
        if let Some(value) = value.or_else(|| unchecked.then(|| V::of_bool(false))) {
            body.set(&name, value);
        }
    }
    let mut transient = answers.get(TRANSIENT).map(copied);
    for (name, value) in given {
        let node = nodes
            .iter()
            .find(|node| node.name().as_deref() == Some(&name) && !node.submits());
        let Some(value) = typed(node, value) else {
            continue;
        };
        match name
            .strip_prefix(TRANSIENT)
            .and_then(|rest| rest.strip_prefix('.'))
        {
            Some(field) => transient.get_or_insert_with(V::object).set(field, value),
            None if name != TRANSIENT => body.set(&name, value),
            None => {}
        }
    }
    if let Some(transient) = transient {
        body.set(TRANSIENT, transient);
    }
    if let Some(method) = method {
        if matches!(method.as_str(), "oidc" | "saml")
            && ["provider", "link", "unlink"]
                .iter()
                .all(|name| body.get(name).is_none())
            && let Some(provider) = only(&nodes, "provider", Some(&method))
        {
            body.set("provider", V::of_text(&provider));
        }
        body.set("method", V::of_text(&method));
    }
    body
}

/// An object whose members may be set without changing the caller's.
fn copied<V: FlowValue>(value: V) -> V {
    if !value.is_object() {
        return value;
    }
    let mut copy = V::object();
    for key in value.keys() {
        if let Some(member) = value.get(&key) {
            copy.set(&key, member);
        }
    }
    copy
}

/// The answers by the names of the nodes. An object is taken apart as far as nodes have names in it.
fn flatten<V: FlowValue>(
    nodes: &[Node<V>],
    prefix: &str,
    answers: &V,
    given: &mut Vec<(String, V)>,
) {
    for key in answers.keys() {
        let Some(value) = answers.get(&key) else {
            continue;
        };
        let mut name = String::from(prefix);
        name.push_str(&key);
        let inside = |node: &Node<V>| {
            let known = node.name().unwrap_or_default();
            known
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        };
        if name != TRANSIENT && value.is_object() && nodes.iter().any(inside) {
            name.push('.');
            flatten(nodes, &name, &value, given);
        } else {
            given.push((name, value));
        }
    }
}

/// A code answers the form; beside it the fields that ask for another code would win at the server.
fn drop_excluded<V: FlowValue>(kind: FlowKind, given: &mut Vec<(String, V)>) {
    let is_given = |name: &str, given: &[(String, V)]| {
        let found = given.iter().find(|(known, _)| known == name);
        found.is_some_and(|(_, value)| value.text().as_deref() != Some(""))
    };
    if is_given("resend", given) {
        given.retain(|(name, _)| name != "code");
    } else if is_given("code", given) && matches!(kind, FlowKind::Recovery | FlowKind::Verification)
    {
        given.retain(|(name, _)| name != "email" && name != "recovery_confirm_address");
    }
}

/// A field that nobody answered is sent, as a page's own form would.
fn comes_along<V: FlowValue>(
    kind: FlowKind,
    node: &Node<V>,
    name: &str,
    method: Option<&str>,
) -> bool {
    let group = node.group();
    let belongs = group == DEFAULT
        || Some(group.as_str()) == method
        || (kind == FlowKind::Registration && name.starts_with("traits"));
    belongs && !node.submits() && name != "method" && !CHALLENGES.contains(&name)
}

/// A value as the input's type wants it; nothing for what is empty.
fn typed<V: FlowValue>(node: Option<&Node<V>>, value: V) -> Option<V> {
    let Some(text) = value.text() else {
        return Some(value);
    };
    match node.and_then(Node::input_type).as_deref() {
        Some("checkbox") => Some(V::of_bool(matches!(text.as_str(), "true" | "on" | "1"))),
        _ if text.is_empty() => None,
        Some("number" | "range") => V::of_number(text.trim_ascii()).or(Some(value)),
        _ => Some(value),
    }
}

/// The method that the answers belong to: that of a pressed button, of the answered fields, of the step that the flow is
/// in, or the only one that there is.
fn method<V: FlowValue>(flow: &V, nodes: &[Node<V>], given: &[(String, V)]) -> Option<String> {
    let mut answered: Option<String> = None;
    for pressed in [true, false] {
        for (name, value) in given {
            let named = nodes
                .iter()
                .filter(|node| node.submits() == pressed && node.name().as_ref() == Some(name));
            for node in named {
                let group = node.group();
                // Another button of that name, such as another provider's.
                let other = pressed
                    && value.text().is_some_and(|text| {
                        node.value().is_some_and(|own| own.text() != Some(text))
                    });
                if other
                    || group == DEFAULT
                    || group == "captcha"
                    || value.text().as_deref() == Some("")
                {
                    continue;
                }
                if pressed {
                    return Some(group);
                }
                // The profile is asked for beside any other method.
                if answered.as_deref().is_none_or(|known| known == "profile") {
                    answered = Some(group);
                }
            }
        }
    }
    answered
        .or_else(|| text(flow, "active"))
        .or_else(|| only(nodes, "method", None))
}

/// The value of the buttons with that name, if they have no more than one.
fn only<V: FlowValue>(nodes: &[Node<V>], name: &str, group: Option<&str>) -> Option<String> {
    let mut value = None;
    for node in nodes {
        if !node.submits()
            || node.name().as_deref() != Some(name)
            || group.is_some_and(|group| group != node.group())
        {
            continue;
        }
        let own = node.value()?.text();
        if value.is_some() && value != own {
            return None;
        }
        value = own;
    }
    value
}
