//! Bodies as Kratos writes them, and how to change one place in them.

use serde_json::{Value, json};

pub(super) fn login_flow() -> Value {
    json!({
        "id": "6b2f8e0c-9c1a-4f0e-8f6e-3f1f5f2e8a11",
        "type": "browser",
        "state": "choose_method",
        "issued_at": "2026-01-31T12:00:00.123456789Z",
        "expires_at": "2026-01-31T13:00:00.123456789Z",
        "request_url": "http://127.0.0.1:4433/self-service/login/browser?a=1&b=2",
        "ui": {
            "action": "http://127.0.0.1:4433/self-service/login?flow=6b2f",
            "method": "POST",
            "nodes": [
                {
                    "type": "input",
                    "group": "default",
                    "attributes": {
                        "name": "csrf_token", "type": "hidden", "value": "x", "required": true,
                        "disabled": false, "node_type": "input"
                    },
                    "messages": [],
                    "meta": {}
                },
                {
                    "type": "text",
                    "group": "totp",
                    "attributes": {
                        "id": "t", "node_type": "text",
                        "text": { "id": 1050006, "text": "Scan", "type": "info", "context": { "n": 1.0 } }
                    },
                    "messages": [{ "id": 4000006, "text": "wrong", "type": "error" }],
                    "meta": { "label": { "id": 1070004, "text": "ID", "type": "info" } }
                }
            ]
        },
        "refresh": false,
        "requested_aal": "aal1"
    })
}

pub(super) fn identity() -> Value {
    json!({
        "id": "9f425a8d-7efc-4768-8f23-7647a74fdf13",
        "schema_id": "default",
        "schema_url": "http://127.0.0.1:4433/schemas/ZGVmYXVsdA",
        "state": "active",
        "traits": { "email": "a@b.example" },
        "verifiable_addresses": [
            { "id": "1f3e", "value": "a@b.example", "verified": false, "via": "email", "status": "sent" }
        ],
        "metadata_public": null,
        "created_at": "2026-01-31T12:00:00Z"
    })
}

pub(super) fn session() -> Value {
    json!({
        "id": "f1a4",
        "active": true,
        "authenticator_assurance_level": "aal1",
        "authentication_methods": [
            { "method": "password", "aal": "aal1", "completed_at": "2026-01-31T12:00:00Z" }
        ],
        "identity": identity()
    })
}

/// The body with one place set to something else.
pub(super) fn with(mut body: Value, pointer: &str, new: Value) -> String {
    match body.pointer_mut(pointer) {
        Some(place) => *place = new,
        None => {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[name] = new;
        }
    }
    body.to_string()
}

/// The body without one field.
pub(super) fn without(mut body: Value, parent: &str, name: &str) -> String {
    let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    parent.remove(name).unwrap();
    body.to_string()
}
