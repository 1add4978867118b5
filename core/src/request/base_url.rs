//! Which base URLs may be used, in a process and in a browser; `tests/rules/base_urls.json` holds both to it.

#[cfg(feature = "std")]
use alloc::string::String;

use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
#[cfg(feature = "std")]
use super::percent::encode;
use super::rejection::Rejection;
use crate::error::ErrorKind;

/// The beginning of a base URL that names a unix socket.
#[cfg(feature = "std")]
const UNIX: &str = "unix:";

/// How requests name one: a scheme of their own and, for the host, the socket's path.
#[cfg(feature = "std")]
pub(crate) const UNIX_SCHEME: &str = "http+unix://";

/// What fits into a socket's address on Linux, without the zero byte behind it.
#[cfg(feature = "std")]
const MAX_SOCKET_PATH: usize = 107;

/// Rejects a URL that cannot be used.
pub(super) fn check(url: &str, key: ConfigKey, config: &dyn ConfigSource) -> Result<(), Rejection> {
    let allow_insecure = config
        .get(ConfigKey::ALLOW_INSECURE_HTTP)
        .is_some_and(|allow| allow == "true");
    let unparsed = || (!config.can_parse_url(url)).then_some("has no valid host and port");
    let by_url = || find_fault(url.as_bytes(), allow_insecure).or_else(unparsed);
    #[cfg(feature = "std")]
    let fault = url.strip_prefix(UNIX).map_or_else(by_url, socket_fault);
    #[cfg(not(feature = "std"))]
    let fault = by_url();
    match fault {
        Some(fault) => Err(Rejection::new(
            ErrorKind::Config,
            &[key.as_str(), " ", fault],
        )),
        None => Ok(()),
    }
}

/// The URL that requests to a base URL begin with. A unix socket's path, percent-encoded, stands for the host.
#[cfg(feature = "std")]
pub(super) fn prefix(url: &str) -> String {
    match url.strip_prefix(UNIX) {
        Some(path) => {
            let mut prefix = String::from(UNIX_SCHEME);
            encode(path.strip_prefix("//").unwrap_or(path), &mut prefix);
            prefix
        }
        None => {
            let url = url.trim_end_matches('/');
            // Room for the path and a query, so that the URL is not moved when they are added.
            let mut prefix = String::with_capacity(url.len() + 120);
            prefix.push_str(url);
            prefix
        }
    }
}

/// What is wrong with the path of a unix socket.
#[cfg(feature = "std")]
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
                } else if is_dot_segment(part) {
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

/// `.` or `..`, also where a dot is percent-encoded.
fn is_dot_segment(segment: &[u8]) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while let [b'.', end @ ..] | [b'%', b'2', b'e' | b'E', end @ ..] = rest {
        rest = end;
        dots += 1;
    }
    rest.is_empty() && (dots == 1 || dots == 2)
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

/// This machine: `localhost`, four numbers of which the first is 127, `[::1]`. A name below `localhost` may be anything.
fn is_loopback(host: &[u8]) -> bool {
    let is_number =
        |part: &[u8]| part.len() < 4 && !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    host == b"[::1]"
        || host.eq_ignore_ascii_case(b"localhost")
        || host.starts_with(b"127.")
            && host.split(|byte| *byte == b'.').count() == 4
            && host.split(|byte| *byte == b'.').all(is_number)
}
