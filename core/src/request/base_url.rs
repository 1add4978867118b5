//! Which base URLs may be used. `bindings-wasm/npm/src/url.js` has the same rules for a browser.

use super::plan::{Draft, Refused, Settings, refuse};
use crate::error::ErrorKind;

/// Refuses a URL that cannot be used.
pub(super) fn usable<D: Draft>(
    url: &str,
    config: &dyn Settings,
    field: &str,
    draft: &mut D,
) -> Result<(), Refused> {
    let insecure = config
        .setting("allow_insecure_http")
        .is_some_and(|allow| allow.expose() == "true");
    match fault(url.as_bytes(), insecure).or_else(|| misread(url)) {
        Some(fault) => refuse(draft, ErrorKind::Config, &[field, " ", fault]),
        None => Ok(()),
    }
}

/// What is wrong with a base URL. The URL itself is not repeated: it may hold a password.
fn fault(url: &[u8], insecure: bool) -> Option<&'static str> {
    if url.is_empty() {
        return Some("is empty");
    }
    let secure = after(url, b"https://");
    let Some(rest) = secure.or_else(|| after(url, b"http://")) else {
        return Some("needs to begin with https:// or http://");
    };
    let mut authority = rest;
    let mut segment = 0;
    for (place, byte) in rest.iter().chain(b"/").enumerate() {
        match byte {
            0..=b' ' | 0x7f | b'\\' => {
                return Some("holds a space, a backslash or a control character");
            }
            b'?' | b'#' => return Some("holds a query or a fragment"),
            b'/' => {
                let part = rest.get(segment..place).unwrap_or_default();
                if segment == 0 {
                    authority = part;
                } else if part == b"." || part == b".." {
                    return Some("holds a dot segment");
                }
                segment = place + 1;
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
    if secure.is_none() && !insecure && !is_loopback(host) {
        return Some(
            "uses http:// towards another machine; use https:// or set allow_insecure_http",
        );
    }
    None
}

/// What whoever sends the request would read otherwise, or not at all. A browser's own parser sees to this there.
fn misread(url: &str) -> Option<&'static str> {
    if ::url::Url::parse(url).is_err() {
        return Some("has no valid host and port");
    }
    let is_dots = |segment: &str| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        matches!(plain.as_str(), "." | "..")
    };
    url.split('/').any(is_dots).then_some("holds a dot segment")
}

/// What follows a beginning, whatever its case.
fn after<'a>(text: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// The host of an authority whose port, if there is one, is a number.
fn host(authority: &[u8]) -> Option<&[u8]> {
    let place = |byte| authority.iter().position(|other| *other == byte);
    // An IPv6 address has colons of its own, inside brackets.
    let end = match authority.first() {
        Some(b'[') => place(b']')? + 1,
        _ => place(b':').unwrap_or(authority.len()),
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

/// This machine: `localhost` and below it, `127.…` in numbers, `[::1]`.
fn is_loopback(host: &[u8]) -> bool {
    let name = host.strip_suffix(b".").unwrap_or(host);
    let below = name.len().wrapping_sub(b".localhost".len());
    host == b"[::1]"
        || name.eq_ignore_ascii_case(b"localhost")
        || name
            .get(below..)
            .is_some_and(|end| below > 0 && end.eq_ignore_ascii_case(b".localhost"))
        || host.starts_with(b"127.")
            && host
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b'.')
}
