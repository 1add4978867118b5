//! Responses whose bytes are wrong, late or too many.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{address, ask, drain, eventually, get, open, read_head};

const WHOAMI: &str = "/sessions/whoami";

#[test]
fn truncated_has_a_right_length_and_half_a_body() {
    let server = fault_server::start().unwrap();
    let raw = get(&server.url, "/truncated/sessions/whoami");
    assert_eq!(raw.status, 200);
    assert_eq!(raw.promised(), raw.body.len());
    assert!(
        raw.header("content-type")
            .unwrap()
            .starts_with("application/json")
    );
    let error = serde_json::from_slice::<Value>(&raw.body).unwrap_err();
    assert!(error.is_eof(), "{error}");
}

#[test]
fn cut_declares_more_bytes_than_it_sends() {
    let server = fault_server::start().unwrap();
    for method in ["GET", "DELETE"] {
        let raw = ask(&server.url, method, "/cut/admin/identities/x", &[], "");
        assert_eq!(raw.status, 200);
        assert!(!raw.body.is_empty());
        assert!(raw.promised() > raw.body.len(), "{method}");
    }
}

#[test]
fn hang_up_and_garbage_are_no_answers() {
    let server = fault_server::start().unwrap();
    assert_eq!(
        drain(open(
            &server.url,
            "GET",
            "/hang-up/sessions/whoami",
            &[],
            ""
        )),
        b""
    );
    let bytes = drain(open(
        &server.url,
        "GET",
        "/garbage/sessions/whoami",
        &[],
        "",
    ));
    assert!(!bytes.is_empty() && !bytes.starts_with(b"HTTP/"));
    assert_eq!(
        (
            server.counts("hang-up").count,
            server.counts("garbage").count
        ),
        (1, 1)
    );
}

#[test]
fn slow_says_nothing_and_notes_who_left() {
    let server = fault_server::start().unwrap();
    let mut stream = open(&server.url, "GET", "/slow/sessions/whoami", &[], "");
    stream
        .set_read_timeout(Some(Duration::from_millis(700)))
        .unwrap();
    assert!(stream.read(&mut [0; 1]).is_err(), "slow answered at once");
    let counts = server.counts("slow");
    assert_eq!((counts.count, counts.open, counts.abandoned), (1, 1, 0));
    let left = Instant::now();
    drop(stream);
    eventually("the server saw the client leave", || {
        server.counts("slow").abandoned == 1
    });
    assert!(left.elapsed() < Duration::from_secs(2));
    assert_eq!(server.counts("slow").open, 0);
}

#[test]
fn slow_answers_well_in_the_end() {
    let wait = Duration::from_millis(1500);
    let server = fault_server::start_with(wait).unwrap();
    let started = Instant::now();
    let raw = get(&server.url, "/slow/sessions/whoami");
    assert!(started.elapsed() >= wait);
    assert_eq!(raw.json()["id"], fault_server::body::SESSION_ID);
    eventually("the answer is done", || server.counts("slow").open == 0);
    assert_eq!(server.counts("slow").abandoned, 0);
}

#[test]
fn slow_body_sends_its_head_at_once_and_then_a_byte_a_second() {
    let server = fault_server::start().unwrap();
    let started = Instant::now();
    let mut stream = open(&server.url, "GET", "/slow-body/sessions/whoami", &[], "");
    let raw = read_head(&mut stream);
    assert!(started.elapsed() < Duration::from_millis(900));
    assert_eq!(raw.status, 200);
    assert!(raw.promised() > 100);
    let mut byte = [0; 1];
    stream.read_exact(&mut byte).unwrap();
    assert_eq!(byte, *b"{");
    assert!(started.elapsed() >= Duration::from_secs(1));
    stream.read_exact(&mut byte).unwrap();
    assert!(started.elapsed() >= Duration::from_secs(2));
    drop(stream);
    eventually("the server saw the client leave", || {
        server.counts("slow-body").abandoned == 1
    });
}

#[test]
fn huge_does_not_end() {
    let server = fault_server::start().unwrap();
    let mut stream = open(&server.url, "GET", "/huge/sessions/whoami", &[], "");
    let raw = read_head(&mut stream);
    assert_eq!(raw.header("transfer-encoding"), Some("chunked"));
    assert_eq!(raw.header("content-length"), None);
    let mut block = vec![0; 1 << 20];
    let mut total = 0;
    while total < 100 << 20 {
        let read = stream.read(&mut block).unwrap();
        assert!(read > 0, "huge ended after {total} bytes");
        total += read;
    }
    drop(stream);
    eventually("the server stopped sending", || {
        server.counts("huge").abandoned == 1
    });
}

#[test]
fn huge_promised_declares_a_length_that_is_never_sent() {
    let server = fault_server::start().unwrap();
    let mut stream = open(
        &server.url,
        "GET",
        "/huge-promised/sessions/whoami",
        &[],
        "",
    );
    assert_eq!(read_head(&mut stream).promised(), 1 << 40);
    let mut byte = [0; 1];
    stream.read_exact(&mut byte).unwrap();
    assert_eq!(byte, *b"{");
    drop(stream);
    eventually("the server saw the client leave", || {
        server.counts("huge-promised").abandoned == 1
    });
}

#[test]
fn a_connection_serves_many_requests_and_all_forms_of_bodies() {
    let server = fault_server::start().unwrap();
    let mut stream = TcpStream::connect(address(&server.url)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let bodies = [
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: t\r\n\r\n",
        "\r\n",
    ];
    for body in bodies {
        let text = format!("POST /good/self-service/login HTTP/1.1\r\nHost: localhost\r\n{body}");
        stream.write_all(text.as_bytes()).unwrap();
        let raw = read_head(&mut stream);
        assert_eq!(
            (raw.status, raw.header("connection")),
            (200, Some("keep-alive"))
        );
        let mut body = vec![0; raw.promised()];
        stream.read_exact(&mut body).unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert!(body["session_token"].is_string());
    }
    let sizes: Vec<_> = server
        .seen("good")
        .iter()
        .map(|seen| seen.body_bytes)
        .collect();
    assert_eq!(sizes, [5, 5, 0]);
}

#[test]
fn dropping_the_server_ends_everything_at_once() {
    let server = fault_server::start().unwrap();
    let stream = open(&server.url, "GET", &format!("/slow{WHOAMI}"), &[], "");
    eventually("the request arrived", || server.counts("slow").open == 1);
    let url = server.url.clone();
    let started = Instant::now();
    drop(server);
    assert_eq!(drain(stream), b"");
    assert!(started.elapsed() < Duration::from_secs(2));
    assert!(TcpStream::connect(address(&url)).is_err());
}
