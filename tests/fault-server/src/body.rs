//! Response bodies as Kratos writes them, and variants with values that no client knows.

use serde_json::{Value, json};

/// The identity of every well-formed body.
pub const IDENTITY_ID: &str = "3f1b6a52-8c07-4a8e-9d4b-2f6f0c1e7a90";
/// The session of every well-formed body.
pub const SESSION_ID: &str = "9a0e4f7c-51d3-4b1a-8f57-6c2d9e3b1a48";
/// The flow of every well-formed body.
pub const FLOW_ID: &str = "c5d1e8a4-7b92-4e36-a0f8-13b7d9e2c465";
/// The mail address of the identity.
pub const EMAIL: &str = "ada@faults.example";
/// How deep `deep` nests.
pub const DEPTH: usize = 100_000;

/// An HTML error page of a proxy.
pub const HTML: &str = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n\
    <body><center><h1>502 Bad Gateway</h1></center><hr><center>proxy</center></body></html>\n";

/// The body of `getIdentity`.
#[must_use]
pub fn identity() -> Value {
    json!({
        "id": IDENTITY_ID,
        "schema_id": "default",
        "schema_url": "http://localhost/schemas/ZGVmYXVsdA",
        "state": "active",
        "state_changed_at": "2026-01-02T03:04:05.123456789Z",
        "traits": { "email": EMAIL, "name": { "first": "Ada" }, "karma": 9_007_199_254_740_993_u64 },
        "verifiable_addresses": [{
            "id": "5b2c8d10-6a4f-4f0c-b1d7-8e93a6f2c051",
            "value": EMAIL,
            "verified": false,
            "via": "email",
            "status": "sent",
            "created_at": "2026-01-02T03:04:05Z",
            "updated_at": "2026-01-02T03:04:05Z"
        }],
        "recovery_addresses": [{
            "id": "7d4e9f32-8c6b-4b2e-a3f9-0a15b8c4d273",
            "value": EMAIL,
            "via": "email",
            "created_at": "2026-01-02T03:04:05Z",
            "updated_at": "2026-01-02T03:04:05Z"
        }],
        "credentials": {
            "password": {
                "type": "password",
                "identifiers": [EMAIL],
                "version": 0,
                "created_at": "0001-01-01T00:00:00Z",
                "updated_at": "2026-01-02T05:04:05.5+02:00"
            }
        },
        "metadata_public": null,
        "created_at": "2026-01-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z",
        "organization_id": null
    })
}

/// The body of `toSession`.
#[must_use]
pub fn session() -> Value {
    json!({
        "id": SESSION_ID,
        "active": true,
        "expires_at": "2126-01-02T03:04:05Z",
        "authenticated_at": "2026-01-02T03:04:05Z",
        "issued_at": "2026-01-02T03:04:05Z",
        "authenticator_assurance_level": "aal1",
        "authentication_methods": [
            { "method": "password", "aal": "aal1", "completed_at": "2026-01-02T03:04:05Z" }
        ],
        "identity": identity(),
        "devices": [{
            "id": "1e8f5a76-0d4c-4f6a-87b3-4e59fc08d6b7",
            "ip_address": "127.0.0.1:50000",
            "user_agent": "",
            "location": ""
        }]
    })
}

/// A native login flow: the form of the method `password`.
#[must_use]
pub fn login_flow() -> Value {
    json!({
        "id": FLOW_ID,
        "type": "api",
        "state": "choose_method",
        "organization_id": null,
        "expires_at": "2126-01-02T03:04:05Z",
        "issued_at": "2026-01-02T03:04:05Z",
        "created_at": "2026-01-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z",
        "request_url": "http://localhost/self-service/login/api",
        "refresh": false,
        "requested_aal": "aal1",
        "ui": {
            "action": format!("http://localhost/self-service/login?flow={FLOW_ID}"),
            "method": "POST",
            "nodes": [
                input("default", "csrf_token", "hidden", json!(""), Value::Null),
                input("default", "identifier", "text", json!(""), label(1_070_004, "ID")),
                input("password", "password", "password", Value::Null, label(1_070_001, "Password")),
                input("password", "method", "submit", json!("password"), label(1_010_022, "Sign in")),
            ]
        }
    })
}

/// The login flow after a wrong password: the shape of many responses with status 400.
#[must_use]
pub fn login_flow_refused() -> Value {
    let mut flow = login_flow();
    flow["ui"]["messages"] = json!([{
        "id": 4_000_006,
        "type": "error",
        "text": "Identifier or password do not match.",
        "context": {}
    }]);
    flow
}

/// The body of a successful native login.
#[must_use]
pub fn native_login() -> Value {
    json!({ "session_token": "ory_st_faultserverdoesnotknowsecrets", "session": session(), "continue_with": null })
}

/// [`identity`] with values that no client knows.
#[must_use]
pub fn identity_from_the_future() -> Value {
    let mut identity = identity();
    identity["state"] = json!("frozen");
    identity["verifiable_addresses"][0]["via"] = json!("pigeon");
    identity["verifiable_addresses"][0]["status"] = json!("circling");
    identity["recovery_addresses"][0]["via"] = json!("pigeon");
    identity["credentials"]["retina"] =
        json!({ "type": "retina", "identifiers": [EMAIL], "version": 7 });
    identity["aura"] = json!({ "colour": "violet", "layers": [1, 2.50, null] });
    identity
}

/// [`session`] with values that no client knows.
#[must_use]
pub fn session_from_the_future() -> Value {
    let mut session = session();
    session["authenticator_assurance_level"] = json!("aal9");
    session["authentication_methods"] =
        json!([{ "method": "telepathy", "aal": "aal9", "completed_at": "2026-01-02T03:04:05Z" }]);
    session["identity"] = identity_from_the_future();
    session["mood"] = json!("calm");
    session
}

/// [`login_flow`] with a node, a group, an input type and a state that no client knows, beside known nodes.
#[must_use]
pub fn login_flow_from_the_future() -> Value {
    let mut flow = login_flow();
    flow["state"] = json!("sensing");
    flow["active"] = json!("telepathy");
    flow["requested_aal"] = json!("aal9");
    if let Some(nodes) = flow["ui"]["nodes"].as_array_mut() {
        nodes.push(json!({
            "type": "hologram",
            "group": "telepathy",
            "attributes": { "node_type": "hologram", "beam": { "width": 3 }, "src": "holo:1" },
            "messages": [],
            "meta": { "label": { "id": 1_999_001, "type": "hint", "text": "Look here" } }
        }));
        nodes.push(input(
            "telepathy",
            "thought",
            "brainwave",
            Value::Null,
            Value::Null,
        ));
    }
    flow
}

/// [`native_login`] with a next step that no client knows, before one that it knows.
#[must_use]
pub fn native_login_from_the_future() -> Value {
    let mut login = native_login();
    login["session"] = session_from_the_future();
    login["continue_with"] = json!([
        { "action": "show_hologram", "beam": 3 },
        { "action": "redirect_browser_to", "redirect_browser_to": "http://localhost/welcome" }
    ]);
    login
}

/// The body for `path`, with or without values that no client knows.
#[must_use]
pub fn answer(method: &str, path: &str, future: bool) -> (u16, String) {
    let path = path.trim_end_matches('/');
    let (identity, session, flow, login) = if future {
        (
            identity_from_the_future(),
            session_from_the_future(),
            login_flow_from_the_future(),
            native_login_from_the_future(),
        )
    } else {
        (identity(), session(), login_flow(), native_login())
    };
    let body = match (method, path) {
        ("DELETE", _) => return (204, String::new()),
        ("POST", "/admin/identities") => return (201, identity.to_string()),
        (_, "/admin/identities") => json!([identity]),
        (_, path) if path.starts_with("/admin/identities/") && path.ends_with("/sessions") => {
            json!([session])
        }
        (_, path) if path.starts_with("/admin/identities/") => identity,
        (_, "/sessions" | "/admin/sessions") => json!([session]),
        ("POST", "/self-service/login") => login,
        (
            _,
            "/self-service/login/api" | "/self-service/login/browser" | "/self-service/login/flows",
        ) => flow,
        (_, path) if path.starts_with("/health/") => json!({ "status": "ok" }),
        (_, "/version") => json!({ "version": "v0.0.0-faults" }),
        _ => session,
    };
    (200, body.to_string())
}

/// The body for `path` with traits of `depth` nested objects.
#[must_use]
pub fn deep_answer(method: &str, path: &str, depth: usize) -> (u16, String) {
    let (status, text) = answer(method, path, false);
    let traits = identity()["traits"].to_string();
    let nested = format!("{}{{}}{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    (status, text.replace(&traits, &nested))
}

fn input(group: &str, name: &str, kind: &str, value: Value, label: Value) -> Value {
    let mut node = json!({
        "type": "input",
        "group": group,
        "attributes": { "node_type": "input", "name": name, "type": kind, "disabled": false },
        "messages": [],
        "meta": {}
    });
    if !value.is_null() {
        node["attributes"]["value"] = value;
    }
    if !label.is_null() {
        node["meta"]["label"] = label;
    }
    node
}

fn label(id: u64, text: &str) -> Value {
    json!({ "id": id, "type": "info", "text": text })
}
