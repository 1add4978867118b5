//! Headers of the caller's own.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use std::collections::HashMap;

/// Headers that the client or HTTP itself sets: a second one would be a credential for the wrong server, or another
/// request.
const OURS: [&str; 17] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-session-token",
];

/// Refuses headers that are not the caller's to set or that cannot be sent.
pub(crate) fn check_headers<'a>(
    headers: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Result<(), String> {
    for (name, value) in headers.clone() {
        if !is_name(name) {
            return Err(
                "a header's name is empty or holds other characters than a name may".into(),
            );
        }
        if OURS.iter().any(|ours| name.eq_ignore_ascii_case(ours)) {
            return Err(format!("`{name}` is set by the client itself"));
        }
        if name.eq_ignore_ascii_case("user-agent") {
            return Err("`user-agent` is the client's own; use user_agent_suffix".into());
        }
        if !is_value(value) {
            return Err(format!(
                "`{name}` holds a line break or another control character"
            ));
        }
        let same = |(other, _): &(&str, &str)| name.eq_ignore_ascii_case(other);
        if headers.clone().filter(same).count() > 1 {
            return Err(format!("`{name}` is given twice, in another case"));
        }
    }
    Ok(())
}

/// The headers of a map.
pub(crate) fn pairs(
    headers: &HashMap<String, String>,
) -> impl Iterator<Item = (&str, &str)> + Clone {
    headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Adds headers; one of the same name is replaced, whatever its case.
pub(crate) fn replace(
    headers: &mut HashMap<String, String>,
    others: impl IntoIterator<Item = (String, String)>,
) {
    for (name, value) in others {
        headers.retain(|known, _| !known.eq_ignore_ascii_case(&name));
        headers.insert(name, value);
    }
}

/// Shows the names of headers: their values may be keys.
pub(crate) struct Names<'a>(pub(crate) &'a HashMap<String, String>);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.0.keys().collect();
        names.sort();
        formatter.debug_list().entries(names).finish()
    }
}

/// Whether that can be a header's name (RFC 9110, section 5.6.2).
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

/// Whether that can be a header's value: no line break and no other control character.
#[must_use]
pub fn is_value(value: &str) -> bool {
    let is_sendable = |byte: u8| byte == b'\t' || (byte >= 0x20 && byte != 0x7f);
    value.bytes().all(is_sendable)
}
