//! Reading a request: enough of HTTP/1.1 for the clients of the tests. The scripted server reads by it, too.

use std::io::{self, BufRead, Read, Write};

const HEAD_LIMIT: u64 = 64 * 1024;
const BODY_LIMIT: u64 = 16 * 1024 * 1024;

/// Headers with credentials. Records contain the names of those that had a value, never the value.
const CREDENTIALS: [&str; 6] = [
    "authorization",
    "cookie",
    "ory-base-url-rewrite-token",
    "proxy-authorization",
    "x-session-token",
    "x-session-cookie",
];

/// One request with its whole body.
#[derive(Debug)]
pub struct Request {
    /// `GET`.
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// The text after the question mark, if there is one.
    pub query: Option<String>,
    /// Lower-case names and values in the order received.
    pub headers: Vec<(String, String)>,
    /// The body without its framing.
    pub body: Vec<u8>,
}

impl Request {
    /// The first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && self.header("access-control-request-method").is_some()
    }

    pub(crate) fn credentials(&self) -> Vec<String> {
        let held = |name: &&str| self.header(name).is_some_and(|value| !value.is_empty());
        CREDENTIALS
            .iter()
            .filter(|name| held(name))
            .map(|name| (*name).to_owned())
            .collect()
    }

    fn wants_close(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    pub(crate) fn keeps_open(&self) -> bool {
        !self.wants_close()
    }
}

/// The next request of a connection, or `None` if the client closed it between requests.
///
/// # Errors
/// When the connection breaks, or what comes is no HTTP or too large.
pub fn read(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<Option<Request>> {
    let mut head = input.by_ref().take(HEAD_LIMIT);
    let Some(first) = line(&mut head)? else {
        return Ok(None);
    };
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(invalid("not a request line"));
    };
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let mut request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query,
        headers: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let text = full_line(&mut head)?;
        if text.is_empty() {
            break;
        }
        let (name, value) = text
            .split_once(':')
            .ok_or_else(|| invalid("a header without a colon"))?;
        request
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if request
        .header("expect")
        .is_some_and(|value| value.eq_ignore_ascii_case("100-continue"))
    {
        output.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    // Closing with an unread body resets the connection, and the client might lose the response.
    request.body = read_body(&request, input)?;
    Ok(Some(request))
}

fn read_body(request: &Request, input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    if request
        .header("transfer-encoding")
        .is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
    {
        read_chunks(input, &mut body)?;
    } else if let Some(length) = request.header("content-length") {
        let length = length
            .parse()
            .map_err(|_| invalid("content-length is not a number"))?;
        take(input, length, &mut body)?;
    }
    Ok(body)
}

fn read_chunks(input: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let head = full_line(&mut input.by_ref().take(HEAD_LIMIT))?;
        let size = head.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| invalid("a chunk without a size"))?;
        take(input, size, body)?;
        // A chunk is followed by an empty line, the last one by trailers and an empty line.
        while !full_line(&mut input.by_ref().take(HEAD_LIMIT))?.is_empty() {}
        if size == 0 {
            return Ok(());
        }
    }
}

fn take(input: &mut impl BufRead, bytes: u64, body: &mut Vec<u8>) -> io::Result<()> {
    if bytes.saturating_add(body.len() as u64) > BODY_LIMIT {
        return Err(invalid("the body is too large"));
    }
    let read = input.by_ref().take(bytes).read_to_end(body)?;
    if read as u64 == bytes {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// A line without its line break, or `None` if the input ended before one.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut text = String::new();
    if input.read_line(&mut text)? == 0 {
        return Ok(None);
    }
    if !text.ends_with('\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    text.truncate(text.trim_end_matches(['\r', '\n']).len());
    Ok(Some(text))
}

fn full_line(input: &mut impl BufRead) -> io::Result<String> {
    line(input)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
