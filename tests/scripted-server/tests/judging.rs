//! What the server finds wrong, and what it answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use scripted_server::credential::{PROJECT_KEY, SESSION_TOKEN};
use scripted_server::{Amount, Running, spec, start};
use serde_json::{Value, json};

fn server() -> Running {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    start(spec::load(&root).unwrap()).unwrap()
}

/// The status and the body of the answer to one request; `line` is its method and what follows the base URL.
fn ask(base_url: &str, line: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    let (host, base) = base_url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let (method, path) = line.split_once(' ').unwrap();
    let mut request =
        format!("{method} /{base}{path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "{request}\r\n{body}").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

fn refused(line: &str, headers: &[(&str, &str)], body: &str) -> String {
    let server = server();
    let url = server.base_url(200, Amount::Minimal, "project");
    let (status, body) = ask(&url, line, headers, body);
    assert_eq!(status, 599, "{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    body["error"]["message"].as_str().unwrap().to_owned()
}

fn key() -> String {
    format!("Bearer {PROJECT_KEY}")
}

#[test]
fn a_right_request_is_answered_as_described() {
    let server = server();
    let key = key();
    let url = server.base_url(200, Amount::Full, "project");
    let (status, body) = ask(
        &url,
        "GET /admin/identities/a%2Fb",
        &[("Authorization", &key)],
        "",
    );
    assert_eq!(status, 200, "{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert!(body["id"].is_string() && body["credentials"]["a key"].is_object());
    let received = server.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].operation, "getIdentity");
    assert_eq!(
        Value::Object(received[0].arguments.clone()),
        json!({"id": "a/b"})
    );
    assert!(server.received().is_empty(), "each is reported once");
}

#[test]
fn what_differs_is_named() {
    let key = key();
    let authorization = ("Authorization", key.as_str());
    for (line, headers, body, wanted) in [
        (
            "GET /nowhere",
            vec![],
            "",
            "project has no operation GET /nowhere",
        ),
        (
            "GET /admin/identities/a!b",
            vec![authorization],
            "",
            "path parameter id: '!' is not encoded",
        ),
        (
            "GET /admin/identities/x?mood=good",
            vec![authorization],
            "",
            "the query has \"mood\", which nobody described",
        ),
        (
            "GET /admin/identities?page_size=many",
            vec![authorization],
            "",
            "parameter page_size: not what it should be",
        ),
        (
            "GET /self-service/login/flows",
            vec![],
            "",
            "the query has no \"id\"",
        ),
        (
            "GET /admin/identities/x",
            vec![],
            "",
            "the header authorization is None and not Some(\"Bearer ory_pat_scripted\")",
        ),
        (
            "GET /self-service/errors?id=x",
            vec![authorization],
            "",
            "the header authorization is Some(\"Bearer ory_pat_scripted\") and not None",
        ),
        (
            "DELETE /admin/identities/x",
            vec![authorization],
            "{}",
            "it has a body or the type of one",
        ),
        (
            "POST /admin/identities",
            vec![authorization, ("Content-Type", "application/json")],
            r#"{"schema_id":7,"traits":{},"mood":"good"}"#,
            "body.mood is not described; body.schema_id is not of its type",
        ),
        (
            "POST /admin/identities",
            vec![authorization, ("Content-Type", "text/json")],
            r#"{"schema_id":"x","traits":{}}"#,
            "the body is Some(\"text/json\") and not \"application/json\"",
        ),
    ] {
        let said = refused(line, &headers, body);
        assert!(said.contains(wanted), "{line}: {said}");
    }
    let both = [
        ("X-Session-Token", SESSION_TOKEN),
        ("Cookie", "ory_kratos_session=scripted"),
    ];
    let said = refused("GET /sessions/whoami", &both, "");
    assert!(said.contains("the header cookie is"), "{said}");
}

#[test]
fn a_status_that_is_not_described_is_refused() {
    let server = server();
    let key = key();
    let url = server.base_url(418, Amount::Minimal, "kratos-admin");
    let (status, body) = ask(
        &url,
        "GET /admin/identities/x",
        &[("Authorization", &key)],
        "",
    );
    assert_eq!(status, 599);
    assert!(
        body.contains("authorization"),
        "self-hosted it takes another credential: {body}"
    );
    let url = server.base_url(418, Amount::Minimal, "project");
    let (_, body) = ask(
        &url,
        "GET /admin/identities/x",
        &[("Authorization", &key)],
        "",
    );
    assert!(body.contains("getIdentity does not answer 418"), "{body}");
}
