//! How a configuration is printed.

/// The part of a URL after user name and password: those are hidden.
pub(super) fn without_userinfo(url: &str) -> &str {
    url.rsplit_once('@').map_or(url, |(_, rest)| rest)
}
