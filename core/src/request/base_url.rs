//! Which base URLs may be used. `bindings-wasm/npm/src/url.js` has the same rules for a browser.

use alloc::string::String;
use core::net::Ipv4Addr;

use super::config_source::{ConfigKey, ConfigSource};
use super::percent::encode;
use super::rejection::Rejection;
use crate::error::ErrorKind;

/// The beginning of a base URL that names a unix socket.
const UNIX: &str = "unix:";

/// How requests name one: a scheme of their own and, for the host, the socket's path.
pub(crate) const UNIX_SCHEME: &str = "http+unix://";

/// What fits into a socket's address on Linux, without the zero byte behind it.
const MAX_SOCKET_PATH: usize = 107;

/// Rejects a URL that cannot be used.
pub(super) fn check(url: &str, key: ConfigKey, config: &dyn ConfigSource) -> Result<(), Rejection> {
    let allow_insecure = config
        .get(ConfigKey::ALLOW_INSECURE_HTTP)
        .is_some_and(|allow| allow.expose() == "true");
    let fault = match url.strip_prefix(UNIX) {
        Some(path) => socket_fault(path),
        None => find_fault(url.as_bytes(), allow_insecure).or_else(|| parser_fault(url)),
    };
    match fault {
        Some(fault) => Err(Rejection::new(
            ErrorKind::Config,
            &[key.as_str(), " ", fault],
        )),
        None => Ok(()),
    }
}

/// The URL that requests to a base URL begin with. A unix socket's path, percent-encoded, stands for the host.
pub(super) fn prefix(url: &str) -> String {
    match url.strip_prefix(UNIX) {
        Some(path) => {
            let mut prefix = String::from(UNIX_SCHEME);
            encode(path.strip_prefix("//").unwrap_or(path), &mut prefix);
            prefix
        }
        None => String::from(url.trim_end_matches('/')),
    }
}

/// What is wrong with the path of a unix socket.
fn socket_fault(path: &str) -> Option<&'static str> {
    let path = path.strip_prefix("//").unwrap_or(path);
    if !path.starts_with('/') {
        return Some("needs an absolute path after unix:");
    }
    if path.len() > MAX_SOCKET_PATH {
        return Some("holds a path longer than 107 bytes");
    }
    path.contains(char::is_control)
        .then_some("holds a control character")
}

/// What is wrong with a base URL. The URL itself is not repeated: it may hold a password.
fn find_fault(url: &[u8], allow_insecure: bool) -> Option<&'static str> {
    if url.is_empty() {
        return Some("is empty");
    }
    let secure = strip_prefix(url, b"https://");
    let Some(rest) = secure.or_else(|| strip_prefix(url, b"http://")) else {
        return Some("needs to begin with https:// or http://");
    };
    let mut authority = rest;
    let mut segment = 0;
    for (position, byte) in rest.iter().chain(b"/").enumerate() {
        match byte {
            0..=b' ' | 0x7f | b'\\' => {
                return Some("holds a space, a backslash or a control character");
            }
            b'?' | b'#' => return Some("holds a query or a fragment"),
            b'/' => {
                let part = rest.get(segment..position).unwrap_or_default();
                if segment == 0 {
                    authority = part;
                } else if part == b"." || part == b".." {
                    return Some("holds a dot segment");
                }
                segment = position + 1;
            }
            _ => {}
        }
    }
    if authority.contains(&b'@') {
        return Some("holds a user name or a password; use the fields for credentials");
    }
    let Some(host) = host(authority) else {
        return Some("has no valid host and port");
    };
    if secure.is_none() && !allow_insecure && !is_loopback(host) {
        return Some(
            "uses http:// towards another machine; use https:// or set allow_insecure_http",
        );
    }
    None
}

/// What the HTTP client's URL parser would reject or normalize. In a browser its own parser does this.
fn parser_fault(url: &str) -> Option<&'static str> {
    if url::Url::parse(url).is_err() {
        return Some("has no valid host and port");
    }
    let is_dots = |segment: &str| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        matches!(plain.as_str(), "." | "..")
    };
    url.split('/').any(is_dots).then_some("holds a dot segment")
}

/// The text after a prefix, without regard to case.
fn strip_prefix<'a>(text: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The host of an authority whose port, if there is one, is a number.
fn host(authority: &[u8]) -> Option<&[u8]> {
    let position_of = |byte| authority.iter().position(|other| *other == byte);
    // An IPv6 address has colons of its own, inside brackets.
    let end = match authority.first() {
        Some(b'[') => position_of(b']')? + 1,
        _ => position_of(b':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at_checked(end)?;
    if let [colon, digits @ ..] = port {
        let value = digits.iter().try_fold(0_u32, |value, digit| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
            Some(value.wrapping_mul(10).wrapping_add(digit))
        });
        if *colon != b':' || digits.len() > 5 || !matches!(value, Some(1..=65_535)) {
            return None;
        }
    }
    (!host.is_empty()).then_some(host)
}

/// This machine: `localhost`, `127.0.0.0/8` as four numbers, `[::1]`.
fn is_loopback(host: &[u8]) -> bool {
    let is_v4 = || {
        let text = core::str::from_utf8(host).ok()?;
        text.parse::<Ipv4Addr>().ok()
    };
    host == b"[::1]"
        || host.eq_ignore_ascii_case(b"localhost")
        || is_v4().is_some_and(|address| address.is_loopback())
}
