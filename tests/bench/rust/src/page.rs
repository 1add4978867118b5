//! What is read: a page of identities as Kratos lists them.

use serde_json::{Value, json};

/// As many as Ory's servers put on one page at the most by default.
const MANY: usize = 250;

/// The page as a server sends it: compact JSON.
pub fn text() -> String {
    Value::Array((0..MANY).map(identity).collect()).to_string()
}

fn identity(index: usize) -> Value {
    let id = |kind: usize| format!("{kind:08x}-5f2a-4c1b-9d3e-{index:012x}");
    let email = format!("person-{index}@example.org");
    let time = "2026-03-01T09:30:00.123456Z";
    json!({
        "id": id(1),
        "credentials": {
            "password": {
                "type": "password",
                "identifiers": [email],
                "version": 0,
                "created_at": time,
                "updated_at": time,
            },
            "oidc": {
                "type": "oidc",
                "identifiers": [format!("provider:{index}")],
                "version": 0,
                "created_at": time,
                "updated_at": time,
            },
        },
        "schema_id": "person",
        "schema_url": "https://auth.example.org/schemas/cGVyc29u",
        "state": "active",
        "state_changed_at": time,
        "traits": {
            "email": email,
            "name": { "first": "Ines", "last": format!("Müller-\"{index}\"") },
            "addresses": [
                { "street": "Hauptstraße 5", "city": "Köln", "zip": "50667", "primary": true },
                { "street": "Rue de l'Église 12", "city": "Lyon", "zip": "69001", "primary": false },
            ],
            "newsletter": index % 2 == 0,
            "age": 20 + index % 60,
        },
        "verifiable_addresses": [{
            "id": id(2),
            "value": email,
            "verified": true,
            "via": "email",
            "status": "completed",
            "verified_at": time,
            "created_at": time,
            "updated_at": time,
        }],
        "recovery_addresses": [{
            "id": id(3),
            "value": email,
            "via": "email",
            "created_at": time,
            "updated_at": time,
        }],
        "metadata_public": { "plan": "team", "seats": 12, "flags": ["beta", "invoices"] },
        "metadata_admin": { "crm": { "id": index, "owner": "sales", "score": 0.75 } },
        "created_at": time,
        "updated_at": time,
        "organization_id": null,
    })
}
