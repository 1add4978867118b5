//! Where planning reads the configuration from.

use alloc::borrow::{Cow, ToOwned};

use super::config_key::ConfigKey;

/// A configuration. A native client has an [`OryConfig`](crate::OryConfig), a browser a JavaScript object.
pub trait ConfigSource<T: ToOwned + ?Sized = str> {
    /// The value of a field. A boolean field is `true` or absent.
    fn get(&self, key: ConfigKey) -> Option<Cow<'_, T>>;

    /// Its URLs have passed [`check_urls`](super::check_urls) already.
    fn is_checked(&self) -> bool {
        false
    }
}
