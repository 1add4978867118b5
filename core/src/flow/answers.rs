//! What a person entered becomes the body that the server takes.

use super::kind::FlowKind;
use super::node::{Node, nodes};
use super::value::{FlowValue, text};
use crate::codec::json_view::Text as _;

/// The groups that belong to every method: what came first in steps holds for those that follow.
const COMMON: &str = "default identifier_first";
/// Its fields are sent as they are nested, since they are the application's own.
const TRANSIENT: &str = "transient_payload";
/// Goes back to an earlier step, or on to the next one.
const SCREEN: &str = "screen";
/// Challenges of passkeys; the server keeps them itself. The method is set by itself.
const NOT_SENT: &str = "method passkey_challenge passkey_create_data";

/// The body of a submit: the answers, typed as the form's inputs are, with the fields that the form brings along.
///
/// Answers are named as the nodes are (`traits.email`) or nested (`{"traits": {"email": …}}`). What is empty is left
/// out. The method is the answer of that name, or follows from what was answered.
pub fn request_body<V: FlowValue>(kind: FlowKind, flow: &V, answers: &V) -> V {
    let mut given = V::object();
    flatten(flow, None, answers, &mut given);
    drop_excluded(kind, &mut given);
    // A change of the screen belongs to no method; beside one it would be overlooked.
    let inferred = || method(flow, &given).filter(|_| !is_given(&given, SCREEN));
    let method = text(answers, "method").or_else(inferred);

    let mut body = V::object();
    for node in nodes(flow) {
        let Some(name) = node.name() else { continue };
        if given.member(&name).is_some() || !comes_along(kind, &node, &name, method.as_ref()) {
            continue;
        }
        let value = node.value().and_then(|value| typed(Some(&node), value));
        let unchecked = || node.is_input("checkbox").then(|| V::of_bool(false));
        if let Some(value) = value.or_else(unchecked) {
            body.set_member(&name, value);
        }
    }
    let mut transient = answers.get(TRANSIENT).map(|payload| payload.copy());
    for (name, value) in members(&given) {
        let node = nodes(flow).find(|node| node.is_named(&name) && !node.submits());
        let Some(value) = typed(node.as_ref(), value) else {
            continue;
        };
        if let Some(field) = name.strip("transient_payload.") {
            transient
                .get_or_insert_with(V::object)
                .set_member(&field, value);
        } else if !name.is(TRANSIENT) {
            body.set_member(&name, value);
        }
    }
    body.set_some(TRANSIENT, transient);
    if let Some(method) = method {
        if method.is_one_of("oidc saml")
            && ["provider", "link", "unlink"]
                .iter()
                .all(|name| body.get(name).is_none())
        {
            body.set_some(
                "provider",
                only(flow, "provider", Some(&method)).map(V::of_text),
            );
        }
        body.set("method", V::of_text(method));
    }
    body
}

/// The members of an object that are not null.
fn members<V: FlowValue>(object: &V) -> impl Iterator<Item = (V::Text, V)> {
    let names = (0..).map_while(move |index| object.key(index));
    names.filter_map(move |name| {
        let value = object.member(&name)?;
        Some((name, value))
    })
}

/// The answers by the names of the nodes. An object is taken apart as far as nodes have names in it.
fn flatten<V: FlowValue>(flow: &V, prefix: Option<&V::Text>, answers: &V, given: &mut V) {
    for (key, value) in members(answers) {
        let name = prefix.map_or_else(|| key.clone(), |prefix| prefix.plus(&key));
        if value.is_object() && !name.is(TRANSIENT) {
            let inner = name.plus(&V::Text::of("."));
            let inside = |node: Node<V>| {
                let known = node.name();
                known.is_some_and(|known| known.begins_with(&inner))
            };
            if nodes(flow).any(inside) {
                flatten(flow, Some(&inner), &value, given);
                continue;
            }
        }
        given.set_member(&name, value);
    }
}

/// A code answers the form; beside it the fields that ask for another code would win at the server.
fn drop_excluded<V: FlowValue>(kind: FlowKind, given: &mut V) {
    if is_given(given, "resend") {
        given.remove("code");
    } else if is_given(given, "code") && matches!(kind, FlowKind::Recovery | FlowKind::Verification)
    {
        given.remove("email");
        given.remove("recovery_confirm_address");
    }
}

/// Whether an answer is anything but an empty text.
fn is_given<V: FlowValue>(given: &V, name: &str) -> bool {
    given.get(name).is_some_and(|value| !is_empty_text(&value))
}

fn is_empty_text<V: FlowValue>(value: &V) -> bool {
    value.text().is_some_and(|text| text.is(""))
}

/// A field that nobody answered is sent, as a page's own form would.
fn comes_along<V: FlowValue>(
    kind: FlowKind,
    node: &Node<V>,
    name: &V::Text,
    method: Option<&V::Text>,
) -> bool {
    let group = node.group();
    let belongs = group.is_some_and(|group| {
        group.is_one_of(COMMON) || method.is_some_and(|method| method.equals(&group))
    }) || (kind == FlowKind::Registration && name.strip("traits").is_some());
    belongs && !node.submits() && !name.is_one_of(NOT_SENT)
}

/// A value as the input's type wants it; nothing for what is empty.
fn typed<V: FlowValue>(node: Option<&Node<V>>, value: V) -> Option<V> {
    let Some(text) = value.text() else {
        return Some(value);
    };
    let is_input = |types| node.is_some_and(|node| node.is_input(types));
    if is_input("checkbox") {
        return Some(V::of_bool(text.is_one_of("true on 1")));
    }
    if text.is("") {
        return None;
    }
    let number = if is_input("number range") {
        V::of_number(&text)
    } else {
        None
    };
    number.or(Some(value))
}

/// The method that the answers belong to: that of a pressed button, of the answered fields, of the step that the flow is
/// in, or the only one that there is.
fn method<V: FlowValue>(flow: &V, given: &V) -> Option<V::Text> {
    let mut answered: Option<V::Text> = None;
    for pressed in [true, false] {
        for (name, value) in members(given) {
            for node in nodes(flow) {
                if node.submits() != pressed || !node.is_named(&name) {
                    continue;
                }
                let Some(group) = node.group() else { continue };
                // Another button of that name, such as another provider's.
                let other = pressed
                    && value.text().zip(node.value()).is_some_and(|(text, own)| {
                        !own.text().is_some_and(|own| own.equals(&text))
                    });
                if other || group.is_one_of("default captcha") || is_empty_text(&value) {
                    continue;
                }
                if pressed {
                    return Some(group);
                }
                // The profile is asked for beside any other method.
                if answered.as_ref().is_none_or(|known| known.is("profile")) {
                    answered = Some(group);
                }
            }
        }
    }
    answered
        .or_else(|| text(flow, "active"))
        .or_else(|| only(flow, "method", None))
}

/// The value of the buttons with that name, if they have no more than one.
fn only<V: FlowValue>(flow: &V, name: &str, group: Option<&V::Text>) -> Option<V::Text> {
    let mut value: Option<V::Text> = None;
    for node in nodes(flow) {
        let other_group =
            || group.is_some_and(|group| !node.group().is_some_and(|own| own.equals(group)));
        if !node.submits() || !node.name().is_some_and(|own| own.is(name)) || other_group() {
            continue;
        }
        let own = node.value()?.text();
        let other = |known: &V::Text| own.as_ref().is_none_or(|own| !own.equals(known));
        if value.as_ref().is_some_and(other) {
            return None;
        }
        value = own;
    }
    value
}
