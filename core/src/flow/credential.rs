//! Passkeys and security keys: what the form asks of an authenticator, and its answer as the form takes it. JSON in,
//! JSON out, binary parts in base64url.

use super::node::{Node, nodes};
use super::value::{FlowValue, text};
use crate::codec::json_view::Text as _;

/// What the authenticator does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ceremony {
    /// Makes a credential: `navigator.credentials.create`.
    Create,
    /// Proves one: `navigator.credentials.get`.
    Get,
}

/// A request to an authenticator.
#[derive(Clone)]
pub struct CredentialRequest<V> {
    /// What it does.
    pub ceremony: Ceremony,
    /// The method that takes the answer: `passkey`, `webauthn`.
    pub method: &'static str,
    /// The options (`publicKey`), as `PublicKeyCredential.parseCreationOptionsFromJSON` or
    /// `parseRequestOptionsFromJSON` takes them.
    pub options: V,
    /// The field of the form that takes the answer.
    pub field: &'static str,
}

/// Where options stand, and where the answer goes: node, field, method, ceremony.
const REQUESTS: [(&str, &str, &str, Ceremony); 5] = [
    (
        "passkey_challenge",
        "passkey_login",
        "passkey",
        Ceremony::Get,
    ),
    (
        "webauthn_login_trigger",
        "webauthn_login",
        "webauthn",
        Ceremony::Get,
    ),
    (
        "passkey_create_data",
        "passkey_register",
        "passkey",
        Ceremony::Create,
    ),
    (
        "passkey_create_data",
        "passkey_settings_register",
        "passkey",
        Ceremony::Create,
    ),
    (
        "webauthn_register_trigger",
        "webauthn_register",
        "webauthn",
        Ceremony::Create,
    ),
];

/// The requests of a form. A new passkey is named by the field that the server chooses, as `answers` fill it in.
pub fn credential_requests<V: FlowValue>(
    flow: &V,
    answers: &V,
) -> impl Iterator<Item = CredentialRequest<V>> {
    REQUESTS
        .iter()
        .filter_map(|&(source, field, method, ceremony)| {
            let node = named(flow, &V::Text::of(source))?;
            named(flow, &V::Text::of(field))?;
            let data = V::parse(&node.value()?.text()?)?;
            let holder = data.get("credentialOptions");
            let mut options = holder.as_ref().unwrap_or(&data).get("publicKey")?;
            let name = text(&data, "displayNameFieldName").and_then(|field| {
                answer(answers, &field).or_else(|| named(flow, &field)?.value()?.text())
            });
            if let Some(name) = name {
                let mut user = options.get("user").unwrap_or_else(V::object);
                user.set("name", V::of_text(name.clone()));
                user.set("displayName", V::of_text(name));
                options.set("user", user);
            }
            Some(CredentialRequest {
                ceremony,
                method,
                options,
                field,
            })
        })
}

fn named<V: FlowValue>(flow: &V, name: &V::Text) -> Option<Node<V>> {
    nodes(flow).find(|node| node.is_named(name))
}

/// A text among the answers, under its dotted name or nested.
fn answer<V: FlowValue>(answers: &V, name: &V::Text) -> Option<V::Text> {
    let mut at = answers.member(name);
    if at.is_none() {
        at = Some(answers.clone());
        let mut rest = Some(name.clone());
        while let Some(path) = rest {
            at = at.and_then(|object| object.member(&path.before(".")));
            rest = path.after(".");
        }
    }
    at?.text().filter(|text| !text.is(""))
}

/// The value of the form's field for the credential that the authenticator gave (`credential.toJSON()`).
pub fn credential_answer<V: FlowValue>(credential: &V) -> V {
    let mut answer = V::object();
    for key in ["id", "rawId", "type", "response"] {
        answer.set_some(key, credential.get(key));
    }
    V::of_text(answer.json())
}
