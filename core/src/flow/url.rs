//! Addresses that the server gives: what they say, and whether a browser may be sent there.

use crate::codec::json_view::Text;

/// A parameter of the query, as it is written.
pub(super) fn query<T: Text>(url: &T, name: &str) -> Option<T> {
    let mut rest = url.before("#").after("?");
    while let Some(pairs) = rest {
        let pair = pairs.before("&");
        if pair.before("=").is(name)
            && let Some(value) = pair.after("=")
        {
            return Some(value);
        }
        rest = pairs.after("&");
    }
    None
}

/// The id of a flow of that kind, in the address at which the server reads it:
/// `https://public.example/self-service/recovery/flows?id=…`.
pub(super) fn flow_id<T: Text>(url: &T, kind: &str) -> Option<T> {
    let path = url.after("/self-service/")?.strip(kind)?;
    path.strip("/flows?")?;
    query(&path, "id").filter(|id| !id.is(""))
}

/// The id of a flow of any kind, in the address at which the server reads it.
#[cfg(feature = "std")]
pub(crate) fn replaced_flow(url: &str) -> Option<alloc::string::String> {
    let url = alloc::string::String::from(url);
    let kinds = [
        "login",
        "registration",
        "recovery",
        "verification",
        "settings",
    ];
    kinds.iter().find_map(|kind| flow_id(&url, kind))
}

/// The address with that parameter set, or without it.
pub(super) fn with_parameter<T: Text>(url: &T, name: &str, value: Option<&T>) -> T {
    let url = url.before("#");
    let mut changed = url.before("?");
    let mut separator = T::of("?");
    let mut rest = url.after("?");
    while let Some(pairs) = rest {
        let pair = pairs.before("&");
        if !pair.before("=").is(name) && !pair.is("") {
            changed = changed.plus(&separator).plus(&pair);
            separator = T::of("&");
        }
        rest = pairs.after("&");
    }
    match value {
        Some(value) => changed
            .plus(&separator)
            .plus(&T::of(name))
            .plus(&T::of("="))
            .plus(&value.encoded()),
        None => changed,
    }
}

/// An address that a browser may be sent to: no script, nothing that a browser would read otherwise than we do.
pub(super) fn is_safe<T: Text>(url: &T) -> bool {
    let scheme = url.before(":").lower();
    url.is_visible() && !url.is("") && !scheme.is_one_of("javascript data vbscript blob")
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    fn query(url: &str, name: &str) -> Option<String> {
        super::query(&String::from(url), name)
    }

    fn flow_id(url: &str, kind: &str) -> Option<String> {
        super::flow_id(&String::from(url), kind)
    }

    fn with_parameter(url: &str, name: &str, value: Option<&str>) -> String {
        super::with_parameter(&String::from(url), name, value.map(String::from).as_ref())
    }

    #[test]
    fn a_parameter_is_found_wherever_it_stands() {
        let url = "https://a.example/x?flow=1&id=2#id=3";
        assert_eq!(
            (query(url, "flow").as_deref(), query(url, "id").as_deref()),
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
        assert_eq!(flow_id(url, "recovery").as_deref(), Some("f1"));
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
            assert!(!is_safe(&String::from(url)), "{url:?}");
        }
        for url in ["https://a.example/x?y=1", "/app", "com.example.app://done"] {
            assert!(is_safe(&String::from(url)), "{url:?}");
        }
    }
}
