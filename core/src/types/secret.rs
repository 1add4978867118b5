//! Text that is never shown: keys, tokens, passwords.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

#[cfg(feature = "std")]
use zeroize::Zeroize as _;

/// A text that prints as `[redacted]` and is wiped from memory when it is dropped.
///
/// ```
/// use ory_hub::Secret;
///
/// let key = Secret::new("ory_pat_example");
/// assert_eq!(format!("{key} {key:?}"), "[redacted] [redacted]");
/// assert_eq!(key.expose(), "ory_pat_example");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Secret(Cow<'static, str>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Cow::Owned(text.into()))
    }

    /// A header of every request, which is no secret and needs no copy.
    #[cfg(feature = "std")]
    pub(crate) const fn from_static(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The same as bytes that live for ever, where they do.
    #[cfg(feature = "sockets")]
    pub(crate) fn as_static(&self) -> Option<&'static str> {
        match self.0 {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// The text itself. Whoever reads it keeps it out of logs.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Without `std` the caller is a browser's script, which holds the text in memory that nobody can wipe.
#[cfg(feature = "std")]
impl Drop for Secret {
    fn drop(&mut self) {
        if let Cow::Owned(text) = &mut self.0 {
            text.zeroize();
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// Writes the text itself: request bodies need it.
#[cfg(feature = "std")]
impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
