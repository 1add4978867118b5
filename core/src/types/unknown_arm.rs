//! The arm of a union that this version does not know.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Json, Redacted};
use crate::codec::Variant;

/// An object with a tag that this version does not know, or that is not what its tag says, kept as the server wrote it.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(frozen, get_all, from_py_object, module = "ory_hub.model")
)]
pub struct UnknownArm {
    /// The tag; empty when it is absent or no text. A known one where the object could not be read as what it says.
    pub tag: String,
    /// The whole object. Nobody knows what it holds, so `[redacted]` is printed for it.
    pub json: Json,
}

impl UnknownArm {
    /// What a decoded union holds, whichever arm it is.
    #[must_use]
    pub fn new(variant: &Variant<'_>) -> Self {
        Self {
            tag: variant.tag.to_owned(),
            json: Json::from(variant.raw),
        }
    }
}

impl fmt::Debug for UnknownArm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnknownArm")
            .field("tag", &self.tag)
            .field("json", &Redacted)
            .finish()
    }
}

impl Serialize for UnknownArm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}
