//! Tests of the decoder over all models.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{DecodeError, FromSlot, Kind, Model};

/// One model with its decoders.
pub(crate) struct Check {
    pub name: &'static str,
    pub kind: &'static Kind,
    /// Through the Rust type and back to JSON.
    pub typed: fn(&str) -> Result<String, DecodeError>,
}

impl Check {
    pub(crate) const fn of<T: Model>(name: &'static str) -> Self {
        Self {
            name,
            kind: <T as FromSlot>::KIND,
            typed: |text| T::from_json(text).map(|value| value.to_json()),
        }
    }
}
