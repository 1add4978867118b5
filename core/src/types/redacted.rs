//! The text that is printed instead of a sensitive value or a part of it.

use alloc::borrow::Cow;
use core::fmt;

/// Stands for a value that is there: `[redacted]`, as a secret prints itself.
#[cfg(feature = "std")]
pub(crate) struct Redacted;

#[cfg(feature = "std")]
impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// A URL as it may be logged: scheme, host and path. The query holds codes and challenges, the user name a password.
pub(crate) struct WithoutQuery<'a>(pub(crate) &'a str);

impl fmt::Debug for WithoutQuery<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(formatter)
    }
}

impl WithoutQuery<'_> {
    /// What is printed.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        let url = self.0.split(['?', '#']).next().unwrap_or_default();
        // An address without a scheme takes that of the page before.
        let (scheme, rest) = match url.find("//") {
            Some(at) => url.split_at(at + 2),
            None => return Cow::Borrowed(url),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        match authority.rsplit_once('@') {
            Some((_, host)) => Cow::Owned([scheme, host, path].concat()),
            None => Cow::Borrowed(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WithoutQuery;

    #[test]
    fn a_printed_url_has_scheme_host_and_path() {
        for (url, shown) in [
            (
                "https://u:p@a.example:1/x@y?code=1#z",
                "https://a.example:1/x@y",
            ),
            ("https://a.example?code=1", "https://a.example"),
            ("com.example.app://done#code=1", "com.example.app://done"),
            ("/settings?flow=1", "/settings"),
            ("//u:p@a.example/x", "//a.example/x"),
        ] {
            assert_eq!(
                alloc::format!("{:?}", WithoutQuery(url)),
                alloc::format!("{shown:?}")
            );
        }
    }
}
