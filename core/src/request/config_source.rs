//! Where planning reads the configuration from.

use super::config_key::ConfigKey;
use crate::types::Secret;

/// A configuration. A native client has an [`OryConfig`](crate::OryConfig), a browser a JavaScript object.
pub trait ConfigSource {
    /// The value of a field. A boolean field is `true` or absent.
    fn get(&self, key: ConfigKey) -> Option<Secret>;

    /// Whether the URL parser of whoever sends the requests takes a URL.
    #[cfg(feature = "std")]
    fn can_parse_url(&self, url: &str) -> bool {
        url::Url::parse(url).is_ok()
    }

    /// Whether the URL parser of whoever sends the requests takes a URL.
    #[cfg(not(feature = "std"))]
    fn can_parse_url(&self, url: &str) -> bool;
}
