//! Passkeys and security keys: what the form asks of an authenticator, and its answer as the form takes it. JSON in,
//! JSON out, binary parts in base64url.

use alloc::string::String;
use alloc::vec::Vec;

use super::node::{Node, nodes};
use super::value::{FlowValue, text};

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
pub fn credential_requests<V: FlowValue>(flow: &V, answers: &V) -> Vec<CredentialRequest<V>> {
    let nodes: Vec<Node<V>> = nodes(flow).collect();
    let named = |name: &str| {
        nodes
            .iter()
            .find(|node| node.name().as_deref() == Some(name))
    };
    let mut requests = Vec::new();
    for (source, field, method, ceremony) in REQUESTS {
        let Some((node, _)) = named(source).zip(named(field)) else {
            continue;
        };
        let Some(data) = node.value().and_then(|value| V::parse(&value.text()?)) else {
            continue;
        };
        let holder = data.get("credentialOptions");
        let Some(mut options) = holder.as_ref().unwrap_or(&data).get("publicKey") else {
            continue;
        };
        let own = |field: &str| named(field)?.value()?.text();
        let name_field = text(&data, "displayNameFieldName");
        if let Some(name) =
            name_field.and_then(|field| answer(answers, &field).or_else(|| own(&field)))
        {
            let mut user = options.get("user").unwrap_or_else(V::object);
            user.set("name", V::of_text(&name));
            user.set("displayName", V::of_text(&name));
            options.set("user", user);
        }
        requests.push(CredentialRequest {
            ceremony,
            method,
            options,
            field,
        });
    }
    requests
}

/// A text among the answers, under its dotted name or nested.
fn answer<V: FlowValue>(answers: &V, name: &str) -> Option<String> {
    text(answers, name).or_else(|| {
        let mut at = answers.clone();
        for part in name.split('.') {
            at = at.get(part)?;
        }
        at.text().filter(|text| !text.is_empty())
    })
}

/// The value of the form's field for the credential that the authenticator gave (`credential.toJSON()`).
pub fn credential_answer<V: FlowValue>(credential: &V) -> V {
    let mut answer = V::object();
    for key in ["id", "rawId", "type", "response"] {
        if let Some(value) = credential.get(key) {
            answer.set(key, value);
        }
    }
    V::of_text(&answer.json())
}
