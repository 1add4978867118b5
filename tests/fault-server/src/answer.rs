//! A response and the ways to send it, correct and wrong.

use std::io::{self, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::http::Request;

/// The limit of `huge`: a client without a limit fails its case and does not fill the machine's memory.
const HUGE_LIMIT: u64 = 1 << 30;
const HUGE_CHUNK: usize = 64 * 1024;
const WATCH: Duration = Duration::from_millis(20);
const DRIP: Duration = Duration::from_secs(1);

/// The headers that a page of another origin may read.
const EXPOSED: &str =
    "Retry-After, Link, X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

/// How the bytes go out.
pub(crate) enum Delivery {
    Whole,
    /// `Content-Length` of the whole body, half of the body, then the connection closes.
    Cut,
    /// The whole response, after a delay.
    Late(Duration),
    /// The head at once, then one byte per second.
    Drip,
    /// A body without an end.
    Endless,
    /// This `Content-Length`, with a shorter body.
    Promised(u64),
    /// Closes the connection without a byte.
    HangUp,
    /// Bytes that are not HTTP.
    Garbage,
}

pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    delivery: Delivery,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            delivery: Delivery::Whole,
        }
    }

    pub(crate) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, body).with("Content-Type", "application/json; charset=utf-8")
    }

    pub(crate) fn html(status: u16, body: &str) -> Self {
        Self::new(status, body).with("Content-Type", "text/html; charset=utf-8")
    }

    pub(crate) fn text(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, body).with("Content-Type", "text/plain; charset=utf-8")
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn delivered(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }

    /// Sends the response; returns whether the connection can be reused. An error means that the client closed it.
    pub(crate) fn deliver(&self, request: &Request, mut out: &TcpStream) -> io::Result<bool> {
        let length = self.body.len() as u64;
        let keep = request.keeps_open();
        match self.delivery {
            Delivery::Whole => self.send(request, out, keep),
            Delivery::Late(wait) => {
                watch(out, wait)?;
                self.send(request, out, keep)
            }
            Delivery::Cut => {
                out.write_all(self.head(request, Some(length), false).as_bytes())?;
                let half = self.body.get(..self.body.len() / 2).unwrap_or_default();
                out.write_all(half)?;
                Ok(false)
            }
            Delivery::Drip => {
                out.write_all(self.head(request, Some(length), false).as_bytes())?;
                for byte in &self.body {
                    watch(out, DRIP)?;
                    out.write_all(&[*byte])?;
                }
                Ok(false)
            }
            Delivery::Endless => self.send_endless(request, out),
            Delivery::Promised(bytes) => {
                out.write_all(self.head(request, Some(bytes), false).as_bytes())?;
                out.write_all(&self.body)?;
                // The client refuses the length at once, or runs into its time-out.
                watch(out, Duration::from_secs(600))?;
                Ok(false)
            }
            Delivery::HangUp => Ok(false),
            Delivery::Garbage => {
                out.write_all(&self.body)?;
                Ok(false)
            }
        }
    }

    fn send(&self, request: &Request, mut out: &TcpStream, keep: bool) -> io::Result<bool> {
        let bare = request.method == "HEAD" || self.status == 204;
        let length = (self.status != 204).then_some(self.body.len() as u64);
        let mut bytes = self.head(request, length, keep).into_bytes();
        if !bare {
            bytes.extend_from_slice(&self.body);
        }
        out.write_all(&bytes)?;
        Ok(keep)
    }

    fn send_endless(&self, request: &Request, mut out: &TcpStream) -> io::Result<bool> {
        let mut head = self.head(request, None, false);
        head.truncate(head.len() - 2);
        head.push_str(&format!(
            "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n",
            self.body.len()
        ));
        out.write_all(head.as_bytes())?;
        out.write_all(&self.body)?;
        out.write_all(b"\r\n")?;
        let mut chunk = format!("{HUGE_CHUNK:x}\r\n").into_bytes();
        chunk.resize(chunk.len() + HUGE_CHUNK, b'a');
        chunk.extend_from_slice(b"\r\n");
        let mut sent = 0;
        while sent < HUGE_LIMIT {
            out.write_all(&chunk)?;
            sent += HUGE_CHUNK as u64;
        }
        Ok(false)
    }

    fn head(&self, request: &Request, length: Option<u64>, keep: bool) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let mut add = |name: &str, value: &str| {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        };
        for (name, value) in &self.headers {
            add(name, value);
        }
        if let Some(length) = length {
            add("Content-Length", &length.to_string());
        }
        add("Connection", if keep { "keep-alive" } else { "close" });
        add("Cache-Control", "no-store");
        add("Vary", "Origin");
        if let Some(origin) = request.header("origin") {
            add("Access-Control-Allow-Origin", origin);
            add("Access-Control-Allow-Credentials", "true");
            add("Access-Control-Expose-Headers", EXPOSED);
        }
        head.push_str("\r\n");
        head
    }
}

/// The response to a CORS preflight: it allows everything that was requested.
pub(crate) fn preflight(request: &Request) -> Answer {
    let mut answer = Answer::new(204, "").with("Access-Control-Max-Age", "0");
    if let Some(method) = request.header("access-control-request-method") {
        answer = answer.with("Access-Control-Allow-Methods", method);
    }
    if let Some(names) = request.header("access-control-request-headers") {
        answer = answer.with("Access-Control-Allow-Headers", names);
    }
    answer
}

/// Waits; returns an error as soon as the client has closed the connection.
fn watch(stream: &TcpStream, wait: Duration) -> io::Result<()> {
    let end = Instant::now() + wait;
    stream.set_read_timeout(Some(WATCH))?;
    loop {
        if Instant::now() >= end {
            return stream.set_read_timeout(None);
        }
        match stream.peek(&mut [0]) {
            Ok(0) => return Err(io::ErrorKind::ConnectionAborted.into()),
            Ok(_) => thread::sleep(WATCH),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) => {}
            Err(error) => return Err(error),
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        302 => "Found",
        303 => "See Other",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        410 => "Gone",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Unnamed",
    }
}
