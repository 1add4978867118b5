//! A client without an HTTP library: it returns the bytes as received.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// A response as received, and its parts.
pub(crate) struct Raw {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Raw {
    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The `Content-Length`.
    pub(crate) fn promised(&self) -> usize {
        self.header("content-length")
            .expect("a content-length")
            .parse()
            .unwrap()
    }
}

/// The address behind `http://host:port`.
pub(crate) fn address(url: &str) -> &str {
    url.strip_prefix("http://").unwrap()
}

/// Writes a request and leaves the connection open.
pub(crate) fn open(
    url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> TcpStream {
    let mut stream = TcpStream::connect(address(url)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut text = format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
        address(url)
    );
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        ));
    }
    text.push_str("\r\n");
    text.push_str(body);
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// Reads until the server closes.
pub(crate) fn drain(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => panic!("reading: {error}"),
    }
    bytes
}

/// The head of a response whose body has not been read.
pub(crate) fn read_head(stream: &mut TcpStream) -> Raw {
    let mut bytes = Vec::new();
    let mut byte = [0; 1];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    parse(&bytes)
}

/// Splits a response into head and body.
pub(crate) fn parse(bytes: &[u8]) -> Raw {
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("the end of the head");
    let head = std::str::from_utf8(&bytes[..end]).unwrap().to_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Raw {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
    }
}

/// Sends one request and reads the response.
pub(crate) fn ask(
    url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Raw {
    parse(&drain(open(url, method, path, headers, body)))
}

/// Sends a GET without further headers.
pub(crate) fn get(url: &str, path: &str) -> Raw {
    ask(url, "GET", path, &[], "")
}

/// Waits until the condition holds; the server records some events after the client has its response.
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..250 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("still not so after 5 s: {what}");
}
