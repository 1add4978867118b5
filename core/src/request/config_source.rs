//! Where planning reads the configuration from.

use alloc::borrow::Cow;

use super::config_key::ConfigKey;

/// A configuration. A native client has an [`OryConfig`](crate::OryConfig), a browser a JavaScript object.
pub trait ConfigSource {
    /// The value of a field. A boolean field is `true` or absent.
    fn get(&self, key: ConfigKey) -> Option<Cow<'_, str>>;

    /// Its URLs have passed [`check_urls`](super::check_urls) already.
    fn is_checked(&self) -> bool {
        false
    }

    /// Whether the URL parser of whoever sends the requests takes a URL.
    #[cfg(feature = "std")]
    fn can_parse_url(&self, url: &str) -> bool {
        url::Url::parse(url).is_ok()
    }

    /// Whether the URL parser of whoever sends the requests takes a URL.
    #[cfg(not(feature = "std"))]
    fn can_parse_url(&self, url: &str) -> bool;
}
