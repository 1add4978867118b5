//! Text wherever it is held.

#[cfg(feature = "std")]
use alloc::string::String;
use core::fmt::Debug;

#[cfg(feature = "std")]
use crate::request::encode;

/// A text that can be compared and taken apart without knowing what holds it. A clone is cheap or rare.
pub trait Text: Clone + Debug {
    /// The holder's own copy of a text.
    fn of(text: &str) -> Self;

    /// Whether it is this text.
    fn is(&self, other: &str) -> bool;

    /// Whether it is one of these words, which a space separates.
    fn is_one_of(&self, words: &str) -> bool;

    /// Whether both are the same text.
    fn equals(&self, other: &Self) -> bool;

    /// Whether it begins with this text.
    fn begins_with(&self, prefix: &Self) -> bool;

    /// What follows the first occurrence of a mark; nothing where there is none.
    fn after(&self, mark: &str) -> Option<Self>;

    /// What stands before the first occurrence of a mark, or all of it.
    fn before(&self, mark: &str) -> Self;

    /// What follows a prefix; nothing where it begins otherwise.
    fn strip(&self, prefix: &str) -> Option<Self>;

    /// Both texts as one.
    fn plus(&self, other: &Self) -> Self;

    /// In lower case, as far as it is ASCII.
    fn lower(&self) -> Self;

    /// Percent-encoded for a path segment or a query value.
    fn encoded(&self) -> Self;

    /// Whether it holds no space and no control character.
    fn is_visible(&self) -> bool;

    /// Its value where it is a whole number, as far as that fits.
    fn whole_number(&self) -> Option<u32>;
}

#[cfg(feature = "std")]
impl Text for String {
    fn of(text: &str) -> Self {
        Self::from(text)
    }

    fn is(&self, other: &str) -> bool {
        self == other
    }

    fn is_one_of(&self, words: &str) -> bool {
        words.split(' ').any(|word| self == word)
    }

    fn equals(&self, other: &Self) -> bool {
        self == other
    }

    fn begins_with(&self, prefix: &Self) -> bool {
        self.starts_with(prefix.as_str())
    }

    fn after(&self, mark: &str) -> Option<Self> {
        self.split_once(mark).map(|(_, rest)| Self::from(rest))
    }

    fn before(&self, mark: &str) -> Self {
        Self::from(
            self.split_once(mark)
                .map_or(self.as_str(), |(start, _)| start),
        )
    }

    fn strip(&self, prefix: &str) -> Option<Self> {
        self.strip_prefix(prefix).map(Self::from)
    }

    fn plus(&self, other: &Self) -> Self {
        [self.as_str(), other].concat()
    }

    fn lower(&self) -> Self {
        self.to_ascii_lowercase()
    }

    fn encoded(&self) -> Self {
        let mut out = Self::new();
        encode(self, &mut out);
        out
    }

    fn is_visible(&self) -> bool {
        self.bytes().all(|byte| byte > b' ' && byte != 0x7f)
    }

    fn whole_number(&self) -> Option<u32> {
        let digits = self.trim_ascii();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().unwrap_or(u32::MAX))
    }
}
