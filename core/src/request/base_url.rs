//! Which base URLs may be used, in a process and in a browser; `tests/rules/base_urls.json` holds both to it.

#[cfg(feature = "std")]
use alloc::string::String;

use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
#[cfg(feature = "std")]
use super::percent::encode;
use super::plan_text::PlanText;
use super::rejection::Rejection;
use crate::codec::json_view::Text;
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

/// Libraries hold no Unicode tables (docs/decisions/0017); a browser has them.
#[cfg(feature = "std")]
const UNPARSED: &str =
    "has no valid host and port; a name beyond ASCII is written in Punycode (xn--)";

#[cfg(not(feature = "std"))]
const UNPARSED: &str = "has no valid host and port";

/// What a server or a browser would take away, also where a dot is percent-encoded.
const DOT_SEGMENTS: &str = ". .. %2e .%2e %2e. %2e%2e";

/// Rejects a URL that cannot be used.
pub(super) fn check<T: PlanText + ?Sized>(
    url: &T,
    key: ConfigKey,
    config: &dyn ConfigSource<T>,
) -> Result<(), Rejection<T::Owned>> {
    let by_url = || {
        let allowed = config.get(ConfigKey::ALLOW_INSECURE_HTTP);
        let allow_insecure = allowed.is_some_and(|allow| allow.into_owned().is("true"));
        let unparsed = || (!url.can_parse()).then_some(UNPARSED);
        find_fault(&url.to_owned(), allow_insecure).or_else(unparsed)
    };
    #[cfg(feature = "std")]
    let socket = url.as_str().and_then(|url| url.strip_prefix(UNIX));
    #[cfg(feature = "std")]
    let fault = socket.map_or_else(by_url, socket_fault);
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
fn find_fault<T: Text>(url: &T, allow_insecure: bool) -> Option<&'static str> {
    if url.is("") {
        return Some("is empty");
    }
    let url = url.lower();
    let secure = url.strip("https://");
    let is_secure = secure.is_some();
    let Some(rest) = secure.or_else(|| url.strip("http://")) else {
        return Some("needs to begin with https:// or http://");
    };
    let holds = |mark| rest.after(mark).is_some();
    if !rest.is_visible() || holds("\\") {
        return Some("holds a space, a backslash or a control character");
    }
    if holds("?") || holds("#") {
        return Some("holds a query or a fragment");
    }
    let mut path = rest.after("/");
    while let Some(segments) = path {
        if segments.before("/").is_one_of(DOT_SEGMENTS) {
            return Some("holds a dot segment");
        }
        path = segments.after("/");
    }
    let authority = rest.before("/");
    if authority.after("@").is_some() {
        return Some("holds a user name or a password; use the fields for credentials");
    }
    let Some(host) = host(&authority) else {
        return Some("has no valid host and port");
    };
    if !is_secure && !allow_insecure && !is_loopback(&host) {
        return Some(
            "uses http:// towards another machine; use https:// or set allow_insecure_http",
        );
    }
    None
}

/// The host of an authority whose port, if there is one, is a number. An IPv6 address has colons of its own, inside
/// brackets.
fn host<T: Text>(authority: &T) -> Option<T> {
    let (host, port) = match authority.strip("[") {
        Some(inside) => {
            let behind = inside.after("]")?;
            let port = match behind.is("") {
                true => None,
                false => Some(behind.strip(":")?),
            };
            (inside.before("]"), port)
        }
        None => (authority.before(":"), authority.after(":")),
    };
    if let Some(port) = port
        && (port.strip("0").is_some() || port.whole_number()? > 65_535)
    {
        return None;
    }
    Some(host).filter(|host| !host.is(""))
}

/// This machine: `localhost`, four numbers of which the first is 127, `::1`. A name below `localhost` may be anything.
fn is_loopback<T: Text>(host: &T) -> bool {
    let mut numbers = 1;
    let mut rest = host.strip("127.");
    while let Some(text) = rest {
        if text
            .before(".")
            .whole_number()
            .is_none_or(|part| part > 999)
        {
            return false;
        }
        numbers += 1;
        rest = text.after(".");
    }
    numbers == 4 || host.is_one_of("localhost ::1")
}
