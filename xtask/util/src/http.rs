//! Requests to servers on this machine, and answers to browsers: HTTP/1.0, which closes the connection after each
//! answer. Downloads are left to the package managers that check what they get.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result};

const TIMEOUT: Duration = Duration::from_secs(10);

/// The answer to a request.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

/// `GET`.
///
/// # Errors
/// When no server answers in ten seconds.
pub fn get(url: &str) -> Result<Response> {
    request("GET", url, "")
}

/// `POST` with a JSON body.
///
/// # Errors
/// When no server answers in ten seconds.
pub fn post(url: &str, json: &str) -> Result<Response> {
    request("POST", url, json)
}

/// Any other method, with a JSON body.
///
/// # Errors
/// When no server answers in ten seconds.
pub fn request(method: &str, url: &str, body: &str) -> Result<Response> {
    let rest = url
        .strip_prefix("http://")
        .with_context(|| format!("{url} does not begin with http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).with_context(|| format!("cannot reach {host}"))?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let head = format!(
        "{method} /{path} HTTP/1.0\r\nHost: {host}\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text
        .split_once("\r\n\r\n")
        .with_context(|| format!("{url} did not answer in HTTP"))?;
    let status = head.split_whitespace().nth(1);
    Ok(Response {
        status: status
            .and_then(|status| status.parse().ok())
            .with_context(|| format!("{url} answered without a status"))?,
        body: body.to_owned(),
    })
}

/// A file for a browser.
#[derive(Debug)]
pub struct Page {
    /// The status code.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The contents.
    pub bytes: Vec<u8>,
}

/// Answers `GET` requests by their path, without its query, until the process ends. Each connection has a thread, because
/// browsers open connections before they need them.
///
/// # Errors
/// When the listener fails.
pub fn serve(listener: &TcpListener, answer: impl Fn(&str) -> Page + Sync) -> Result<()> {
    std::thread::scope(|scope| {
        for stream in listener.incoming() {
            let (stream, answer) = (stream?, &answer);
            // A browser that leaves before its answer is no failure of the server.
            scope.spawn(move || answer_one(stream, answer).ok());
        }
        Ok(())
    })
}

fn answer_one(mut stream: TcpStream, answer: impl Fn(&str) -> Page) -> Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().context("no request")??;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split_whitespace().nth(1).unwrap_or("/");
    let page = answer(path.split('?').next().unwrap_or("/"));
    let head = format!(
        "HTTP/1.0 {} \r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        page.status,
        page.content_type,
        page.bytes.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&page.bytes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_served_page_is_read_back() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            serve(&listener, |path| Page {
                status: if path == "/there" { 200 } else { 404 },
                content_type: "text/plain",
                bytes: path.as_bytes().to_vec(),
            })
        });
        let there = get(&format!("{url}/there?query")).unwrap();
        assert_eq!((there.status, there.body.as_str()), (200, "/there"));
        assert_eq!(post(&url, "{}").unwrap().status, 404);
        assert!(get("https://localhost/").is_err());
    }
}
