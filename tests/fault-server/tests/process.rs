//! The binary: its one line of output, and when it exits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_fault-server");

fn urls(output: &mut impl BufRead) -> (String, String) {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    (
        line["url"].as_str().unwrap().to_owned(),
        line["other_url"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn it_prints_its_urls_and_ends_with_its_input() {
    let mut child = Command::new(BINARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let (url, other_url) = urls(&mut output);
    assert!(url.starts_with("http://localhost:") && other_url.starts_with("http://127.0.0.1:"));
    assert_eq!(support::get(&url, "/html-502/sessions/whoami").status, 502);
    assert_eq!(
        support::get(&other_url, "/_trapped").json(),
        serde_json::json!([])
    );

    let closed = Instant::now();
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert!(closed.elapsed() < Duration::from_secs(3));
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "one line and no more");
}

#[test]
fn it_ends_when_its_parent_dies_though_the_input_stays_open() {
    let mut shell = Command::new("sh")
        .args(["-c", "exec 3<&0; \"$0\" <&3 & sleep 1", BINARY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let held = shell.stdin.take().unwrap();
    let mut output = BufReader::new(shell.stdout.take().unwrap());
    let (url, _) = urls(&mut output);
    assert_eq!(support::get(&url, "/good/sessions/whoami").status, 200);
    shell.wait().unwrap();

    // The pipe of its output closes when the last process that holds it has exited.
    let orphaned = Instant::now();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert!(orphaned.elapsed() < Duration::from_secs(5));
    assert!(std::net::TcpStream::connect(support::address(&url)).is_err());
    drop(held);
}
