//! A browser, as far as the pages of a login and consent app need one.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use super::var;

/// A browser: it keeps cookies and follows redirects as long as they lead to the servers that it was made for.
pub struct Browser {
    cookies: HashMap<String, String>,
    servers: Vec<String>,
}

impl Default for Browser {
    fn default() -> Self {
        Self::of(&[&var("ORY_HUB_HYDRA_PUBLIC")])
    }
}

impl Browser {
    /// A browser for the public addresses of these servers.
    pub fn of(servers: &[&str]) -> Self {
        let servers = servers.iter().map(|url| by_number(url.trim_end_matches('/'))).collect();
        Self { cookies: HashMap::new(), servers }
    }

    /// Where a visit ends: at a page of one of the servers, or at the first address outside of them.
    pub fn visit(&mut self, url: &str) -> String {
        let mut url = by_number(url);
        for _ in 0..10 {
            let of_server = |server: &String| {
                let path = url.strip_prefix(server.as_str()).filter(|path| path.starts_with('/'))?;
                Some((server.clone(), path.to_owned()))
            };
            let Some((server, path)) = self.servers.iter().find_map(of_server) else {
                return url;
            };
            match self.redirect(&server, &path) {
                Some(next) => url = by_number(&next),
                None => return url,
            }
        }
        panic!("too many redirects");
    }

    /// Where a page redirects to, if it does.
    fn redirect(&mut self, home: &str, path: &str) -> Option<String> {
        let host = home.trim_start_matches("http://").trim_end_matches('/');
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(host).expect("the server");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            cookies.join("; ")
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let mut location = None;
        for line in answer.split("\r\n\r\n").next().unwrap_or_default().lines() {
            let Some((name, value)) = line.split_once(": ") else { continue };
            match name.to_ascii_lowercase().as_str() {
                "location" => location = Some(value.to_owned()),
                "set-cookie" => {
                    let (name, value) = value.split(';').next().unwrap_or_default().split_once('=').expect("a cookie");
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
        assert!(location.is_some() || answer.starts_with("HTTP/1.1 200 "), "{answer}");
        location.map(|location| match location.strip_prefix('/') {
            Some(path) => format!("{}/{path}", home.trim_end_matches('/')),
            None => location,
        })
    }
}

/// The address of this machine in one spelling.
fn by_number(url: &str) -> String {
    url.replacen("http://localhost:", "http://127.0.0.1:", 1)
}

/// A parameter of an address.
pub fn param(url: &str, name: &str) -> Option<String> {
    let query = url.split_once('?')?.1;
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key == name).then(|| decoded(&value.replace('+', " ")))
    })
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(hex, 16).expect("an escape"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("text")
}
