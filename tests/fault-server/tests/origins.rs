//! Redirects, the host that no client may contact, and CORS.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use fault_server::body;
use support::{address, ask, get};

const TOKEN: (&str, &str) = ("X-Session-Token", "ory_st_notforothers");

#[test]
fn redirect_points_to_the_other_host_and_the_trap_tells() {
    let server = fault_server::start().unwrap();
    let raw = ask(
        &server.url,
        "GET",
        "/redirect/sessions/whoami?tokenize_as=t",
        &[TOKEN],
        "",
    );
    assert_eq!(raw.status, 302);
    let location = raw.header("location").unwrap();
    let path = location
        .strip_prefix(&server.other_url)
        .expect("a location on the other host");
    assert_eq!(path, "/trap/redirect/sessions/whoami?tokenize_as=t");
    assert!(
        server.url.starts_with("http://localhost:")
            && server.other_url.starts_with("http://127.0.0.1:")
    );
    assert_eq!(
        get(&server.other_url, "/_trapped")
            .json()
            .as_array()
            .unwrap()
            .len(),
        0
    );

    // A client that follows with all its credentials succeeds, and the request is recorded.
    let headers = [
        TOKEN,
        ("Authorization", "Bearer secret"),
        ("Cookie", ""),
        ("Accept", "*/*"),
    ];
    let landed = ask(&server.other_url, "POST", path, &headers, "{}");
    assert_eq!(
        (landed.status, &landed.json()["id"]),
        (200, &body::SESSION_ID.into())
    );
    let trapped = get(&server.other_url, "/_trapped").json();
    assert_eq!(trapped[0]["method"], "POST");
    assert_eq!(trapped[0]["path"], "/trap/redirect/sessions/whoami");
    assert_eq!(trapped[0]["query"], "tokenize_as=t");
    assert_eq!(trapped[0]["body_bytes"], 2);
    let names: Vec<_> = trapped[0]["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    assert!(names.contains(&"cookie") && names.contains(&"accept"));
    // An empty cookie is not a credential; values are not kept.
    assert_eq!(
        trapped[0]["credentials"].to_string(),
        r#"["authorization","x-session-token"]"#
    );
    assert!(
        !trapped.to_string().contains("notforothers") && !trapped.to_string().contains("Bearer")
    );

    assert_eq!(
        ask(&server.other_url, "DELETE", "/_trapped", &[], "").status,
        204
    );
    assert!(server.trapped().is_empty());
}

#[test]
fn this_host_saw_the_credential_that_the_other_must_not_see() {
    let server = fault_server::start().unwrap();
    ask(
        &server.url,
        "GET",
        "/redirect/sessions/whoami",
        &[TOKEN],
        "",
    );
    let seen = get(&server.url, "/redirect/_seen").json();
    assert_eq!(seen[0]["credentials"].to_string(), r#"["x-session-token"]"#);
    assert!(!seen.to_string().contains("notforothers"));
    assert!(server.trapped().is_empty());
}

#[test]
fn redirect_port_differs_in_the_port_only() {
    let server = fault_server::start().unwrap();
    let raw = get(&server.url, "/redirect-port/sessions/whoami");
    let location = raw.header("location").unwrap();
    let port = address(&server.other_url).split(':').nth(1).unwrap();
    assert_eq!(
        location,
        format!("http://localhost:{port}/trap/redirect-port/sessions/whoami")
    );
    assert_eq!(
        get(
            &format!("http://localhost:{port}"),
            "/trap/redirect-port/sessions/whoami"
        )
        .status,
        200
    );
    assert_eq!(server.trapped().len(), 1);
}

#[test]
fn redirect_same_lands_on_the_same_origin() {
    let server = fault_server::start().unwrap();
    let raw = get(&server.url, "/redirect-same/admin/identities/x?a=b");
    assert_eq!(raw.status, 303);
    let location = raw.header("location").unwrap().to_owned();
    assert_eq!(location, "/redirect-same/_landed/admin/identities/x?a=b");
    let landed = get(&server.url, &location);
    assert_eq!(
        (landed.status, &landed.json()["id"]),
        (200, &body::IDENTITY_ID.into())
    );
    assert_eq!(server.counts("redirect-same").count, 2);
    assert!(server.trapped().is_empty());
}

#[test]
fn redirect_loop_leads_to_itself() {
    let server = fault_server::start().unwrap();
    let raw = get(&server.url, "/redirect-loop/sessions/whoami");
    assert_eq!(
        (raw.status, raw.header("location")),
        (302, Some("/redirect-loop/sessions/whoami"))
    );
}

#[test]
fn every_answer_may_be_read_by_the_page_that_asked() {
    let server = fault_server::start().unwrap();
    let origin = ("Origin", "http://localhost:9999");
    let asked = [
        (&server.url, "/html-502/sessions/whoami"),
        (&server.url, "/rate-limit/sessions/whoami"),
        (&server.url, "/rate-limit/_count"),
        (&server.url, "/redirect/sessions/whoami"),
        (&server.url, "/no-content/sessions/whoami"),
        (&server.url, "/no-such-fault"),
        (&server.other_url, "/trap/redirect/x"),
        (&server.other_url, "/_trapped"),
    ];
    for (host, path) in asked {
        let raw = ask(host, "GET", path, &[origin], "");
        assert_eq!(
            raw.header("access-control-allow-origin"),
            Some(origin.1),
            "{path}"
        );
        assert_eq!(
            raw.header("access-control-allow-credentials"),
            Some("true"),
            "{path}"
        );
        let exposed = raw.header("access-control-expose-headers").unwrap();
        assert!(
            exposed.contains("Retry-After") && exposed.contains("X-Request-Id"),
            "{path}"
        );
    }
    assert_eq!(
        get(&server.url, "/html-502/x").header("access-control-allow-origin"),
        None
    );
}

#[test]
fn a_preflight_is_answered_and_not_counted() {
    let server = fault_server::start().unwrap();
    let headers = [
        ("Origin", "http://localhost:9999"),
        ("Access-Control-Request-Method", "PATCH"),
        (
            "Access-Control-Request-Headers",
            "content-type,x-session-token",
        ),
    ];
    let raw = ask(
        &server.url,
        "OPTIONS",
        "/slow/sessions/whoami",
        &headers,
        "",
    );
    assert_eq!(
        (raw.status, raw.header("access-control-allow-methods")),
        (204, Some("PATCH"))
    );
    assert_eq!(
        raw.header("access-control-allow-headers"),
        Some("content-type,x-session-token")
    );
    let counts = server.counts("slow");
    assert_eq!((counts.count, counts.preflights), (0, 1));

    // The other host records preflights too, but not requests for its log.
    ask(&server.other_url, "OPTIONS", "/_trapped", &headers, "");
    assert!(server.trapped().is_empty());
    ask(
        &server.other_url,
        "OPTIONS",
        "/trap/redirect/x",
        &headers,
        "",
    );
    assert_eq!(server.trapped().len(), 1);
}
