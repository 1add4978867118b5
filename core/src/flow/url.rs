//! Addresses that the server gives: what they say, and whether a browser may be sent there.

use alloc::string::String;

use crate::request::encode;

/// The rest of a text after the first occurrence of a needle. A searcher of the standard library weighs a browser's
/// module down.
fn after<'a>(text: &'a str, needle: &str) -> Option<&'a str> {
    (0..text.len()).find_map(|at| text.get(at..)?.strip_prefix(needle))
}

/// The text up to a byte.
fn until(text: &str, end: u8) -> &str {
    let length = text.bytes().position(|byte| byte == end);
    text.get(..length.unwrap_or(text.len())).unwrap_or(text)
}

/// A parameter of the query, as it is written.
pub(super) fn query<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = after(until(url, b'#'), "?")?;
    loop {
        let pair = until(rest, b'&');
        if let Some(value) = pair
            .strip_prefix(name)
            .and_then(|value| value.strip_prefix('='))
        {
            return Some(value);
        }
        rest = rest.get(pair.len() + 1..)?;
    }
}

/// The id of a flow of that kind, in the address at which the server reads it:
/// `https://public.example/self-service/recovery/flows?id=…`.
pub(super) fn flow_id<'a>(url: &'a str, kind: &str) -> Option<&'a str> {
    let path = after(url, "/self-service/")?.strip_prefix(kind)?;
    path.strip_prefix("/flows?")?;
    query(path, "id").filter(|id| !id.is_empty())
}

/// The id of a flow of any kind, in the address at which the server reads it.
#[cfg(feature = "std")]
pub(crate) fn replaced_flow(url: &str) -> Option<&str> {
    let kinds = [
        "login",
        "registration",
        "recovery",
        "verification",
        "settings",
    ];
    kinds.iter().find_map(|kind| flow_id(url, kind))
}

/// The address with that parameter set, or without it.
pub(super) fn with_parameter(url: &str, name: &str, value: Option<&str>) -> String {
    let url = until(url, b'#');
    let base = until(url, b'?');
    let mut changed = String::from(base);
    let mut separator = '?';
    let mut rest = url.get(base.len() + 1..).unwrap_or_default();
    while !rest.is_empty() {
        let pair = until(rest, b'&');
        if until(pair, b'=') != name {
            changed.push(separator);
            changed.push_str(pair);
            separator = '&';
        }
        rest = rest.get(pair.len() + 1..).unwrap_or_default();
    }
    if let Some(value) = value {
        changed.push(separator);
        changed.push_str(name);
        changed.push('=');
        encode(value, &mut changed);
    }
    changed
}

/// An address that a browser may be sent to: no script, nothing that a browser would read otherwise than we do.
pub(super) fn is_safe(url: &str) -> bool {
    let scheme = until(url, b':');
    let script = ["javascript", "data", "vbscript", "blob"];
    url.bytes().all(|byte| byte > b' ' && byte != 0x7f)
        && !url.is_empty()
        && !script.iter().any(|name| scheme.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_wherever_it_stands() {
        let url = "https://a.example/x?flow=1&id=2#id=3";
        assert_eq!(
            (query(url, "flow"), query(url, "id")),
            (Some("1"), Some("2"))
        );
        assert_eq!(
            (query(url, "i"), query("https://a.example", "id")),
            (None, None)
        );
        assert_eq!(query("?x=1&", "id"), None);
    }

    #[test]
    fn a_flow_is_known_by_the_address_that_reads_it() {
        let url = "https://public.example/self-service/recovery/flows?id=f1";
        assert_eq!(flow_id(url, "recovery"), Some("f1"));
        assert_eq!(flow_id(url, "verification"), None);
        assert_eq!(flow_id("https://ui.example/error?id=f1", "recovery"), None);
        assert_eq!(
            flow_id("/self-service/recovery/flows?id=", "recovery"),
            None
        );
    }

    #[test]
    fn a_parameter_is_exchanged() {
        let url = "https://k.example/login/browser?refresh=true&return_to=https%3A%2F%2Fk%2Fsettings&aal=aal1";
        assert_eq!(
            with_parameter(url, "return_to", Some("/s?flow=f1")),
            "https://k.example/login/browser?refresh=true&aal=aal1&return_to=%2Fs%3Fflow%3Df1"
        );
        assert_eq!(
            with_parameter("https://k.example/?return_to=x", "return_to", None),
            "https://k.example/"
        );
        assert_eq!(
            with_parameter("/s?tab=1#top", "flow", Some("f1")),
            "/s?tab=1&flow=f1"
        );
        assert_eq!(
            with_parameter("/s?flow=f0", "flow", Some("f1")),
            "/s?flow=f1"
        );
    }

    #[test]
    fn a_script_is_no_address() {
        for url in [
            "javascript:alert(1)",
            "JavaScript://%0aalert(1)",
            "data:text/html,x",
            "java\tscript:x",
            " x",
            "",
        ] {
            assert!(!is_safe(url), "{url:?}");
        }
        for url in ["https://a.example/x?y=1", "/app", "com.example.app://done"] {
            assert!(is_safe(url), "{url:?}");
        }
    }
}
